import type { Address, CartItem, Email, Locale, Order, OrderStatus, PaymentMethodId, Phone } from '@vitrina/contract'
import { inLanguage, type LocalText, type PictureRef } from '#catalog'
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

/** What it takes to say an order in somebody's language. */
export interface Showing {
  locale: Locale
  defaultLocale: Locale
  pictureUrl: (picture: PictureRef) => string
}

/** An order as the API has it. */
export function toOrder(order: WholeOrder, showing: Showing): Order {
  const money = (amountMinor: number) => ({ amountMinor, currency: order.currency })
  const { locale, defaultLocale } = showing
  return {
    id: order.id,
    number: String(order.number),
    status: order.status,
    items: order.lines.map((line) => toItem(line, showing, money)),
    totals: {
      goods: money(order.goodsMinor),
      discount: money(order.discountMinor),
      delivery: money(order.deliveryMinor),
      ...(order.pointsMinor > 0 && { points: money(order.pointsMinor) }),
      total: money(order.totalMinor),
    },
    delivery: {
      methodId: order.deliveryMethodId,
      title: inLanguage(order.deliveryTitle, locale, defaultLocale),
      ...(order.address && { address: order.address }),
    },
    payment: { methodId: order.paymentMethodId, status: order.paymentStatus },
    timeline: order.moves.map(({ to, at }) => ({ status: to, at: at.toISOString() })),
    canCancel: canCancel(order),
    createdAt: order.placedAt.toISOString(),
  }
}

function toItem(
  line: OrderLine,
  { locale, defaultLocale, pictureUrl }: Showing,
  money: (amountMinor: number) => CartItem['unitPrice'],
): Omit<CartItem, 'available'> {
  const { sku, productSlug, picture, quantity } = line
  const inWords = (text: LocalText) => inLanguage(text, locale, defaultLocale)
  return {
    sku,
    productSlug,
    name: [line.name, ...line.attributes.map(({ value }) => value)].map(inWords).join(', '),
    ...(picture && {
      image: {
        url: pictureUrl(picture),
        alt: inWords(picture.alt),
        width: picture.width,
        height: picture.height,
      },
    }),
    quantity,
    unitPrice: money(line.unitPriceMinor),
    lineTotal: money(line.totalMinor),
  }
}

type Movable = Pick<OrderRow, 'status' | 'paymentStatus'>

/**
 * Who may move an order from where to where (G12): what is not here is nobody's. Only WooCommerce
 * may do anything: there the merchant has done it already.
 */
const moves: Record<OrderStatus, Partial<Record<OrderStatus, readonly ActorKind[]>>> = {
  placed: {
    processing: ['system', 'staff'],
    on_hold: ['system', 'staff'],
    completed: ['staff'],
    cancelled: ['customer', 'system', 'staff'],
    failed: ['system', 'staff'],
    refunded: ['system', 'staff'],
  },
  on_hold: {
    processing: ['system', 'staff'],
    completed: ['staff'],
    cancelled: ['customer', 'system', 'staff'],
    failed: ['system', 'staff'],
    refunded: ['system', 'staff'],
  },
  processing: {
    on_hold: ['staff'],
    completed: ['staff'],
    cancelled: ['system', 'staff'],
    failed: ['staff'],
    refunded: ['system', 'staff'],
  },
  completed: { processing: ['staff'], refunded: ['system', 'staff'] },
  // Back to work only with the money that came after all, by whoever has made sure of the goods.
  cancelled: { processing: ['system'], refunded: ['system', 'staff'] },
  failed: { processing: ['system'], cancelled: ['system', 'staff'], refunded: ['system', 'staff'] },
  refunded: {},
}

export function mayMove({ status, paymentStatus }: Movable, to: OrderStatus, by: ActorKind): boolean {
  if (status === to) return false
  if (by === 'woocommerce') return true
  // Their money has to be given back, and that is not theirs to do.
  if (by === 'customer' && paymentStatus !== 'unpaid') return false
  if (to === 'refunded' && paymentStatus === 'unpaid') return false
  return moves[status][to]?.includes(by) ?? false
}

export function canCancel(order: Movable): boolean {
  return mayMove(order, 'cancelled', 'customer')
}

/** Whether nothing is left to be done for it. */
export function isOver(status: OrderStatus): boolean {
  return status === 'completed' || cameToNothing(status) || status === 'refunded'
}

/** Whether what was promised for it is free again. */
export function cameToNothing(status: OrderStatus): boolean {
  return status === 'cancelled' || status === 'failed'
}
