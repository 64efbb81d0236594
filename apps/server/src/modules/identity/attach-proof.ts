import { record } from '#audit'
import { type Ctx, publish } from '#platform'
import { type Proof, sortHolders } from './admission.ts'
import { displace, provenColumns } from './admit-customer.ts'
import { type Attachment, decideAttachment, inherit } from './attachment.ts'
import { deleteClaims, deleteOwnClaims } from './contact-claims.ts'
import { telegramPresent } from './errors.ts'
import { accountsJoined, identifierAdded } from './events.ts'
import type { CustomerId, CustomerRow, DeviceInfo } from './model.ts'
import { flagsOf, newActId, noteChanges } from './note-changes.ts'
import { updateCustomer } from './store.ts'

export interface AttachProof {
  /** Who is to have what was proven: a live account. */
  own: CustomerRow
  proof: Proof
  /** That account and all who hold something of the proof, as `lockHoldersAnd` gave them in this transaction. */
  locked: readonly CustomerRow[]
  device: DeviceInfo
}

interface Attaching {
  actId: string
  own: CustomerRow
  joined: CustomerRow[]
  attachment: Attachment
  input: AttachProof
}

/**
 * Gives an account what was proven (X1). An account that the proof alone would open becomes part
 * of it: its identifiers fill what is lacking, the rest of them and its password end. What belongs
 * to somebody with another Telegram moves alone (S11). Every claim to what was proven ends (C4).
 * `joined` are those who became part of it: nobody may be signed in to them any longer, and that
 * is for the caller to see to, in the same transaction.
 *
 * Refuses with `identity.telegram_present` when the account has another Telegram.
 */
export async function attachProof(
  ctx: Ctx,
  input: AttachProof,
): Promise<{ customer: CustomerRow; joined: CustomerId[] }> {
  const { own, proof, device } = input
  const attachment = decideAttachment(own, proof, sortHolders(proof, [...input.locked]))
  if (attachment === 'telegram_present') throw telegramPresent()

  const joined = input.locked.filter(({ id }) => attachment.join.includes(id))
  const attaching = { actId: newActId(ctx), own, joined, attachment, input }
  await deleteClaims(ctx.db, proof)
  await displace(ctx, proof, attachment)
  for (const gone of joined) await dissolve(ctx, gone, attaching)
  const updated = await fill(ctx, attaching)
  const kinds = await noteChanges(ctx, { actId: attaching.actId, before: own, after: updated, device })
  if (joined.length === 0 && kinds.length > 0) {
    await publish(ctx, identifierAdded, { customerId: own.id, actId: attaching.actId, ...flagsOf(kinds), device })
  }
  return { customer: updated, joined: joined.map(({ id }) => id) }
}

/** Ends an account that becomes part of another: the row stays, for what points at it. */
async function dissolve(ctx: Ctx, gone: CustomerRow, { actId, own, input }: Attaching): Promise<void> {
  const { device } = input
  const now = ctx.now()
  const after = await updateCustomer(ctx.db, gone.id, {
    ...{ telegramId: null, telegramUsername: null, phone: null, phoneVerifiedAt: null },
    ...{ email: null, emailVerifiedAt: null, passwordHash: null, passwordSetAt: null },
    joinedInto: own.id,
    updatedAt: now,
  })
  if (!after) throw new Error('a locked customer is gone')
  await deleteOwnClaims(ctx.db, gone.id, ['phone', 'email'])
  await noteChanges(ctx, { actId, before: gone, after, device })
  const actor = { kind: 'customer', id: String(own.id) } as const
  for (const customerId of [own.id, gone.id]) {
    await record(ctx, { actor, customerId, act: 'accounts_joined', details: { from: gone.id, into: own.id }, device })
  }
  await publish(ctx, accountsJoined, { from: gone.id, into: own.id, actId, device })
}

async function fill(ctx: Ctx, { own, joined, attachment, input }: Attaching): Promise<CustomerRow> {
  const { proof } = input
  const { telegram, phone, email } = inherit(own, attachment.take, joined)
  const updated = await updateCustomer(ctx.db, own.id, {
    ...provenColumns(proof, attachment.take, ctx.now()),
    ...(telegram && { telegramId: telegram.telegramId, telegramUsername: telegram.telegramUsername }),
    ...(phone && { phone: phone.phone, phoneVerifiedAt: phone.phoneVerifiedAt }),
    ...(email && { email: email.email, emailVerifiedAt: email.emailVerifiedAt }),
    updatedAt: ctx.now(),
  })
  if (!updated) throw new Error('a locked customer is gone')
  // What was typed and never proven has its proven answer now.
  const kinds = (['phone', 'email'] as const).filter((kind) => updated[kind] !== null && updated[kind] !== own[kind])
  await deleteOwnClaims(ctx.db, own.id, kinds)
  return updated
}
