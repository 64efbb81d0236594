import type { Phone } from '@vitrina/contract'
import { type CustomerId, findCustomer } from '#identity'
import { type Ctx, hashToken } from '#platform'
import {
  claimBy,
  completeVerification,
  findOutcome,
  isOpen,
  receiveContact,
  updateVerification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'
import { phoneMismatch, verificationExpired } from './errors.ts'

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
  if (verification?.flow !== 'contract_a' || !isOpen(verification, now)) return findEarlier(ctx, id, input.phone)
  if (input.phone !== verification.claim.phone) throw phoneMismatch()
  const proven = receiveContact(verification, { phone: input.phone, anonymous: null }, now)
  const { customer } = await completeVerification(ctx, { id, verification: proven }, store)
  return { customerId: customer.id }
}

async function findEarlier(ctx: Ctx, id: VerificationId, phone: Phone | null): Promise<{ customerId: CustomerId }> {
  const customerId = await findOutcome(ctx.db, id)
  if (customerId === undefined) throw verificationExpired()
  // The second call proves as much as the first, or is told what the first would have been.
  if ((await findCustomer(ctx.db, customerId))?.phone !== phone) throw phoneMismatch()
  return { customerId }
}
