import { holdAnew, keepHold } from '#catalog'
import { keepCoupon } from '#coupons'
import { findOrder, lockOrder, markPaid, moveOrder, type OrderId, type OrderRow, type WholeOrder } from '#orders'
import { type Ctx, transact } from '#platform'
import { giveBack, NOT_PAID } from './end-order.ts'

/**
 * `fulfilled`: the goods are the customer's. `too_late`: they are no longer to be had, and the money
 * has to go back. `already`: it was paid before; a second payment goes back too.
 */
export type Settled = 'fulfilled' | 'too_late' | 'already' | 'unknown'

const bySystem = { kind: 'system', id: null } as const

/**
 * Takes note, in one transaction, that an order's money has come, and turns what was held for a while into
 * a promise. Money that comes when the time is over buys the goods if they are still there, also for an
 * order that was cancelled for just that reason; one cancelled otherwise stays cancelled.
 */
export function settlePayment(ctx: Ctx, { orderId, at }: { orderId: OrderId; at: Date }): Promise<Settled> {
  return transact(ctx, async (ctx) => {
    const order = await lockOrder(ctx.db, orderId)
    if (!order) return 'unknown'
    const { outcome } = await markPaid(ctx, orderId, at)
    if (outcome !== 'paid') return 'already'
    if (order.status === 'processing' || order.status === 'completed') return 'fulfilled'
    if (!(await keepGoods(ctx, order))) {
      const { outcome } = await moveOrder(ctx, orderId, { to: 'cancelled', actor: bySystem, reason: 'paid_too_late' })
      if (outcome === 'moved') await giveBack(ctx, orderId)
      return 'too_late'
    }
    await moveOrder(ctx, orderId, { to: 'processing', actor: bySystem, at, reason: 'paid' })
    return 'fulfilled'
  })
}

/** Whether the goods are held for good now. */
async function keepGoods(ctx: Ctx, order: OrderRow): Promise<boolean> {
  const isOpen = order.status === 'placed' || order.status === 'on_hold'
  if (isOpen && (order.payBy === null || order.payBy > ctx.now())) {
    await keepHold(ctx, order.id, null)
    return true
  }
  const whole = await findOrder(ctx.db, order.id)
  return whole !== undefined && (isOpen || wasGivenUp(whole)) && promiseAgain(ctx, whole, null)
}

/**
 * Promises once more, until a moment and in the caller's transaction, what an order lost that was given up for want
 * of its money, for its customer has found a way to pay that takes longer. Out: whether it is promised; not when
 * any of it is gone meanwhile, nor of an order that was cancelled otherwise. Where it stands is for the caller to say.
 */
export async function promiseUnpaid(ctx: Ctx, { orderId, until }: { orderId: OrderId; until: Date }): Promise<boolean> {
  const held = await lockOrder(ctx.db, orderId)
  const whole = held && (await findOrder(ctx.db, orderId))
  const isUnpaid = whole?.paymentStatus === 'unpaid'
  return isUnpaid && wasGivenUp(whole) && promiseAgain(ctx, whole, until)
}

function wasGivenUp({ status, moves }: WholeOrder): boolean {
  const last = moves.at(-1)
  return status === 'cancelled' && last?.actorKind === 'system' && last.reason === NOT_PAID
}

async function promiseAgain(ctx: Ctx, order: WholeOrder, until: Date | null): Promise<boolean> {
  const { id: orderId, lines, status, couponCode: code, customerId } = order
  // What was held counts no more, but stands in the way of holding it anew.
  const short = await holdAnew(ctx, { orderId, lines, until })
  if (short.length > 0) return false
  if (status === 'cancelled' && code !== null) await keepCoupon(ctx, { code, customerId, orderId })
  return true
}
