import { findOrder, listPendingExternal, lockOrder, type OrderId, type WholeOrder } from '#orders'
import { type Ctx, type Handler, notify, transact } from '#platform'
import { belongsThere, isUntold } from './model.ts'
import { findKnown, findPush, insertPush } from './store.ts'

/** Signalled when there is something to do there, for whoever does it. */
export const WORK = ['woo_orders', 'work'] as const

const MISSED_SINCE_MS = 3 * 24 * 3600_000
const PAGE = 200

/** The reaction to whatever happens to an order: it is noted as to be done, and whoever does it is woken. */
export function makePlanPush(ctx: Ctx): Handler<{ orderId: OrderId }> {
  return ({ orderId }) => planPush(ctx, orderId)
}

/**
 * Notes that WooCommerce does not have an order as it stands here, when that is so. By how it stands and not by
 * what has happened, which may be told twice or late.
 */
export function planPush(ctx: Ctx, orderId: OrderId): Promise<void> {
  return transact(ctx, async (ctx) => {
    // Held, so that what is done there at this moment is either seen here or sees this.
    const held = await lockOrder(ctx.db, orderId)
    const order = held && (await findOrder(ctx.db, orderId))
    if (!order || !(await isToBeDone(ctx, order))) return
    await insertPush(ctx.db, order, ctx.now())
    await notify(ctx, ...WORK)
  })
}

async function isToBeDone(ctx: Ctx, order: WholeOrder): Promise<boolean> {
  const known = await findKnown(ctx.db, order.id)
  if (known?.trouble) return false
  if (known) return isUntold(order, known)
  // Begun already, and not to be had there any more: whoever has begun has to know.
  return belongsThere(order) || (await findPush(ctx.db, order.id)) !== undefined
}

/** Notes what the news of it has missed, of the last days (G10); out: how many orders that were. */
export async function planMissed(ctx: Ctx): Promise<number> {
  const since = new Date(ctx.now().getTime() - MISSED_SINCE_MS)
  let [after, missed] = [0, 0]
  for (;;) {
    const page = await listPendingExternal(ctx.db, { since, after, limit: PAGE })
    for (const order of page) {
      // What waits for its money elsewhere is not missed, and is most of these.
      if (!belongsThere(order) || (await findPush(ctx.db, order.id)) || !(await isToBeDone(ctx, order))) continue
      await planPush(ctx, order.id)
      missed++
    }
    after = page.at(-1)?.number ?? after
    if (page.length < PAGE) return missed
  }
}
