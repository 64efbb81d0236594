import { nameless } from '@vitrina/contract/nameless'
import {
  type Claim,
  type CustomerRow,
  type DeviceInfo,
  findCustomer,
  findUnchanged,
  lockCustomerByProof,
} from '#identity'
import { admitCustomer, attachIdentifier } from '#own-account'
import { type Ctx, transact, transactTogether } from '#platform'
import { promise } from './claim-steps.ts'
import { proofOfAnother } from './errors.ts'
import { complete, type Verification, type VerificationId } from './model.ts'
import { findPromisedId } from './promised-ids.ts'
import { proofOf } from './recipients.ts'
import { findOutcome, insertOutcome, updateVerification, type VerificationStore } from './store.ts'

export interface CompleteVerification {
  id: VerificationId
  /** With all that was proven in it. */
  verification: Verification
}

/**
 * Turns a proven verification into an account, once; everybody else who completes it gets the same
 * customer. `andThen` joins the transaction of the one who was first, and `extra` is what it gave.
 *
 * The row in Postgres decides; the ephemeral record follows it. Killed in between, the next
 * try finds the row and only the record is set right. What `andThen` gave is handed over even
 * when the record cannot follow: there is no second try for it. It may run twice, with nothing kept of the first time,
 * and the customer may have been read before the transaction: it touches nothing but `ctx.db` and checks there what
 * has to hold.
 */
export async function completeVerification<Extra = undefined>(
  ctx: Ctx,
  input: CompleteVerification,
  store: VerificationStore,
  andThen?: (ctx: Ctx, customer: CustomerRow) => Promise<Extra>,
): Promise<{ customer: CustomerRow; extra: Extra | undefined }> {
  const first = await completeFirst(ctx, await keepPromise(ctx, input, store), andThen)
  const result = first ?? { customer: await findCompleted(ctx, input.id), extra: undefined }
  const followed = updateVerification({ ephemeral: store.ephemeral.unsynced }, ctx, input.id, (verification) =>
    verification.status === 'verified' ? undefined : complete(verification, result.customer.id),
  )
  if (result.extra === undefined) await followed
  else await followed.catch((error) => ctx.log.warn({ err: error }, 'a completed verification could not be marked'))
  return result
}

/** What contract B's clients were told of this person holds whichever of their verifications is first (B2). */
async function keepPromise(
  ctx: Ctx,
  { id, verification }: CompleteVerification,
  store: VerificationStore,
): Promise<CompleteVerification> {
  const { claim, telegram, purpose } = verification
  if (claim.customerId !== null || !telegram || purpose !== 'register') return { id, verification }
  const promised = await findPromisedId(ctx, telegram.id, store)
  return { id, verification: promise(verification, promised ?? null) }
}

/** Nothing when somebody else was first: whatever was done beside them is undone, its events too. */
async function completeFirst<Extra>(
  ctx: Ctx,
  { id, verification }: CompleteVerification,
  andThen?: (ctx: Ctx, customer: CustomerRow) => Promise<Extra>,
): Promise<{ customer: CustomerRow; extra: Extra | undefined } | undefined> {
  const outrun = new Error('somebody else completed the verification')
  const known = await findKnown(ctx, verification)
  const finish = async (ctx: Ctx, customer: CustomerRow) => {
    const row = { verificationId: id, customerId: customer.id, completedAt: ctx.now() }
    const isFirst = await insertOutcome(ctx.db, row)
    return isFirst ? { customer, extra: await andThen?.(ctx, customer) } : undefined
  }
  // With nothing done before it, there is nothing to undo.
  if (known) return transactTogether(ctx, known.id, (ctx) => finish(ctx, known))
  const completing = transact(ctx, async (ctx) => {
    const finished = await finish(ctx, await findProven(ctx, verification))
    if (!finished) throw outrun
    return finished
  })
  return completing.catch((error) => {
    if (error !== outrun) throw error
    return undefined
  })
}

/** Who comes back with what is theirs already: read before the transaction, where those of many are read together. */
async function findKnown(ctx: Ctx, verification: Verification): Promise<CustomerRow | undefined> {
  const { claim, origin, purpose } = verification
  const proof = proofOf(verification)
  return purpose === 'register' && proof ? findUnchanged(ctx.db, proof, toClaim(claim, origin)) : undefined
}

/** Whose account the proof is about: made if need be, but only where somebody wants to register. */
async function findProven(ctx: Ctx, verification: Verification): Promise<CustomerRow> {
  const proof = proofOf(verification)
  if (!proof) throw new Error('a verification was completed with nothing proven')
  const { claim, origin, purpose, subject } = verification
  if (purpose === 'register') return admitCustomer(ctx, proof, toClaim(claim, origin))

  if (purpose === 'add_identifier') {
    if (!subject) throw new Error('an identifier was to be added to nobody')
    return attachIdentifier(ctx, { ...subject, proof, device: origin })
  }
  const customer = await lockCustomerByProof(ctx.db, proof, subject?.customerId)
  if (!customer) throw proofOfAnother()
  return customer
}

function toClaim(claim: Verification['claim'], device: DeviceInfo): Claim {
  const name = claim.name ?? nameless[claim.locale]
  return { ...claim, name, device, unproven: { phone: claim.phone, email: claim.email } }
}

async function findCompleted(ctx: Ctx, id: VerificationId): Promise<CustomerRow> {
  const customerId = await findOutcome(ctx.db, id)
  const customer = customerId && (await findCustomer(ctx.db, customerId))
  if (!customer) throw new Error('an outcome names a customer that is gone')
  return customer
}
