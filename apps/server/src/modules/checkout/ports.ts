import type { Cart, Locale, PaymentMethodId } from '@vitrina/contract'
import type { Source } from '#catalog'
import type { CustomerId } from '#identity'
import type { OrderShowing } from '#orders'
import { type Ctx, type Limits, Line } from '#platform'
import { tooBusy } from './errors.ts'

export interface CartLine {
  sku: string
  quantity: number
  /** What it cost when it was put in. */
  seenPriceMinor: number
}

/** Each sku once. */
export interface CartContents {
  lines: readonly CartLine[]
  couponCode: string | null
  /** Of this very content. */
  version: number
}

/** The carts of customers, as far as a checkout needs them. */
export interface CartDesk {
  contentsOf(ctx: Ctx, customerId: CustomerId): Promise<CartContents>
  /** Empties it in the caller's transaction, unless it is no longer the one that was read: of two who take, one does. */
  take(ctx: Ctx, taken: { customerId: CustomerId; version: number }): Promise<boolean>
  /** So that these are in it. */
  add(ctx: Ctx, customerId: CustomerId, lines: readonly CartLine[]): Promise<unknown>
  read(ctx: Ctx, customerId: CustomerId, locale: Locale): Promise<Cart>
}

export interface CheckoutPorts extends OrderShowing {
  cart: CartDesk
  currency: string
  /** Whose ways of delivery are offered. */
  deliverySource: Source
  /** Those that are set up. */
  paymentMethods: readonly PaymentMethodId[]
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

/** Whether the money comes before the goods, so that these wait for it and no longer. */
export function isPrepaid(method: PaymentMethodId): boolean {
  return method !== 'cash'
}
