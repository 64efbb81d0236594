import type { Payment } from '@vitrina/contract'
import { awaitsMoney, type OrderRow, type WholeOrder } from '#orders'
import type { Ctx } from '#platform'
import { nothingToPay, paymentNotReady } from './errors.ts'
import type { PaymentMethod } from './ports.ts'

/** Whether an order waits for its money at this moment: what a payment is let through by (G9). */
export function isPayable(order: OrderRow, now: Date): boolean {
  // Nothing is waited for any more once it is paid: `payBy` goes with it.
  return order.payBy !== null && order.payBy > now && awaitsMoney(order)
}

/**
 * Says where an order is paid. Refuses with `checkout.nothing_to_pay` when it is paid, is paid at the
 * door or is no longer waited for, and with `checkout.payment_not_ready` while that way to pay is not to be had.
 */
export async function payOrder(
  ctx: Ctx,
  order: WholeOrder,
  paymentMethods: readonly PaymentMethod[],
): Promise<Payment> {
  if (!isPayable(order, ctx.now())) throw nothingToPay()
  const method = paymentMethods.find(({ id }) => id === order.paymentMethodId)
  if (!method?.isConfigured()) throw paymentNotReady({ retryAfter: 60 })
  const payment = await method.start(ctx, order)
  if (!payment) throw nothingToPay()
  return payment
}
