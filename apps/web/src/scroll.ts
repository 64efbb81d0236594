// The browser puts a page back to where it was at once, when what was there is not drawn yet; so this is ours.

interface Step {
  entry?: number
  /** Something was set over the page, which is the one of the step before. */
  isOver?: boolean
}

const heights = new Map<number, number>()
let current = 0
let last = 0
let isOver = false

/** Notes how far down the page is that is being left; the next step keeps what this gives in its history. */
export function leaveForNext(next: { isOver: boolean }): Step {
  heights.set(current, scrollY)
  current = ++last
  isOver = next.isOver
  return { entry: current, isOver }
}

/** Whether something is set over the page at this step. */
export const isStepOver = () => isOver

/** How far down the page of this step was when it was left. */
export const rememberedScroll = () => heights.get(current) ?? 0

/**
 * Calls `moved` at each step back or forward, the place on the page that is left being noted; tells it whether only
 * what is set over a page may differ.
 */
export function followSteps(moved: (isOver: boolean) => void): void {
  history.scrollRestoration = 'manual'
  const number = (state: Step | null) => state?.entry ?? 0
  current = last = number(history.state)
  isOver = history.state?.isOver ?? false
  addEventListener('popstate', ({ state }) => {
    heights.set(current, scrollY)
    current = number(state)
    const wasOver = isOver
    isOver = state?.isOver ?? false
    moved(wasOver || isOver)
  })
}
