import { type PaymentMethod, paymentNotReady } from '#checkout'
import { findOrder, type OrderId } from '#orders'
import type { Ctx } from '#platform'
import { type Taken, takePayment } from './take-payment.ts'

export interface PaymentPagePorts {
  /** Whether one can pay at the site's own page, as it was learnt last. */
  isOpen: () => boolean
  /** Where an order is paid, once the site has it. */
  urlOf: (ctx: Ctx, orderId: OrderId) => Promise<string | undefined>
}

// Orders are sent there at once; one that is not there in a moment waits for the site to come back.
const READY_IN_SECONDS = 2

/**
 * Online at the WooCommerce's own page. Refuses with `checkout.payment_not_ready` until the order is there: the
 * customer never waits for the site, only their payment does.
 */
export function wooCommercePayment({ isOpen, urlOf }: PaymentPagePorts): PaymentMethod {
  return {
    id: 'woocommerce',
    isPrepaid: true,
    isConfigured: isOpen,
    start: async (ctx, { id }) => {
      const url = await urlOf(ctx, id)
      if (url === undefined) throw paymentNotReady({ retryAfter: READY_IN_SECONDS })
      return { url }
    },
  }
}

export interface PaidThere {
  orderId: OrderId
  at: Date
  /** What the bank calls it, for whoever gives it back. */
  transactionId?: string | null
}

/**
 * Takes note, however often it is told, that an order was paid at the WooCommerce's page. Money for one that was
 * given up meanwhile buys the goods if they are still there; otherwise it is written down as to be given back, and
 * staff is told. `elsewhere`: the order is not paid there, so what the site calls paid is no news of money.
 */
export async function wooCommercePaid(
  ctx: Ctx,
  { orderId, at, transactionId = null }: PaidThere,
): Promise<Taken | 'elsewhere'> {
  const order = await findOrder(ctx.db, orderId)
  if (order?.paymentMethodId !== 'woocommerce') return 'elsewhere'
  const { totalMinor: amountMinor, currency } = order
  // There an order is paid once, so its money is called as the order is.
  const money = { method: 'woocommerce' as const, chargeId: orderId, providerChargeId: transactionId || null }
  return takePayment(ctx, { ...money, reference: orderId, amountMinor, currency, payerId: null, at })
}
