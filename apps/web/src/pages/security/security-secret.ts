let kept: string | undefined

/**
 * Takes the secret of a letter's link out of the address at once, so that it stays neither in the
 * history nor in what the person may copy from the address bar.
 */
export function keepSecuritySecret(): void {
  if (location.pathname !== '/security') return
  const fragment = location.hash.slice(1)
  if (!fragment) return
  history.replaceState(null, '', location.pathname)
  kept = fragment
}

/** What the link brought, for as long as this page is open. */
export const securitySecret = () => kept
