import { useEffect, useRef } from 'preact/hooks'

const PAUSE_MS = 5000

/** While something could not be had for want of a connection, tries again: when there is one, and now and then. */
export function useRetry(isAway: boolean, act: () => unknown): void {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    if (!isAway) return
    const again = () => void latest.current()
    addEventListener('online', again)
    const timer = setInterval(again, PAUSE_MS)
    return () => {
      removeEventListener('online', again)
      clearInterval(timer)
    }
  }, [isAway])
}
