import type { Ctx } from '#platform'
import { decideAttachment } from './attachment.ts'
import { bringProof, type Proven } from './bring-proof.ts'
import { lockContacts } from './contact-claims.ts'
import { telegramPresent } from './errors.ts'
import type { CustomerRow, DeviceInfo } from './model.ts'
import { type Proof, sortHolders } from './proof.ts'

export interface AttachProof {
  /** Who is to have what was proven: a live account. */
  own: CustomerRow
  proof: Proof
  /** That account and all who hold something of the proof, as `lockHoldersAnd` gave them in this transaction. */
  locked: readonly CustomerRow[]
  device: DeviceInfo
}

/**
 * Gives an account what was proven (X1). An account that the proof alone would open becomes part
 * of it: its identifiers and its password fill what is lacking. What belongs to somebody with
 * another Telegram moves alone (S11). Whom nobody may be signed in to any longer is for the caller
 * to see to, in the same transaction.
 *
 * Refuses with `identity.telegram_present` when the account has another Telegram.
 */
export async function attachProof(ctx: Ctx, input: AttachProof): Promise<Proven> {
  const attachment = decideAttachment(input.own, input.proof, sortHolders(input.proof, [...input.locked]))
  if (attachment === 'telegram_present') throw telegramPresent()
  await lockContacts(ctx.db, input.proof)
  return bringProof(ctx, { ...input, attachment })
}
