export interface Returned {
  id: string
  secret: string
}

let kept: Returned | undefined

/**
 * Takes the secret of the bot's return link out of the address at once, so that it stays
 * neither in the history nor in what the person may copy from the address bar.
 */
export function keepReturnSecret(): void {
  if (location.pathname !== '/auth/return') return
  const fragment = location.hash.slice(1)
  if (!fragment) return
  history.replaceState(null, '', location.pathname)
  kept = readFragment(fragment)
}

/** `<verification>.<secret>`, or nothing when the link was cut or made up. */
export function readFragment(fragment: string): Returned | undefined {
  const parts = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/.exec(fragment)
  return parts?.[1] && parts[2] ? { id: parts[1], secret: parts[2] } : undefined
}

/** Gives the secret out once. */
export function takeReturnSecret(): Returned | undefined {
  const taken = kept
  kept = undefined
  return taken
}
