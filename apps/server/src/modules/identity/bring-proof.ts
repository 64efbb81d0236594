import { maskEmail, maskPhone } from '@vitrina/contract'
import { record } from '#audit'
import { type Ctx, publish } from '#platform'
import { type Attachment, inherit } from './attachment.ts'
import { deleteClaims, deleteOwnClaims } from './contact-claims.ts'
import { emailLost, identifierAdded, phoneLost } from './events.ts'
import { dissolve, noteJoin } from './join-accounts.ts'
import type { CustomerId, CustomerRow, DeviceInfo } from './model.ts'
import { flagsOf, newActId, noteChanges } from './note-changes.ts'
import type { Proof } from './proof.ts'
import { updateCustomer } from './store.ts'

/** An account that a proof opened or was brought to. */
export interface Proven {
  customer: CustomerRow
  /** Those who became part of it, as they were before: nobody may be signed in to them any longer. */
  joined: CustomerRow[]
}

interface BringProof {
  /** Who is to have what was proven. */
  own: CustomerRow
  proof: Proof
  attachment: Attachment
  /** That account and all who hold something of the proof, locked. */
  locked: readonly CustomerRow[]
  device: DeviceInfo
}

/** Does to an account and to those beside it what was decided of a proof. Every claim to what was proven ends (C4). */
export async function bringProof(ctx: Ctx, input: BringProof): Promise<Proven> {
  const { own, proof, attachment, device } = input
  const joined = input.locked.filter(({ id }) => attachment.join.includes(id))
  const actId = newActId(ctx)
  await deleteClaims(ctx.db, proof)
  await displace(ctx, proof, attachment)
  for (const gone of joined) await dissolve(ctx, gone, { actId, into: own.id, device })
  const customer = await fill(ctx, input, joined)
  const kinds = await noteChanges(ctx, { actId, before: own, after: customer, device })
  for (const gone of joined) await noteJoin(ctx, gone, { actId, before: own, after: customer, device })
  if (joined.length === 0 && kinds.length > 0) {
    await publish(ctx, identifierAdded, { customerId: own.id, actId, ...flagsOf(kinds), device })
  }
  return { customer, joined }
}

/** Takes an identifier from those who held it before it was proven by somebody else, and tells them. */
export async function displace(ctx: Ctx, proof: Proof, { displaced }: Pick<Attachment, 'displaced'>): Promise<void> {
  const updatedAt = ctx.now()
  const at = updatedAt.toISOString()
  if (displaced.phone && proof.phone) {
    const masked = maskPhone(proof.phone)
    await updateCustomer(ctx.db, displaced.phone, { phone: null, phoneVerifiedAt: null, updatedAt })
    await recordDisplaced(ctx, displaced.phone, { kind: 'phone', value: masked })
    await publish(ctx, phoneLost, { customerId: displaced.phone, masked, at })
  }
  if (displaced.email && proof.email) {
    const masked = maskEmail(proof.email)
    await updateCustomer(ctx.db, displaced.email, { email: null, emailVerifiedAt: null, updatedAt })
    await recordDisplaced(ctx, displaced.email, { kind: 'email', value: masked })
    await publish(ctx, emailLost, { customerId: displaced.email, masked, at })
  }
}

function recordDisplaced(ctx: Ctx, customerId: CustomerId, details: { kind: string; value: string }): Promise<void> {
  return record(ctx, { actor: { kind: 'system' }, customerId, act: 'identifier_displaced', details })
}

/** Its own stays where it has some; the password of those who joined, too, is only for one that has none. */
async function fill(
  ctx: Ctx,
  { own, proof, attachment }: BringProof,
  joined: readonly CustomerRow[],
): Promise<CustomerRow> {
  const { telegram, phone, email } = inherit(own, attachment.take, joined)
  const heir = own.passwordHash === null ? joined.find(({ passwordHash }) => passwordHash !== null) : undefined
  const updated = await updateCustomer(ctx.db, own.id, {
    ...provenColumns(proof, attachment.take, ctx.now()),
    ...(telegram && { telegramId: telegram.telegramId, telegramUsername: telegram.telegramUsername }),
    ...(phone && { phone: phone.phone, phoneVerifiedAt: phone.phoneVerifiedAt }),
    ...(email && { email: email.email, emailVerifiedAt: email.emailVerifiedAt }),
    ...(heir && { passwordHash: heir.passwordHash, passwordSetAt: heir.passwordSetAt }),
    updatedAt: ctx.now(),
  })
  if (!updated) throw new Error('a locked customer is gone')
  // What was typed and never proven has its proven answer now.
  const answered = (['phone', 'email'] as const).filter((kind) => updated[kind] !== own[kind])
  await deleteOwnClaims(ctx.db, own.id, answered)
  return updated
}

/** The columns of a row that a proof fills. */
export function provenColumns(proof: Proof, take: Attachment['take'], now: Date) {
  return {
    ...(take.telegram && { telegramId: proof.telegramId }),
    ...(proof.telegramId !== null && { telegramUsername: proof.telegramUsername }),
    ...(take.phone && { phone: proof.phone, phoneVerifiedAt: now }),
    ...(take.email && { email: proof.email, emailVerifiedAt: now }),
  }
}
