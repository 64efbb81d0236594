import type { StartedVerification, VerificationState } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { secondsUntil } from '../clock.ts'
import type { News } from './live-status.ts'
import { useLiveStatus } from './use-live-status.ts'

/** How a proof ended that will not go on. */
export type ProofEnd = 'denied' | 'expired'

/** A proof as it goes on elsewhere: what the bot was answered, and whether the code got through. */
export function useProof(proving: StartedVerification, onState?: (state: VerificationState) => void) {
  const [state, setState] = useState<VerificationState>(proving)
  const [gone, setGone] = useState<'finished' | 'expired'>()
  const latest = useRef(state)
  const look = useLiveStatus(proving.id, { tell: hear, lookAtOnce: false })

  function hear(news: News) {
    if (news.kind === 'state') take(news.state)
    // Nobody answering is said where something is sent; the proof itself may well be alive.
    else if (news.kind !== 'trouble') setGone(secondsUntil(latest.current.expiresAt) ? 'finished' : 'expired')
  }

  function take(next: VerificationState) {
    latest.current = next
    setState(next)
    onState?.(next)
  }

  return {
    state,
    /** Over, here or in another tab of this browser, which has it to itself once it finishes it or begins another. */
    isFinished: state.status === 'verified' || gone === 'finished',
    end: endOf(state) ?? (gone === 'expired' ? gone : undefined),
    look,
    /** Takes what an answer said before the stream does. */
    learn: (part: Partial<VerificationState>) => take({ ...latest.current, ...part }),
  }
}

export type Proof = ReturnType<typeof useProof>

function endOf({ status }: VerificationState): ProofEnd | undefined {
  return status === 'denied' || status === 'expired' ? status : undefined
}
