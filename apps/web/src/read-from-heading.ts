/**
 * Moves the focus to the heading of a page that has just been opened: a screen reader would otherwise stay where the
 * pressed link was. The heading may come after the rest, or another may take its place when more is known of the
 * page. Returns what ends the waiting.
 */
export function readFromHeading(page: HTMLElement): () => void {
  const left = document.activeElement
  let heading: HTMLElement | null = null
  const look = () => {
    if (heading?.isConnected) return
    const { activeElement } = document
    // Whoever has gone on meanwhile stays where they are.
    if (activeElement !== left && activeElement !== document.body) return watch.disconnect()
    heading = page.querySelector('h1')
    heading?.focus({ preventScroll: true })
  }
  const watch = new MutationObserver(look)
  watch.observe(page, { childList: true, subtree: true })
  look()
  return () => watch.disconnect()
}
