import { keepHold, releaseStock, takeStock } from '#catalog'
import { returnCoupon } from '#coupons'
import type { CustomerId } from '#identity'
import {
  awaitsMoney,
  cameToNothing,
  findOrder,
  listOverdue,
  lockOrder,
  moveOrder,
  type OrderId,
  orderUnknown,
} from '#orders'
import { type Ctx, isDatabaseAway, transact } from '#platform'
import { cannotCancel } from './errors.ts'

/** Why an order is cancelled whose money did not come; such a one is taken up again when it comes after all. */
export const NOT_PAID = 'not_paid_in_time'

/** From when on the job that cancels an order is taken for missed. */
const JOB_LATE_MS = 10 * 60_000

/**
 * Cancels a customer's own order while nobody works on it and it is not paid, and gives back what was
 * promised for it. Twice is once. Refuses with `checkout.cannot_cancel` afterwards, and with
 * `orders.unknown` when it is not theirs.
 */
export function cancelOrder(
  ctx: Ctx,
  { orderId, customerId }: { orderId: OrderId; customerId: CustomerId },
): Promise<void> {
  return transact(ctx, async (ctx) => {
    if (!(await findOrder(ctx.db, orderId, customerId))) throw orderUnknown()
    const actor = { kind: 'customer', id: String(customerId) } as const
    const { outcome } = await moveOrder(ctx, orderId, { to: 'cancelled', actor })
    if (outcome === 'refused') throw cannotCancel()
    if (outcome === 'moved') await giveBack(ctx, orderId)
  })
}

/** Cancels an order whose time to be paid is over; nothing when it was paid, or taken up without its money. */
export function cancelOverdue(ctx: Ctx, orderId: OrderId): Promise<void> {
  return transact(ctx, async (ctx) => {
    const order = await lockOrder(ctx.db, orderId)
    if (!order?.payBy || order.payBy > ctx.now() || order.paymentStatus !== 'unpaid' || !awaitsMoney(order)) return
    const actor = { kind: 'system', id: null } as const
    const { outcome } = await moveOrder(ctx, orderId, { to: 'cancelled', actor, reason: NOT_PAID })
    if (outcome === 'moved') await giveBack(ctx, orderId)
  })
}

/**
 * Cancels those that the job of their own has missed; says how many there were. To be run again as often as one likes (G10).
 */
export async function sweepOverdue(ctx: Ctx): Promise<number> {
  const overdue = await listOverdue(ctx.db, new Date(ctx.now().getTime() - JOB_LATE_MS))
  let cancelled = 0
  for (const orderId of overdue) {
    try {
      await cancelOverdue(ctx, orderId)
      cancelled++
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      // Each by itself: one that cannot be cancelled must not keep the others, nor the rest of the sweep.
      ctx.log.error({ err: error, orderId }, 'an order whose time to be paid is over cannot be cancelled')
    }
  }
  return cancelled
}

/**
 * Settles what was promised for an order by where it stands now, however that came: given back when it
 * came to nothing, taken off the stock when it was handed over, kept for good while it is worked on,
 * although its money was waited for only so long. What comes back of something handed over, the merchant
 * counts anew.
 */
export function settleEnded(ctx: Ctx, orderId: OrderId): Promise<void> {
  return transact(ctx, async (ctx) => {
    const order = await lockOrder(ctx.db, orderId)
    if (order && cameToNothing(order.status)) await giveBack(ctx, orderId)
    else if (order?.status === 'processing') await keepHold(ctx, orderId, null)
    else if (order?.status === 'completed') await takeStock(ctx, orderId)
    // What was paid back was not delivered from here; that it was bought with a coupon stays true.
    else if (order?.status === 'refunded') await releaseStock(ctx, orderId)
  })
}

/** In the caller's transaction, which holds the order. */
export async function giveBack(ctx: Ctx, orderId: OrderId): Promise<void> {
  await releaseStock(ctx, orderId)
  await returnCoupon(ctx, orderId)
}
