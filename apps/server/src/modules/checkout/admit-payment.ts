import { keepHold } from '#catalog'
import { deferPayment, lockOrder, type OrderId, type OrderRow } from '#orders'
import { type Ctx, enqueue, transact } from '#platform'
import { cancelUnpaid } from './jobs.ts'
import { isPayable } from './pay-order.ts'
import { PAY_WITHIN_MS } from './place-order.ts'

/**
 * `over`: its time has passed, or it was given up; `changed`: another amount, or in another currency, than
 * it costs.
 */
export type Admission = 'admitted' | 'unknown' | 'paid' | 'over' | 'changed'

// From the moment it is let through, money takes a while to arrive; the goods should still be there then.
const ARRIVES_WITHIN_MS = 5 * 60_000
// Whoever asks again and again with a bad card must not hold the goods for ever.
const LONGEST_MS = PAY_WITHIN_MS + 15 * 60_000

/**
 * Says whether money for an order may be let through at this moment (G9): it waits for it, its goods are
 * held, and it costs just that. Then they are held for long enough that the money finds them.
 */
export function admitPayment(
  ctx: Ctx,
  { orderId, amountMinor, currency }: { orderId: OrderId; amountMinor: number; currency: string },
): Promise<Admission> {
  return transact(ctx, async (ctx) => {
    const order = await lockOrder(ctx.db, orderId)
    if (!order) return 'unknown'
    if (order.paymentStatus !== 'unpaid') return 'paid'
    // The hold of its goods ends at the same moment as the time to pay.
    if (!isPayable(order, ctx.now())) return 'over'
    if (order.totalMinor !== amountMinor || order.currency !== currency) return 'changed'
    await waitForIt(ctx, order)
    return 'admitted'
  })
}

async function waitForIt(ctx: Ctx, { id, payBy, placedAt }: OrderRow): Promise<void> {
  const wanted = Math.min(ctx.now().getTime() + ARRIVES_WITHIN_MS, placedAt.getTime() + LONGEST_MS)
  if (payBy === null || payBy.getTime() >= wanted) return
  const until = new Date(wanted)
  await deferPayment(ctx, id, until)
  await keepHold(ctx, id, until)
  await enqueue(ctx, cancelUnpaid, { orderId: id }, { startAfter: until })
}
