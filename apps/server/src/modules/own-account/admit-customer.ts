import { admitProof, type Claim, type CustomerRow, findUnchanged, inRounds, type Proof } from '#identity'
import { type Ctx, transact } from '#platform'
import { endJoined } from './end-joined.ts'

/**
 * Finds or makes the one account of whoever proved an identifier (X1); several that the proof opens
 * become one, the oldest, and the sessions of the others end. What was typed before the proof is
 * used only for an account that is made now (S2), and an identifier that somebody else held moves
 * (S11). Two proofs at once end in one account.
 */
export async function admitCustomer(ctx: Ctx, proof: Proof, claim: Claim): Promise<CustomerRow> {
  const known = await findUnchanged(ctx.db, proof, claim)
  return known ?? inRounds(() => transact(ctx, (ctx) => admit(ctx, proof, claim)))
}

async function admit(ctx: Ctx, proof: Proof, claim: Claim): Promise<CustomerRow> {
  const { customer, joined } = await admitProof(ctx, proof, claim)
  await endJoined(ctx, { joined, into: customer.id, proof })
  return customer
}
