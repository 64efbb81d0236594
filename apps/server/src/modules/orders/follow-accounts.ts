import { type CustomerId, findCustomer, findFamily, isLive } from '#identity'
import { type Ctx, transact } from '#platform'
import { forgetContacts, listOrders, updateOwner } from './store.ts'

/**
 * Hands orders over after accounts were joined or parted: each belongs to the account that the one
 * it was placed from is now. Read from how they stand, not from the news, which may come in any order.
 */
export function followAccounts(ctx: Ctx, { from, into }: { from: CustomerId; into: CustomerId }): Promise<void> {
  return transact(ctx, async (ctx) => {
    await gather(ctx, from)
    await gather(ctx, into)
  })
}

async function gather(ctx: Ctx, customerId: CustomerId): Promise<void> {
  const customer = await findCustomer(ctx.db, customerId)
  // Part of another by now, whose own news takes all of it along.
  if (!customer || !isLive(customer)) return
  await updateOwner(ctx.db, await findFamily(ctx.db, customerId), customerId)
}

/**
 * Takes from an erased customer's orders who they were (Y7): from those that are over at once, from
 * the others when they are. The orders themselves stay: the shop has to account for them.
 */
export function forgetCustomer(ctx: Ctx, customerId: CustomerId): Promise<void> {
  return transact(ctx, async (ctx) => {
    const placedBy = await findFamily(ctx.db, customerId)
    await forgetContacts(ctx.db, placedBy, ctx.now())
  })
}

/** Everything that was ordered, for the export of it (Y7). */
export async function exportOrders(ctx: Ctx, customerId: CustomerId): Promise<object> {
  const orders = await listOrders(ctx.db, customerId, { limit: Number.MAX_SAFE_INTEGER })
  return orders.map(({ id, customerId, placedBy, externalRevisedAt, customerErasedAt, moves, ...order }) => ({
    ...order,
    // Who in the shop did it is not theirs to know.
    moves: moves.map(({ to, actorKind, at }) => ({ status: to, by: actorKind, at })),
  }))
}
