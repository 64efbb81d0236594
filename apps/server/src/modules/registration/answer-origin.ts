import type { Ctx } from '#platform'
import {
  acknowledge,
  deny,
  isOpen,
  updateVerification,
  type Verification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'

export interface AnswerOrigin {
  id: VerificationId
  telegramId: number
  answer: 'mine' | 'not_mine'
}

/**
 * Takes the answer to «was it you who started this?» (X6). «Not me» ends the verification for
 * good, and said again it finds that done. Out: what it is now, or `stale` when it is over,
 * unknown, or asked of somebody else (S22).
 */
export async function answerOrigin(
  ctx: Ctx,
  input: AnswerOrigin,
  store: VerificationStore,
): Promise<Verification | 'stale'> {
  const now = ctx.now()
  const isAsked = (verification: Verification) => verification.telegram?.id === input.telegramId
  const step = await updateVerification(store, ctx, input.id, (verification) => {
    if (!isAsked(verification) || !isOpen(verification, now)) return undefined
    return input.answer === 'mine' ? acknowledge(verification) : deny(verification)
  })
  if (!step || !isAsked(step.before)) return 'stale'
  const isDone = input.answer === 'not_mine' && step.before.status === 'denied'
  return isOpen(step.before, now) || isDone ? step.after : 'stale'
}
