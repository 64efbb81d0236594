import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { session } from '../site.ts'

interface Beside {
  /** What this page has sent of the proof itself: its answer comes a moment after the news. */
  own: RefObject<Promise<unknown>>
  /** Whether that answer was all that was wanted. */
  isDone: () => boolean
}

/**
 * Once a proof is over, picks up the session that it has opened: in another tab, by the bot's return link, or here
 * with its answer lost. Out: how far that is; what came of it the session says.
 */
export function usePickUp(isOver: boolean, { own, isDone }: Beside): 'asking' | 'asked' | undefined {
  const [step, setStep] = useState<'asking' | 'asked'>()
  useLayoutEffect(() => {
    if (!isOver) return undefined
    let isLeft = false
    async function pickUp() {
      await own.current?.catch(() => {})
      if (isLeft || isDone()) return
      setStep('asking')
      await session.restore().finally(() => isLeft || setStep('asked'))
    }
    void pickUp()
    return () => {
      isLeft = true
    }
  }, [isOver])
  return step
}
