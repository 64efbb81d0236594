import type { Customer, VerificationState } from '@vitrina/contract'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import { session } from '../site.ts'
import { phoneToSend } from './use-phone-tools.ts'
import { usePickUp } from './use-pick-up.ts'
import type { Proof } from './use-proof.ts'

interface OutcomeOf {
  own: RefObject<Promise<unknown>>
  /** Said once, whoever says it first. */
  isProven: RefObject<boolean>
  isMine: (customer: Customer, state: VerificationState) => boolean
  onProven: () => void | Promise<void>
}

/**
 * Says that it is proven when a proof was finished elsewhere, or here with its answer lost. Out: why that cannot be
 * said: it was finished and has opened nothing here, it is over and not by that, or nobody answers.
 */
export function useOutcome(
  { state, isFinished }: Proof,
  { own, isProven, isMine, onProven }: OutcomeOf,
): { missed: 'used' | 'over' | 'away' | undefined; again: () => void } {
  const { step, again } = usePickUp(isFinished, { own, isDone: () => isProven.current === true })
  const now = session.state.value
  const isIn = now.status === 'signedIn' && isMine(now.customer, state)

  useEffect(() => {
    if (step !== 'asked' || !isIn || isProven.current) return
    isProven.current = true
    void onProven()
  }, [step, isIn])

  if (step === 'unanswered') return { missed: 'away', again }
  if (step !== 'asked' || isIn) return { missed: undefined, again }
  return { missed: state.status === 'verified' ? 'used' : 'over', again }
}

/** Whether an account has what was typed for a proof; where nothing was, a Telegram. */
export function hasProven(customer: Customer, typedTo = ''): boolean {
  const { email, emailVerified, phone, phoneVerified, telegramLinked } = customer
  if (!typedTo) return telegramLinked
  if (typedTo.includes('@')) return emailVerified && email?.toLowerCase() === typedTo.trim().toLowerCase()
  return phoneVerified && phone === phoneToSend(typedTo)
}
