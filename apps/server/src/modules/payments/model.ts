import type { Locale, PaymentMethodId } from '@vitrina/contract'
import { orderWords } from '@vitrina/contract/words/orders'
import { lineName, type OrderId, type WholeOrder } from '#orders'
import { type InvoiceToPay, shorten } from '#telegram'

/** Why money has to go back. */
export const refundReasons = ['too_late', 'already', 'wrong_amount', 'unknown_order'] as const
export type RefundReason = (typeof refundReasons)[number]

/** Money that has come, as whoever took it tells. */
export interface IncomingPayment {
  method: PaymentMethodId
  /** Its own name at whoever took it: the same one is the same money. */
  chargeId: string
  /** What the bank behind them calls it, for whoever gives it back. */
  providerChargeId: string | null
  /** What it was for, as it was told to them; nobody's word is taken that there is such an order. */
  reference: string
  amountMinor: number
  currency: string
  /** Whose Telegram it came from, who need not be the customer. */
  payerId: number | null
  at: Date
}

const MAX_TITLE = 32
const MAX_DESCRIPTION = 255

/**
 * An order as Telegram asks for its money. The payload is the order's own id, 128 random bits: it is no
 * secret, for whoever pays by it pays that very order, at its own price, or is refused.
 */
export function composeInvoice(
  order: WholeOrder,
  { locale, defaultLocale, shop }: { locale: Locale; defaultLocale: Locale; shop: string },
): InvoiceToPay {
  const words = orderWords[locale].invoice
  const { goodsMinor, discountMinor, deliveryMinor, pointsMinor, currency, number, lines } = order
  const goods = lines.map((line) => `${lineName(line, { locale, defaultLocale })} × ${line.quantity}`)
  const parts = [
    { label: words.goods, amount: goodsMinor },
    { label: words.discount, amount: -discountMinor },
    { label: words.delivery, amount: deliveryMinor },
    { label: words.points, amount: -pointsMinor },
  ]
  return {
    title: shorten(words.title(String(number)), MAX_TITLE),
    description: shorten(`${shop}: ${goods.join(', ')}`, MAX_DESCRIPTION),
    payload: order.id,
    currency,
    prices: parts.filter(({ amount }) => amount !== 0),
  }
}

/** An order's id as it came back; anything else names none. */
export function readReference(reference: string): OrderId | undefined {
  return /^[A-Za-z0-9_-]{22}$/.test(reference) ? (reference as OrderId) : undefined
}
