import { settlePayment } from '#checkout'
import { findOrder, type WholeOrder } from '#orders'
import { type Ctx, publish, transact } from '#platform'
import { refundDue } from './events.ts'
import { type IncomingPayment, type RefundReason, readReference } from './model.ts'
import { insertPayment, updateToRefund } from './store.ts'

/** `known`: the same money was told of before. */
export type Taken = 'kept' | 'known' | RefundReason

/**
 * Takes note of money that has come, once, whoever tells it how often and from how many processes: in one
 * transaction it is written down and the order is paid by it. Money that buys nothing (its order has
 * ended and the goods are gone, was paid before, costs another sum, or does not exist) is written down as
 * well, as what has to go back, and that is told.
 */
export function takePayment(ctx: Ctx, incoming: IncomingPayment): Promise<Taken> {
  return transact(ctx, async (ctx) => {
    const { reference, method, chargeId } = incoming
    const orderId = readReference(reference)
    const order = orderId && (await findOrder(ctx.db, orderId))
    const isFirst = await insertPayment(ctx.db, {
      ...incoming,
      orderId: order?.id ?? null,
      customerId: order?.customerId ?? null,
      state: 'kept',
      reason: null,
      paidAt: incoming.at,
      notedAt: ctx.now(),
    })
    if (!isFirst) return 'known'
    const reason = await buy(ctx, incoming, order)
    if (reason === undefined) return 'kept'
    await updateToRefund(ctx.db, { method, chargeId }, reason)
    await publish(ctx, refundDue, { method, chargeId })
    // The money is a person's, and only a person can give it back.
    ctx.log.error({ method, reason, orderId: order?.id }, 'a payment has to be given back')
    return reason
  })
}

/** Out: why it bought nothing. */
async function buy(
  ctx: Ctx,
  { amountMinor, currency, at }: IncomingPayment,
  order: WholeOrder | undefined,
): Promise<RefundReason | undefined> {
  if (!order) return 'unknown_order'
  if (order.totalMinor !== amountMinor || order.currency !== currency) return 'wrong_amount'
  const settled = await settlePayment(ctx, { orderId: order.id, at })
  if (settled === 'fulfilled') return undefined
  return settled === 'unknown' ? 'unknown_order' : settled
}
