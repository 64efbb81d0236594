/** A moment of theirs, which has no zone; those whose name ends in `_gmt` are in UTC. */
export function readMoment(gmt: string): Date | undefined {
  const at = new Date(`${gmt}Z`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** As its filters want a moment: to the second, bare, together with `dates_are_gmt` (a `Z` would shift it). */
export function bareMoment(at: Date): string {
  return at.toISOString().slice(0, 19)
}
