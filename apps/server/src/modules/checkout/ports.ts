import type { Payment, PaymentMethodId } from '@vitrina/contract'
import type { Source } from '#catalog'
import type { CouponPorts } from '#coupons'
import type { OrderShowing, WholeOrder } from '#orders'
import { type Cookies, type Ctx, type Limits, Line } from '#platform'
import { tooBusy } from './errors.ts'

/** One way to pay; how to add another is said at the door. */
export interface PaymentMethod {
  readonly id: PaymentMethodId
  /** The money comes before the goods, so that these wait for it and no longer. */
  readonly isPrepaid: boolean
  /** Whether it can be chosen now. */
  isConfigured(): boolean
  /**
   * Begins to pay an order that waits for its money, or goes on with it: asked as often as the customer
   * comes back. Outside of transactions, for it may ask a stranger. Nothing: there is nothing to do before delivery.
   */
  start(ctx: Ctx, order: WholeOrder): Promise<Payment | undefined>
}

export interface CheckoutPorts extends OrderShowing, CouponPorts {
  currency: string
  /** Whose ways of delivery are offered. */
  deliverySource: Source
  /** In the order in which they are offered. */
  paymentMethods: readonly PaymentMethod[]
  /** How guests are known: what they filled a cart with before they signed in is ordered too. */
  cookies: Cookies
  flood: Limits
  line: Line
}

/**
 * Where orders wait to be placed. Half of the connections at most are theirs: when a thousand want one
 * thing they wait for each other, and who only looks around must not wait with them.
 */
export function openLine(): Line {
  return new Line({ concurrency: 6, maxWaitMs: 10_000, firstGuessMs: 20, refuse: tooBusy })
}

/** In cash or by card to whoever brings it: the shop's word that it was paid is the staff's. */
export const payOnDelivery: PaymentMethod = {
  id: 'cash',
  isPrepaid: false,
  isConfigured: () => true,
  start: async () => undefined,
}
