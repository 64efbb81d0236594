import type { StartedVerification, VerificationState } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import type { News } from './live-status.ts'
import { useLiveStatus } from './use-live-status.ts'

/** How a proof ended that will not go on. */
export type ProofEnd = 'denied' | 'expired'

/** A proof as it goes on elsewhere: what the bot was answered, and whether the code got through. */
export function useProof(proving: StartedVerification) {
  const [state, setState] = useState<VerificationState>(proving)
  const [isGone, setGone] = useState(false)
  const look = useLiveStatus(proving.id, { tell: hear, lookAtOnce: false })

  function hear(news: News) {
    if (news.kind === 'state') setState(news.state)
    // Nobody answering is said where something is sent; the proof itself may well be alive.
    else if (news.kind !== 'trouble') setGone(true)
  }

  return {
    state,
    end: endOf(state, isGone),
    look,
    /** Takes what an answer said before the stream does. */
    learn: (part: Partial<VerificationState>) => setState((before) => ({ ...before, ...part })),
  }
}

function endOf({ status }: VerificationState, isGone: boolean): ProofEnd | undefined {
  if (status === 'denied' || status === 'expired') return status
  return isGone ? 'expired' : undefined
}
