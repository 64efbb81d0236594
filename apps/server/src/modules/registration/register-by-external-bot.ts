import type { Phone } from '@vitrina/contract'
import type { CustomerId } from '#identity'
import { type Ctx, hashToken } from '#platform'
import { completeVerification } from './complete-verification.ts'
import { phoneMismatch, verificationExpired } from './errors.ts'
import { isOpen, type VerificationId } from './model.ts'
import { findOutcome, findVerification, type VerificationPorts } from './store.ts'

export interface RegisterByExternalBot {
  start: string
  /** Nothing when what the bot sent is no number. */
  phone: Phone | null
  telegramId: number
}

/**
 * Completes a registration of contract A on the word of an external bot that has shown its
 * secret (A7). Called again it gives the same customer. Refuses with `registration.time_is_up`
 * when the code is unknown, expired or denied, with `registration.phone_mismatch` when the
 * numbers differ; then the registration stays open.
 */
export async function registerByExternalBot(
  ctx: Ctx,
  input: RegisterByExternalBot,
  ports: VerificationPorts,
): Promise<{ customerId: CustomerId }> {
  const id = hashToken(input.start) as VerificationId
  const earlier = await findOutcome(ctx.db, id)
  if (earlier !== undefined) return { customerId: earlier }

  const verification = await findVerification(ports.ephemeral, ctx, id)
  if (verification?.flow !== 'contract_a' || !isOpen(verification, ctx.now())) throw verificationExpired()
  if (input.phone !== verification.claim.phone) throw phoneMismatch()
  const proof = { telegramId: input.telegramId, telegramUsername: null, phone: input.phone }
  const { customer } = await completeVerification(ctx, { id, verification, proof }, ports)
  return { customerId: customer.id }
}
