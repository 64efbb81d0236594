import { anonymise, record } from '#audit'
import { type CustomerId, emptyCustomer, findFamily, isLive, lockCustomers, signInRequired } from '#identity'
import { type Ctx, publish, transact } from '#platform'
import { deleteSessions, type SessionId } from '#sessions'
import { customerErased } from './events.ts'
import { lockAsking } from './lock-asking.ts'

/**
 * Erases a customer at their wish (Y7): identifiers, name, claims, password and sessions go at
 * once, with what is left of accounts that were joined into this one. The row stays for what points
 * at it and says of whom nothing. Other modules forget their part on `customerErased`. Refuses with
 * `identity.session_ended` when the session that asks is over by now.
 */
export function eraseCustomer(ctx: Ctx, asking: { customerId: CustomerId; sessionId: SessionId }): Promise<void> {
  const { customerId } = asking
  return transact(ctx, async (ctx) => {
    // All of them, in the order of their ids: «not me», said at this moment, locks the same to part them.
    const locked = await lockCustomers(ctx.db, await findFamily(ctx.db, customerId))
    const customer = locked.find(({ id }) => id === customerId)
    if (!customer || !isLive(customer)) throw signInRequired()
    await lockAsking(ctx, asking)
    const { telegramId, email, locale } = customer
    // Read again: what was parted or joined before the lock is not what it was.
    for (const id of await findFamily(ctx.db, customerId)) await empty(ctx, id)
    await record(ctx, { actor: { kind: 'customer', id: String(customerId) }, customerId, act: 'erased' })
    await publish(ctx, customerErased, { customerId, telegramId, email, locale })
  })
}

async function empty(ctx: Ctx, id: CustomerId): Promise<void> {
  await deleteSessions(ctx.db, id)
  await anonymise(ctx, id)
  await emptyCustomer(ctx, id)
}
