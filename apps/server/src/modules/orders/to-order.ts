import type { CartItem, Locale, Order } from '@vitrina/contract'
import { inLanguage, type LocalText, type PictureRef } from '#catalog'
import type { OrderLine, WholeOrder } from './model.ts'
import { awaitsMoney, canCancel } from './moves.ts'

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
    ...(order.contact && { contact: order.contact }),
    ...(order.comment && { comment: order.comment }),
    payment: {
      methodId: order.paymentMethodId,
      status: order.paymentStatus,
      ...(order.payBy && awaitsMoney(order) && { payBy: order.payBy.toISOString() }),
    },
    timeline: order.moves.map(({ to, at }) => ({ status: to, at: at.toISOString() })),
    canCancel: canCancel(order),
    createdAt: order.placedAt.toISOString(),
  }
}

/** What was bought, and which of it. */
export function lineName(
  { name, attributes }: Pick<OrderLine, 'name' | 'attributes'>,
  { locale, defaultLocale }: Pick<Showing, 'locale' | 'defaultLocale'>,
): string {
  return [name, ...attributes.map(({ value }) => value)]
    .map((text) => inLanguage(text, locale, defaultLocale))
    .join(', ')
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
    name: lineName(line, { locale, defaultLocale }),
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
