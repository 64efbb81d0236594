import { record } from '#audit'
import { type Ctx, publish } from '#platform'
import { accountsParted } from './events.ts'
import type { IdentifierChange } from './identifier-changes.ts'
import { type CustomerRow, holdsNothing } from './model.ts'
import { restore } from './restore.ts'
import { updateCustomer } from './store.ts'

interface Part {
  /** Whom it is parted from, cleared of what the act gave. */
  from: CustomerRow
  /** The same as it was before anything was taken back. */
  before: CustomerRow
  changes: readonly IdentifierChange[]
}

/**
 * Makes a joined account one of its own again, with what it had: the identifiers that nobody else
 * has proven since, its claims, and its password, which goes from whom it was inherited by. One
 * that nothing proven would be left to stays where it is, for nobody could come back to it.
 * Out: whom it was parted from.
 */
export async function part(ctx: Ctx, gone: CustomerRow, { from, before, changes }: Part): Promise<CustomerRow> {
  await update(ctx, gone, { joinedInto: null })
  const parted = await restore(ctx, gone, changes)
  if (holdsNothing(parted)) {
    await update(ctx, gone, { joinedInto: from.id })
    return from
  }
  if (parted.telegramId !== null && parted.telegramId === before.telegramId) {
    await update(ctx, gone, { telegramUsername: before.telegramUsername })
  }
  // A hash is salted, so the same is this very password.
  const inherited = gone.passwordHash !== null && from.passwordHash === gone.passwordHash
  const left = inherited ? await update(ctx, from, { passwordHash: null, passwordSetAt: null }) : from
  const details = { from: from.id, into: gone.id }
  for (const customerId of [from.id, gone.id]) {
    await record(ctx, { actor: { kind: 'stranger' }, customerId, act: 'accounts_separated', details })
  }
  await publish(ctx, accountsParted, details)
  return left
}

async function update(ctx: Ctx, { id }: CustomerRow, set: Parameters<typeof updateCustomer>[2]): Promise<CustomerRow> {
  const updated = await updateCustomer(ctx.db, id, { ...set, updatedAt: ctx.now() })
  if (!updated) throw new Error('a locked customer is gone')
  return updated
}
