import { admitCustomer, type CustomerRow, findCustomer, type TelegramProof } from '#identity'
import { type Ctx, transact } from '#platform'
import { complete, type Verification, type VerificationId } from './model.ts'
import { findOutcome, insertOutcome, updateVerification, type VerificationStore } from './store.ts'

export interface CompleteVerification {
  id: VerificationId
  verification: Verification
  proof: TelegramProof
}

/**
 * Turns a proven verification into an account, once. `first` tells the one caller whose doing
 * it was; the others get the same customer. `andThen` joins the same transaction and runs only
 * for the first.
 *
 * The row in Postgres decides; the ephemeral record follows it. Killed in between, the next
 * try finds the row and only the record is set right.
 */
export async function completeVerification<Extra = undefined>(
  ctx: Ctx,
  input: CompleteVerification,
  store: VerificationStore,
  andThen?: (ctx: Ctx, customer: CustomerRow) => Promise<Extra>,
): Promise<{ customer: CustomerRow; first: boolean; extra: Extra | undefined }> {
  const result = await transact(ctx, async (ctx) => {
    const earlier = await findOutcome(ctx.db, input.id)
    if (earlier) return { customer: await mustFind(ctx, earlier), first: false, extra: undefined }

    const { claim, origin } = input.verification
    const customer = await admitCustomer(ctx, input.proof, { ...claim, device: origin })
    const row = { verificationId: input.id, customerId: customer.id, completedAt: ctx.now() }
    const first = await insertOutcome(ctx.db, row)
    return { customer, first, extra: first ? await andThen?.(ctx, customer) : undefined }
  })
  await updateVerification(store, ctx, input.id, (verification) =>
    verification.status === 'verified' ? undefined : complete(verification, result.customer.id),
  )
  return result
}

async function mustFind(ctx: Ctx, id: CustomerRow['id']): Promise<CustomerRow> {
  const customer = await findCustomer(ctx.db, id)
  if (!customer) throw new Error('an outcome names a customer that is gone')
  return customer
}
