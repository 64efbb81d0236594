import type { Problem, VerificationState } from '@vitrina/contract'
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { momentIn } from '../../clock.ts'
import { underWay } from './under-way.ts'

/** Whether a moment comes too late for a registration. */
export const isPastEnd = ({ expiresAt }: VerificationState, moment: string) =>
  Date.parse(moment) >= Date.parse(expiresAt)

/** Whether a registration had to be given up, and when another may begin; known to all tabs. */
export function useHold(id: string, latest: RefObject<VerificationState | undefined>) {
  const [heldUntil, setHeldUntil] = useState(() => underWay.read(id)?.heldUntil)

  function hold(until: string) {
    setHeldUntil(until)
    underWay.learn(id, { heldUntil: until })
  }

  return {
    heldUntil,
    /** Gives the registration up, and says when another may begin. */
    hold,
    /** The same, when the server asks to wait for longer than there is time. */
    holdFor({ retryAfter }: Problem) {
      const until = momentIn(retryAfter ?? 0)
      if (latest.current && isPastEnd(latest.current, until)) hold(until)
    },
  }
}
