import { round } from './money.ts'
import type { OrderRecord } from './sales-records.ts'
import type { Shop } from './shop.ts'
import { taxesOf } from './taxes.ts'

/** Adds an order up; a negative fee takes at most what there is (O5). */
export function calculateTotals({ settings }: Shop, order: OrderRecord): void {
  const items = order.line_items.reduce((sum, { total }) => sum + total, 0)
  const shipping = order.shipping_lines.reduce((sum, { total }) => sum + total, 0)
  let fees = 0
  for (const fee of order.fee_lines) {
    const before = items + shipping + fees
    if (fee.total < 0 && before + fee.total < 0) fee.total = -Math.max(0, before)
    fees += fee.total
  }
  order.taxes = taxesOf(settings.taxes, settings.decimals, order)
  order.total = round(items + shipping + fees + order.taxes.cart + order.taxes.shipping, settings.decimals)
}

export const discountOf = (order: OrderRecord): number =>
  order.line_items.reduce((sum, { subtotal, total }) => sum + subtotal - total, 0)

export const shippingOf = (order: OrderRecord): number =>
  order.shipping_lines.reduce((sum, { total }) => sum + total, 0)

export const refundedOf = (order: OrderRecord): number => order.refunds.reduce((sum, { amount }) => sum + amount, 0)
