import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { session } from '../site.ts'

interface Beside {
  /** What this page has sent of the proof itself: its answer comes a moment after the news. */
  own: RefObject<Promise<unknown>>
  /** Whether that answer was all that was wanted. */
  isDone: () => boolean
}

/** How far it is; what came of it the session says. */
export interface PickUp {
  step: 'asking' | 'asked' | 'unanswered' | undefined
  again: () => void
}

/**
 * Once a proof is over, picks up the session that it has opened: in another tab, by the bot's return link, or here
 * with its answer lost.
 */
export function usePickUp(isOver: boolean, { own, isDone }: Beside): PickUp {
  const [step, setStep] = useState<PickUp['step']>()
  const [tries, setTries] = useState(0)
  // Before the page is painted, which else would ask for a code for a moment.
  useLayoutEffect(() => {
    if (!isOver) return undefined
    let isLeft = false
    async function pickUp() {
      await own.current?.catch(() => {})
      if (isLeft || isDone()) return
      setStep('asking')
      const isAnswered = await session.restore().catch(() => false)
      if (!isLeft) setStep(isAnswered ? 'asked' : 'unanswered')
    }
    void pickUp()
    return () => {
      isLeft = true
    }
  }, [isOver, tries])
  return { step, again: () => setTries(tries + 1) }
}
