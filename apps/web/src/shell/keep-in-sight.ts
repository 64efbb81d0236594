/**
 * Keeps what one types in above the keyboard. In Telegram for iOS the keyboard lies over the page, which stays as it
 * was and is not moved (T16).
 */
export function keepInSight(): void {
  const { visualViewport: view } = window
  view?.addEventListener('resize', () => {
    const field = document.activeElement
    // Whoever zooms looks where they like.
    if (view.scale !== 1 || !field?.matches('input, textarea, select')) return
    const { top, bottom } = field.getBoundingClientRect()
    const isInSight = top >= view.offsetTop && bottom <= view.offsetTop + view.height
    if (!isInSight) field.scrollIntoView({ block: 'center' })
  })
}
