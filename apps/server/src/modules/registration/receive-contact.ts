import type { Phone } from '@vitrina/contract'
import { type Ctx, enqueue } from '#platform'
import { completeVerification } from './complete-verification.ts'
import { sendCode } from './jobs.ts'
import { awaitsContact, isOpen, receiveContact as receive, type Verification, type VerificationId } from './model.ts'
import { findChatVerification, findVerification, updateVerification, type VerificationPorts } from './store.ts'

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
  | { kind: 'code_on_its_way' }
  | { kind: 'registered' }

/**
 * Takes a person's own contact for the verification their chat is about. The number must be
 * the one typed on the site; a wrong one changes nothing and may be followed by the right one.
 * In contract A the account exists when this returns; natively a code is on its way and the
 * account waits for it (S1). Repeating it is safe at any point.
 */
export async function receiveContact(ctx: Ctx, input: ReceiveContact, ports: VerificationPorts): Promise<Received> {
  const id = await findChatVerification(ports.ephemeral, ctx, input.telegramId)
  const found = id && (await findVerification(ports.ephemeral, ctx, id))
  if (!id || !found || found.telegram?.id !== input.telegramId) return { kind: 'no_verification' }
  // An answer lost on the way makes Telegram deliver the contact again: the same words, nothing new.
  if (found.flow === 'contract_a' && found.status === 'verified') return { kind: 'registered' }
  if (!isOpen(found, ctx.now())) return { kind: 'no_verification' }
  if (!awaitsContact(found)) return { kind: 'unanswered', id, verification: found }
  if (input.phone !== found.claim.phone) return { kind: 'mismatch', claimed: found.claim.phone }

  const step = await updateVerification(ports, ctx, id, (verification) =>
    isOpen(verification, ctx.now()) ? receive(verification, ctx.now()) : undefined,
  )
  if (!step) return { kind: 'no_verification' }
  if (found.flow === 'contract_a') {
    await completeVerification(ctx, { id, verification: step.after, proof: toProof(input, found) }, ports)
    return { kind: 'registered' }
  }
  await enqueue(ctx, sendCode, { verificationId: id, nth: step.after.delivered + 1 })
  return { kind: 'code_on_its_way' }
}

function toProof(input: ReceiveContact, verification: Verification) {
  return { telegramId: input.telegramId, telegramUsername: input.username, phone: verification.claim.phone }
}
