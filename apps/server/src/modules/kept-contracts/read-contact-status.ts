import { type CustomerId, findCustomerByProof } from '#identity'
import { type Ctx, hashToken } from '#platform'
import {
  findVerification,
  isOpen,
  proofOf,
  type Verification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'
import { verificationExpired } from './errors.ts'

/** How far a session of contract B is, in its own words. */
export type ContactStatus =
  | { status: 'pending' | 'contact_received' }
  | { status: 'code_sent'; phone: string; customerId: CustomerId }

/**
 * Tells whoever holds a session id of contract B how far it is (B2). The account named at the end
 * is the one that the proof would open now; when there is none, the id that it will get.
 *
 * Refuses with `registration.time_is_up` when the session is unknown, expired, denied or spent.
 */
export async function readContactStatus(ctx: Ctx, start: string, store: VerificationStore): Promise<ContactStatus> {
  const verification = await findVerification(store.ephemeral, ctx, hashToken(start) as VerificationId)
  if (verification?.flow !== 'contract_b' || !isOpen(verification, ctx.now())) throw verificationExpired()
  const { status, contactPhone, contactAnonymous } = verification
  if (status === 'pending' || status === 'claimed') return { status: 'pending' }
  const customerId = await findPromised(ctx, verification)
  const phone = contactPhone ?? contactAnonymous
  if (status !== 'code_sent' || phone === null || customerId === null) return { status: 'contact_received' }
  return { status, phone, customerId }
}

async function findPromised(ctx: Ctx, verification: Verification): Promise<CustomerId | null> {
  const proof = proofOf(verification)
  const owner = proof && (await findCustomerByProof(ctx.db, proof))
  return owner?.id ?? verification.claim.customerId
}
