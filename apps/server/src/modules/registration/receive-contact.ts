import type { Phone } from '@vitrina/contract'
import type { CustomerId } from '#identity'
import type { Ctx, Limits } from '#platform'
import { codesToChat } from '#telegram'
import type { SendCode } from '#verification-codes'
import {
  AFTERLIFE_MS,
  awaitsContact,
  completeVerification,
  findChatVerification,
  findVerification,
  insertNames,
  isOpen,
  type Named,
  noteMismatch,
  promise,
  promiseCustomerId,
  receiveContact as receive,
  type SharedContact,
  updateVerification,
  type Verification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'

export interface ReceiveContact {
  telegramId: number
  username: string | null
  /** The number of the sender's own contact, shared by the button in a private chat. */
  contact: SharedContact
}

export type Received =
  | { kind: 'no_verification' }
  | { kind: 'unanswered'; id: VerificationId; verification: Verification }
  | { kind: 'mismatch'; claimed: Phone }
  | { kind: 'unreadable' }
  | { kind: 'too_many_codes' }
  /** To be enqueued with the words that go before it. */
  | { kind: 'code_due'; code: SendCode; byName: boolean }
  | { kind: 'registered' }

/**
 * Takes a person's own contact for the verification their chat is about. The number must be
 * the one typed on the site, if one was; after a wrong one the page is told so, and the right one
 * may follow.
 * In contract A the account exists when this returns; natively a code is due and the
 * account waits for it (S1), unless the chat was sent too many: then nothing changes (S16). Repeating it is safe at any point.
 */
export async function receiveContact(
  ctx: Ctx,
  input: ReceiveContact,
  store: VerificationStore & { limits: Limits },
): Promise<Received> {
  const id = await findChatVerification(store.ephemeral, ctx, input.telegramId)
  const found = id && (await findVerification(store.ephemeral, ctx, id))
  if (!id || !found || found.telegram?.id !== input.telegramId) return { kind: 'no_verification' }
  // An answer lost on the way makes Telegram deliver the contact again: the same words, nothing new.
  if (found.flow === 'contract_a' && found.status === 'verified') return { kind: 'registered' }
  if (!isOpen(found, ctx.now())) return { kind: 'no_verification' }
  if (!awaitsContact(found)) return { kind: 'unanswered', id, verification: found }
  const { contact } = input
  // By name only, whatever number is theirs will do, and an anonymous one is none (S6).
  if (found.claim.phone && found.method === 'telegram_contact' && contact.phone !== found.claim.phone) {
    await updateVerification(store, ctx, id, (verification) =>
      isOpen(verification, ctx.now()) ? noteMismatch(verification) : undefined,
    )
    return { kind: 'mismatch', claimed: found.claim.phone }
  }
  if (contact.phone === null && contact.anonymous === null) return { kind: 'unreadable' }

  const chat = String(input.telegramId)
  const isFirst = found.status === 'claimed' && found.flow !== 'contract_a'
  if (isFirst && !(await store.limits.allows(codesToChat, chat))) return { kind: 'too_many_codes' }
  const step = await recordContact(ctx, { id, verification: found, contact }, store)
  if (!step) return { kind: 'no_verification' }
  if (isFirst) await store.limits.penalize(codesToChat, chat)
  if (found.flow === 'contract_a') {
    await completeVerification(ctx, { id, verification: step.after }, store)
    return { kind: 'registered' }
  }
  // Always the first: shared again, it is sent if it has not arrived, and never before its time (S16).
  return { kind: 'code_due', code: { verificationId: id, nth: 1 }, byName: found.method === 'telegram_name' }
}

interface RecordContact extends Named {
  contact: SharedContact
  /** What else changes with it, in the same step. */
  prepare?: (verification: Verification) => Verification
}

/**
 * Keeps a contact in an open verification. With it contract B promises the id that the account
 * will have, and from here its client names the person by this number. Done again it changes
 * nothing.
 */
export async function recordContact(
  ctx: Ctx,
  { id, verification: found, contact, prepare = (verification) => verification }: RecordContact,
  store: VerificationStore,
): Promise<{ before: Verification; after: Verification } | undefined> {
  const isB = found.flow === 'contract_b'
  const now = ctx.now()
  const received = (verification: Verification) => receive(prepare(verification), contact, now)
  const promised = isB && isOpen(found, now) ? await promiseTo(ctx, received(found), store) : null
  const step = await updateVerification(store, ctx, id, (verification) =>
    isOpen(verification, now) ? promise(received(verification), promised) : undefined,
  )
  if (isB && step) await insertNames(ctx, { id, verification: step.after }, store)
  return step
}

async function promiseTo(
  ctx: Ctx,
  { telegram, expiresAt }: Verification,
  store: VerificationStore,
): Promise<CustomerId | null> {
  if (!telegram) return null
  const until = new Date(new Date(expiresAt).getTime() + AFTERLIFE_MS)
  return promiseCustomerId(ctx, { telegramId: telegram.id, until }, store)
}
