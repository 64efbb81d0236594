import type { Ctx, Limits } from '#platform'
import { codesToChat } from '#telegram'
import {
  acknowledge,
  deny,
  findVerification,
  isOpen,
  needsContact,
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
 * good, and said again it finds that done. Out: what it is now, `stale` when it is over,
 * unknown, or asked of somebody else (S22), or `too_many_codes` when the answer would send one to a
 * chat that was sent too many: then nothing changes, and it may be given again later (S16).
 */
export async function answerOrigin(
  ctx: Ctx,
  input: AnswerOrigin,
  store: VerificationStore & { limits: Limits },
): Promise<Verification | 'stale' | 'too_many_codes'> {
  const now = ctx.now()
  const isAsked = (verification: Verification) => verification.telegram?.id === input.telegramId
  const isMine = input.answer === 'mine'
  const found = isMine ? await findVerification(store.ephemeral, ctx, input.id) : undefined
  const asksCode = found && isAsked(found) && isOpen(found, now) && startsCode(found)
  const chat = String(input.telegramId)
  if (asksCode && !(await store.limits.allows(codesToChat, chat))) return 'too_many_codes'

  const step = await updateVerification(store, ctx, input.id, (verification) => {
    if (!isAsked(verification) || !isOpen(verification, now)) return undefined
    return isMine ? acknowledge(verification) : deny(verification)
  })
  if (!step || !isAsked(step.before)) return 'stale'
  if (asksCode && startsCode(step.before)) await store.limits.penalize(codesToChat, chat)
  const isDone = !isMine && step.before.status === 'denied'
  return isOpen(step.before, now) || isDone ? step.after : 'stale'
}

/** Whether «it was me» is all that its first code waits for. One that went to the chat unasked was counted then. */
function startsCode(verification: Verification): boolean {
  const { telegram } = verification
  return !needsContact(verification) && telegram?.acknowledged === false && !telegram.unasked
}
