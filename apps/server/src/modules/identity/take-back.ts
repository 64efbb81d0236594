import type { Email, Phone } from '@vitrina/contract'
import { record } from '#audit'
import { type Ctx, publish } from '#platform'
import type { Proof } from './admission.ts'
import { noticeStale } from './errors.ts'
import { accountsParted } from './events.ts'
import { findChanges, type IdentifierChange, identifierOf } from './identifier-changes.ts'
import { type CustomerId, type CustomerRow, type IdentifierKind, identifierKinds, isLive } from './model.ts'
import { maskOf } from './note-changes.ts'
import { findHolders, lockCustomers, updateCustomer } from './store.ts'

/**
 * Takes back what one act changed of an account's identifiers: what was added goes, what was there
 * before comes back unless somebody else has proven it since, and what was joined is parted. Done
 * twice it is done once. Out: the account, which nobody may be signed in to any longer; that is
 * for the caller to see to, in the same transaction.
 *
 * Refuses with `identity.notice_stale` when the act is forgotten, the account gone, or nothing
 * proven would be left to it.
 */
export async function takeBack(ctx: Ctx, actId: string): Promise<CustomerId> {
  const changes = await findChanges(ctx.db, actId)
  const locked = await lockCustomers(ctx.db, [...new Set(changes.map(({ customerId }) => customerId))])
  // Whoever gained by it is the one who acted; a removal has only one.
  const acting = changes.find(({ after }) => after !== null) ?? changes[0]
  const own = locked.find(({ id }) => id === acting?.customerId)
  if (!own || !isLive(own) || locked.some(({ erasedAt }) => erasedAt !== null)) throw noticeStale()

  const joined = locked.filter(({ joinedInto }) => joinedInto === own.id)
  const cleared = await clear(ctx, own, changes)
  for (const gone of joined) await part(ctx, gone, { own, changes })
  const restored = await restore(ctx, cleared, changes)
  if (identifierKinds.every((kind) => identifierOf(restored, kind) === null)) throw noticeStale()
  for (const { kind, before, after } of changes.filter(({ customerId }) => customerId === own.id)) {
    const value = after ?? before
    const details = { kind, ...(value !== null && maskOf(kind, value)) }
    const actor = { kind: 'stranger' } as const
    await record(ctx, { actor, customerId: own.id, act: 'identifier_taken_back', details })
  }
  return own.id
}

/** What the act gave goes, unless it has been changed again since. */
async function clear(ctx: Ctx, own: CustomerRow, changes: readonly IdentifierChange[]): Promise<CustomerRow> {
  const given = changes.filter(
    ({ customerId, kind, after }) => customerId === own.id && after !== null && identifierOf(own, kind) === after,
  )
  const set = Object.assign({}, ...given.map(({ kind }) => columnsOf(kind, null, null)))
  return update(ctx, own.id, set)
}

/** A joined account is one again, with what it had. */
async function part(
  ctx: Ctx,
  gone: CustomerRow,
  { own, changes }: { own: CustomerRow; changes: readonly IdentifierChange[] },
): Promise<void> {
  await restore(ctx, await update(ctx, gone.id, { joinedInto: null }), changes)
  await publish(ctx, accountsParted, { from: own.id, into: gone.id })
}

async function restore(ctx: Ctx, row: CustomerRow, changes: readonly IdentifierChange[]): Promise<CustomerRow> {
  const set = {}
  for (const { customerId, kind, before, beforeProvenAt } of changes) {
    if (customerId !== row.id || before === null || identifierOf(row, kind) !== null) continue
    // Proven by somebody else since, it is theirs.
    if ((await findHolders(ctx.db, proofOf(kind, before))).length > 0) continue
    Object.assign(set, columnsOf(kind, before, beforeProvenAt))
  }
  return update(ctx, row.id, set)
}

async function update(ctx: Ctx, id: CustomerId, set: Parameters<typeof updateCustomer>[2]): Promise<CustomerRow> {
  const updated = await updateCustomer(ctx.db, id, { ...set, updatedAt: ctx.now() })
  if (!updated) throw new Error('a locked customer is gone')
  return updated
}

function columnsOf(kind: IdentifierKind, value: string | null, provenAt: Date | null) {
  if (kind === 'telegram') return { telegramId: value === null ? null : Number(value), telegramUsername: null }
  return { [kind]: value, [`${kind}VerifiedAt`]: provenAt }
}

function proofOf(kind: IdentifierKind, value: string): Proof {
  return {
    telegramId: kind === 'telegram' ? Number(value) : null,
    telegramUsername: null,
    phone: kind === 'phone' ? (value as Phone) : null,
    email: kind === 'email' ? (value as Email) : null,
  }
}
