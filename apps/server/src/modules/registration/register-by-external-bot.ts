import type { Phone } from '@vitrina/contract'
import type { CustomerId } from '#identity'
import { type Ctx, hashToken } from '#platform'
import { completeVerification } from './complete-verification.ts'
import { phoneMismatch, verificationExpired } from './errors.ts'
import { claimBy, isOpen, type VerificationId } from './model.ts'
import { findOutcome, updateVerification, type VerificationStore } from './store.ts'

export interface RegisterByExternalBot {
  start: string
  /** Nothing when what the bot sent is no number. */
  phone: Phone | null
  telegramId: number
}

/**
 * Completes a registration of contract A on the word of an external bot that has shown its
 * secret (A7). Called again it gives the same customer. Refuses with `registration.time_is_up`
 * when the code is unknown, expired, denied, or was opened by another Telegram id before (S7);
 * with `registration.phone_mismatch` when the numbers differ; then the registration stays open.
 */
export async function registerByExternalBot(
  ctx: Ctx,
  input: RegisterByExternalBot,
  store: VerificationStore,
): Promise<{ customerId: CustomerId }> {
  const id = hashToken(input.start) as VerificationId
  const now = ctx.now()
  const step = await updateVerification(store, ctx, id, (verification) =>
    verification.flow === 'contract_a' && isOpen(verification, now)
      ? claimBy(verification, input.telegramId, null)
      : undefined,
  )
  const verification = step?.after
  if (verification?.flow !== 'contract_a' || !isOpen(verification, now)) return findEarlier(ctx, id)
  if (input.phone !== verification.claim.phone) throw phoneMismatch()
  const proof = { telegramId: input.telegramId, telegramUsername: null, phone: input.phone }
  const { customer } = await completeVerification(ctx, { id, verification, proof }, store)
  return { customerId: customer.id }
}

async function findEarlier(ctx: Ctx, id: VerificationId): Promise<{ customerId: CustomerId }> {
  const customerId = await findOutcome(ctx.db, id)
  if (customerId === undefined) throw verificationExpired()
  return { customerId }
}
