// The browser puts a page back to where it was at once, when what was there is not drawn yet; so this is ours.

interface Step {
  entry?: number
}

const heights = new Map<number, number>()
let current = 0
let last = 0

/** Notes how far down the page is that is being left; the next step keeps what this gives in its history. */
export function leaveForNext(): Step {
  heights.set(current, scrollY)
  current = ++last
  return { entry: current }
}

/** How far down the page of this step was when it was left. */
export const rememberedScroll = () => heights.get(current) ?? 0

/** Calls `moved` at each step back or forward, the place on the page that is left being noted. */
export function followSteps(moved: () => void): void {
  history.scrollRestoration = 'manual'
  const number = (state: Step | null) => state?.entry ?? 0
  current = last = number(history.state)
  addEventListener('popstate', ({ state }) => {
    heights.set(current, scrollY)
    current = number(state)
    moved()
  })
}
