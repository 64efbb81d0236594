import type { Address, Email, Order, OrderStatus, PaymentMethodId, Phone } from '@vitrina/contract'
import type { LocalText, PictureRef } from '#catalog'
import type { CustomerId } from '#identity'

export type OrderId = string & { readonly __brand: 'OrderId' }

/** Who can move an order: `woocommerce` is the merchant in its administration, `system` ourselves. */
export const actorKinds = ['customer', 'staff', 'system', 'woocommerce'] as const
export type ActorKind = (typeof actorKinds)[number]
export interface OrderActor {
  kind: ActorKind
  id: string | null
}

export interface OrderContact {
  name: string
  phone: Phone
  email?: Email | undefined
}

/** What was bought, as it was when it was bought: never written again (G6). */
export interface OrderLine {
  sku: string
  productId: number
  productSlug: string
  name: LocalText
  attributes: { name: LocalText; value: LocalText }[]
  picture: PictureRef | null
  quantity: number
  unitPriceMinor: number
  regularPriceMinor: number | null
  totalMinor: number
  /** Its share of the discount. */
  discountMinor: number
  /** What the WooCommerce that keeps it calls it. */
  external: { productId: string; variationId: string | null } | null
}

export interface OrderMove {
  from: OrderStatus | null
  to: OrderStatus
  actorKind: ActorKind
  actorId: string | null
  reason: string | null
  at: Date
}

export type PaymentStatus = Order['payment']['status']

export interface OrderRow {
  id: OrderId
  number: number
  customerId: CustomerId
  placedBy: CustomerId
  status: OrderStatus
  /** Null once it is over and its customer erased. */
  contact: OrderContact | null
  deliveryMethodId: string
  deliveryTitle: LocalText
  address: Address | null
  comment: string | null
  currency: string
  goodsMinor: number
  discountMinor: number
  deliveryMinor: number
  pointsMinor: number
  totalMinor: number
  couponCode: string | null
  paymentMethodId: PaymentMethodId
  paymentStatus: PaymentStatus
  placedAt: Date
  /** Until when it is to be paid; null when that is no condition. */
  payBy: Date | null
  paidAt: Date | null
  externalId: string | null
  externalNumber: string | null
  /** The other side's own clock at the latest news of it that were taken. */
  externalRevisedAt: Date | null
  customerErasedAt: Date | null
}

/** An order with what belongs to it. */
export interface WholeOrder extends OrderRow {
  lines: OrderLine[]
  moves: OrderMove[]
}
