import { record } from '#audit'
import type { Ctx, Db } from '#platform'
import { noticeStale } from './errors.ts'
import { findChanges, findJoinAct, type IdentifierChange, identifierOf } from './identifier-changes.ts'
import { type CustomerId, type CustomerRow, holdsNothing, isLive } from './model.ts'
import { maskOf } from './note-changes.ts'
import { part } from './part-accounts.ts'
import { columnsOf, restore } from './restore.ts'
import { findCustomer, lockCustomers, updateCustomer } from './store.ts'

/**
 * Takes back what one act changed of an account's identifiers: what was added goes, what was there
 * before comes back unless somebody else has proven it since, and what was joined is parted. Where
 * the account has itself been joined into another since, that is taken back first. Done twice it is
 * done once. Out: accounts that nobody may be signed in to any longer; that is for the caller to
 * see to, in the same transaction.
 *
 * Refuses with `identity.notice_stale` when the act is forgotten, the account gone, or nothing
 * proven would be left to it.
 */
export async function takeBack(ctx: Ctx, actId: string): Promise<CustomerId[]> {
  const acts = await findActsSince(ctx.db, actId)
  // All at once, in the order of their ids, whichever act is first.
  await lockCustomers(ctx.db, idsOf(acts.flat()))
  const acted: CustomerId[] = []
  for (const changes of acts) acted.push(await takeActBack(ctx, changes))
  return acted
}

/** An act, and before it those by which its account became part of others: the last first. */
async function findActsSince(db: Db, actId: string): Promise<IdentifierChange[][]> {
  const acts: IdentifierChange[][] = []
  for (let next: string | undefined = actId; next; ) {
    const changes = await findChanges(db, next)
    acts.unshift(changes)
    const acting = actingOf(changes)
    const own: CustomerRow | undefined = acting && (await findCustomer(db, acting.customerId))
    next = own?.joinedInto ? await findJoinAct(db, own.id, own.joinedInto) : undefined
  }
  return acts
}

async function takeActBack(ctx: Ctx, changes: readonly IdentifierChange[]): Promise<CustomerId> {
  const locked = await lockCustomers(ctx.db, idsOf(changes))
  const own = locked.find(({ id }) => id === actingOf(changes)?.customerId)
  if (!own || !isLive(own) || locked.some(({ erasedAt }) => erasedAt !== null)) throw noticeStale()

  let left = await clear(ctx, own, changes)
  for (const gone of locked.filter(({ joinedInto }) => joinedInto === own.id)) {
    left = await part(ctx, gone, { from: left, before: own, changes })
  }
  if (holdsNothing(await restore(ctx, left, changes))) throw noticeStale()
  for (const { kind, before, after } of changes.filter(({ customerId }) => customerId === own.id)) {
    const value = after ?? before
    const details = { kind, ...(value !== null && maskOf(kind, value)) }
    const actor = { kind: 'stranger' } as const
    await record(ctx, { actor, customerId: own.id, act: 'identifier_taken_back', details })
  }
  return own.id
}

/** Whoever gained by it is the one who acted; a removal has only one. */
function actingOf(changes: readonly IdentifierChange[]): IdentifierChange | undefined {
  return changes.find(({ after }) => after !== null) ?? changes[0]
}

function idsOf(changes: readonly IdentifierChange[]): CustomerId[] {
  return [...new Set(changes.map(({ customerId }) => customerId))]
}

/** What the act gave goes, unless it has been changed again since. */
async function clear(ctx: Ctx, own: CustomerRow, changes: readonly IdentifierChange[]): Promise<CustomerRow> {
  const given = changes.filter(
    ({ customerId, kind, after }) => customerId === own.id && after !== null && identifierOf(own, kind) === after,
  )
  const set = Object.assign({}, ...given.map(({ kind }) => columnsOf(kind, null, null)))
  const cleared = await updateCustomer(ctx.db, own.id, { ...set, updatedAt: ctx.now() })
  if (!cleared) throw new Error('a locked customer is gone')
  return cleared
}
