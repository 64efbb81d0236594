import { minorDigits } from '@vitrina/contract'
import { parseMoney } from '#catalog'
import type { ComposedOrder } from './compose-order.ts'
import type { WooOrder } from './read-order.ts'

/**
 * In what an order there is not what was sent (O15): it takes unknown products for nothing, sold-out ones as they
 * come, and whatever a plugin adds. Each difference by the name of its part; nothing: it is the same.
 */
export function findDifferences(sent: ComposedOrder, made: WooOrder, totalMinor: number): string[] {
  const digits = minorDigits(sent.currency)
  const isSame = (amount: string, wanted: string) => parseMoney(amount, digits) === parseMoney(wanted, digits)
  const delivery = sent.shipping_lines[0]?.total ?? '0'
  const wrong = [
    made.currency !== sent.currency && 'currency',
    made.line_items.length !== sent.line_items.length && 'line_items',
    !isSame(made.shipping_total, delivery) && 'shipping_total',
    made.fee_lines.length > 0 && 'fee_lines',
    made.coupon_lines.length > 0 && 'coupon_lines',
    made.total_tax !== '' && !isSame(made.total_tax, '0') && 'total_tax',
    parseMoney(made.total, digits) !== totalMinor && 'total',
  ]
  const lines = sent.line_items.flatMap((line, at) => {
    const other = made.line_items[at]
    return other ? differencesOfLine(line, other, isSame).map((part) => `line_items[${at}].${part}`) : []
  })
  return [...wrong.filter((part) => part !== false), ...lines]
}

function differencesOfLine(
  sent: ComposedOrder['line_items'][number],
  made: WooOrder['line_items'][number],
  isSame: (amount: string, wanted: string) => boolean,
): string[] {
  const wrong = [
    'product_id' in sent && made.product_id !== sent.product_id && 'product_id',
    'product_id' in sent && made.variation_id !== (sent.variation_id ?? 0) && 'variation_id',
    made.quantity !== sent.quantity && 'quantity',
    !isSame(made.subtotal, sent.subtotal) && 'subtotal',
    !isSame(made.total, sent.total) && 'total',
  ]
  return wrong.filter((part) => part !== false)
}
