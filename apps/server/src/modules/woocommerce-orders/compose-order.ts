import { type Locale, minorDigits, shareOut } from '@vitrina/contract'
import { checkoutWords } from '@vitrina/contract/words/checkout'
import { inLanguage } from '#catalog'
import type { OrderLine, WholeOrder } from '#orders'
import { marks, statusThere } from './model.ts'

/** What an order there is made with beside the order itself. */
export interface Composing {
  /** In which staff reads it. */
  locale: Locale
  /** The site adds taxes to what it is told. */
  isTaxed: boolean
  /** Their customer; 0: a guest. */
  wooCustomerId: number
  telegramId: number | null
  /** The name of the money that paid it. */
  chargeId: string | undefined
}

export type ComposedOrder = ReturnType<typeof composeOrder>

/**
 * An order as it is sent: every line at the price its customer agreed to, the discount inside (O5, O6), no coupon
 * of theirs, which would reset all of that (O4), and our id, by which it is found again (O1).
 */
export function composeOrder(order: WholeOrder, composing: Composing) {
  const { locale } = composing
  const money = (minor: number) => writeMoney(minor, minorDigits(order.currency))
  const address = addressOf(order)
  return {
    status: statusThere(order),
    ...(order.paymentStatus === 'paid' && { set_paid: true }),
    currency: order.currency,
    customer_id: composing.wooCustomerId,
    customer_note: harmless(order.comment ?? ''),
    ...paymentOf(order, composing),
    billing: { ...address, ...(order.contact?.email && { email: order.contact.email }) },
    shipping: address,
    line_items: linesOf(order, composing, money),
    shipping_lines: [
      {
        ...methodOf(order.deliveryMethodId),
        method_title: inLanguage(order.deliveryTitle, locale, locale),
        total: money(order.deliveryMinor),
      },
    ],
    meta_data: metaOf(order, composing, money),
  }
}

function linesOf(order: WholeOrder, { locale }: Composing, money: (minor: number) => string) {
  const { lines } = order
  const left = lines.map(({ totalMinor, discountMinor }) => totalMinor - discountMinor)
  const points = shareOut(order.pointsMinor, left)
  return lines.map((line, at) => ({
    ...productOf(line, locale),
    quantity: line.quantity,
    subtotal: money(line.totalMinor),
    total: money((left[at] ?? 0) - (points[at] ?? 0)),
  }))
}

function productOf({ external, sku, name }: OrderLine, locale: Locale) {
  if (!external) return { sku, name: harmless(inLanguage(name, locale, locale)) }
  const { productId, variationId } = external
  return { product_id: Number(productId), ...(variationId !== null && { variation_id: Number(variationId) }) }
}

function paymentOf(order: WholeOrder, { locale, chargeId }: Composing) {
  const { paymentMethodId } = order
  // On their own page the customer chooses there.
  if (paymentMethodId === 'woocommerce') return {}
  return {
    payment_method: paymentMethodId === 'cash' ? 'cod' : paymentMethodId,
    payment_method_title: checkoutWords[locale].payment[paymentMethodId],
    ...(chargeId && { transaction_id: chargeId }),
  }
}

function addressOf({ contact, address }: WholeOrder) {
  return {
    first_name: harmless(contact?.name ?? ''),
    phone: contact?.phone ?? '',
    ...(address && {
      address_1: harmless(address.street),
      city: harmless(address.city),
      state: harmless(address.region ?? ''),
      postcode: harmless(address.postcode ?? ''),
      ...(address.country && { country: address.country }),
    }),
  }
}

/** One of theirs is called `flat_rate:3`, by its kind and its place in a zone. */
function methodOf(id: string): { method_id: string; instance_id?: string } {
  const [, kind, instance] = /^(?:woocommerce:)?([a-z_]+):(\d+)$/.exec(id) ?? []
  return kind && instance ? { method_id: kind, instance_id: instance } : { method_id: id }
}

function metaOf(order: WholeOrder, { telegramId, isTaxed }: Composing, money: (minor: number) => string) {
  const { id, number, couponCode, pointsMinor } = order
  const values = [
    [marks.order, id],
    [marks.number, String(number)],
    [marks.coupon, couponCode],
    [marks.points, pointsMinor > 0 ? money(pointsMinor) : null],
    [marks.telegram, telegramId === null ? null : String(telegramId)],
    // What the customer agreed to pay has its taxes inside: theirs, of goods and of delivery, would come on top of it.
    // By this they know it themselves; a class of taxes for it may have been renamed, and delivery has one of its own.
    ['is_vat_exempt', isTaxed ? 'yes' : null],
  ] as const
  return values.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]))
}

/** An amount as text, exactly: no float ever holds it (O13). */
export function writeMoney(minor: number, digits: number): string {
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** WooCommerce keeps markup in what customers write and staff reads (S24). */
function harmless(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›')
}
