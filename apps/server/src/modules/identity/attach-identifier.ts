import { record } from '#audit'
import { type Ctx, publish, transact } from '#platform'
import { type Proof, sortHolders } from './admission.ts'
import { displace, provenColumns } from './admit-customer.ts'
import { type Attachment, decideAttachment, inherit } from './attachment.ts'
import { deleteClaims, deleteOwnClaims } from './contact-claims.ts'
import { sessionEnded, telegramPresent } from './errors.ts'
import { accountsJoined, identifierAdded } from './events.ts'
import { type CustomerId, type CustomerRow, type DeviceInfo, isLive, type SessionId } from './model.ts'
import { flagsOf, newActId, noteChanges } from './note-changes.ts'
import { inRounds } from './rounds.ts'
import { endSessions, lockHoldersAnd, lockLiveSession, updateCustomer } from './store.ts'

export interface AttachIdentifier {
  /** Who was signed in where the proof was asked for, and is to have it. */
  customerId: CustomerId
  sessionId: SessionId
  proof: Proof
  device: DeviceInfo
}

interface Attaching {
  actId: string
  own: CustomerRow
  joined: CustomerRow[]
  attachment: Attachment
  input: AttachIdentifier
}

/**
 * Gives an account one more identifier, or another in place of the one it had (X1). An account
 * that the proof alone would open becomes part of it: its identifiers fill what is lacking, the
 * rest of them, its password and its sessions end, and both are told. What belongs to somebody
 * with another Telegram moves alone (S11). Every claim to what was proven ends (C4).
 *
 * Refuses with `identity.session_ended` when the session that asked is over by now, and with
 * `identity.telegram_present` when the account has another Telegram.
 */
export function attachIdentifier(ctx: Ctx, input: AttachIdentifier): Promise<CustomerRow> {
  return inRounds(() => transact(ctx, (ctx) => attach(ctx, input)))
}

async function attach(ctx: Ctx, input: AttachIdentifier): Promise<CustomerRow> {
  const { customerId, sessionId, proof, device } = input
  const locked = await lockHoldersAnd(ctx.db, customerId, proof)
  const own = locked.find(({ id }) => id === customerId)
  const session = await lockLiveSession(ctx.db, sessionId, ctx.now())
  // Signed out meanwhile, by «it was not me» perhaps: what it began must not be finished.
  if (!own || !isLive(own) || session?.customerId !== own.id) throw sessionEnded()
  const attachment = decideAttachment(own, proof, sortHolders(proof, locked))
  if (attachment === 'telegram_present') throw telegramPresent()

  const joined = locked.filter(({ id }) => attachment.join.includes(id))
  const attaching = { actId: newActId(ctx), own, joined, attachment, input }
  await deleteClaims(ctx.db, proof)
  await displace(ctx, proof, attachment)
  for (const gone of joined) await dissolve(ctx, gone, attaching)
  const updated = await fill(ctx, attaching)
  const kinds = await noteChanges(ctx, { actId: attaching.actId, before: own, after: updated, device })
  if (joined.length === 0 && kinds.length > 0) {
    await publish(ctx, identifierAdded, { customerId, actId: attaching.actId, ...flagsOf(kinds), device })
  }
  return updated
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
  await endSessions(ctx.db, gone.id, now, 'all')
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
