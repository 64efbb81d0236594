let skewMs = 0

/**
 * Learns how far this device's clock is from the server's, from the `Date` of any answer.
 * A phone that is ten minutes fast would otherwise see every registration as expired.
 */
export function learnServerTime(date: string | null, now = Date.now()): void {
  const told = date ? Date.parse(date) : Number.NaN
  if (Number.isNaN(told)) return
  const difference = told - now
  // The header has whole seconds and travels for a while: small differences are noise.
  skewMs = Math.abs(difference) > 3000 ? difference : 0
}

/** The server's time, as well as this device can tell. */
export function serverNow(): number {
  return Date.now() + skewMs
}

/** Whole seconds until a moment of the server's, never below zero. */
export function secondsUntil(iso: string | undefined, now = serverNow()): number {
  return iso ? Math.max(0, Math.ceil((Date.parse(iso) - now) / 1000)) : 0
}

/** The moment of the server's that is so many seconds away. */
export function momentIn(seconds: number): string {
  return new Date(serverNow() + seconds * 1000).toISOString()
}

/** `4:05`, as a clock shows it. */
export function clockFace(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
