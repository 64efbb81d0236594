import type { Ctx } from '#platform'
import { acknowledge, deny, isOpen, type Verification, type VerificationId } from './model.ts'
import { updateVerification, type VerificationStore } from './store.ts'

export interface AnswerOrigin {
  id: VerificationId
  telegramId: number
  answer: 'mine' | 'not_mine'
}

/**
 * Takes the answer to «was it you who started this?» (X6). «Not me» ends the verification for
 * good. Out: what it is now, or `stale` when it is over, unknown, or asked of somebody else (S22).
 */
export async function answerOrigin(
  ctx: Ctx,
  input: AnswerOrigin,
  store: VerificationStore,
): Promise<Verification | 'stale'> {
  const now = ctx.now()
  const belongs = (verification: Verification) =>
    isOpen(verification, now) && verification.telegram?.id === input.telegramId
  const step = await updateVerification(store, ctx, input.id, (verification) => {
    if (!belongs(verification)) return undefined
    return input.answer === 'mine' ? acknowledge(verification) : deny(verification)
  })
  return step && belongs(step.before) ? step.after : 'stale'
}
