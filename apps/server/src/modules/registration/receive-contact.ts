import type { Phone } from '@vitrina/contract'
import type { Ctx } from '#platform'
import { completeVerification } from './complete-verification.ts'
import type { SendCode } from './jobs.ts'
import { awaitsContact, isOpen, receiveContact as receive, type Verification, type VerificationId } from './model.ts'
import { findChatVerification, findVerification, updateVerification, type VerificationStore } from './store.ts'

export interface ReceiveContact {
  telegramId: number
  username: string | null
  /** Of the sender's own contact, shared by the button in a private chat; nothing for +888. */
  phone: Phone | null
}

export type Received =
  | { kind: 'no_verification' }
  | { kind: 'unanswered'; id: VerificationId; verification: Verification }
  | { kind: 'mismatch'; claimed: Phone }
  /** To be enqueued with the words that go before it. */
  | { kind: 'code_due'; code: SendCode; byName: boolean }
  | { kind: 'registered' }

/**
 * Takes a person's own contact for the verification their chat is about. The number must be
 * the one typed on the site, if one was; a wrong one changes nothing and may be followed by the
 * right one.
 * In contract A the account exists when this returns; natively a code is due and the
 * account waits for it (S1). Repeating it is safe at any point.
 */
export async function receiveContact(ctx: Ctx, input: ReceiveContact, store: VerificationStore): Promise<Received> {
  const id = await findChatVerification(store.ephemeral, ctx, input.telegramId)
  const found = id && (await findVerification(store.ephemeral, ctx, id))
  if (!id || !found || found.telegram?.id !== input.telegramId) return { kind: 'no_verification' }
  // An answer lost on the way makes Telegram deliver the contact again: the same words, nothing new.
  if (found.flow === 'contract_a' && found.status === 'verified') return { kind: 'registered' }
  if (!isOpen(found, ctx.now())) return { kind: 'no_verification' }
  if (!awaitsContact(found)) return { kind: 'unanswered', id, verification: found }
  // By name only, whatever number is theirs will do, and an anonymous one is none (S6).
  if (found.claim.phone && found.method === 'telegram_contact' && input.phone !== found.claim.phone)
    return { kind: 'mismatch', claimed: found.claim.phone }

  const step = await updateVerification(store, ctx, id, (verification) =>
    isOpen(verification, ctx.now()) ? receive(verification, input.phone, ctx.now()) : undefined,
  )
  if (!step) return { kind: 'no_verification' }
  if (found.flow === 'contract_a') {
    await completeVerification(ctx, { id, verification: step.after }, store)
    return { kind: 'registered' }
  }
  // Always the first: shared again, it is sent if it has not arrived, and never before its time (S16).
  return { kind: 'code_due', code: { verificationId: id, nth: 1 }, byName: found.method === 'telegram_name' }
}
