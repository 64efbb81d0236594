import type { OrderId, orderMoved } from '#orders'
import { type Ctx, type Handler, job } from '#platform'
import { cancelOverdue, settleEnded } from './end-order.ts'

/** Due when an order should have been paid. */
export const cancelUnpaid = job<{ orderId: OrderId }>('checkout.cancel-unpaid', { retryLimit: 20 })

export function makeCancelUnpaid(ctx: Ctx): Handler<{ orderId: OrderId }> {
  return ({ orderId }) => cancelOverdue(ctx, orderId)
}

/** Whoever ended an order: what was promised for it is free again. */
export function makeSettleEnded(ctx: Ctx): Handler<NonNullable<(typeof orderMoved)['data']>> {
  return ({ orderId }) => settleEnded(ctx, orderId)
}
