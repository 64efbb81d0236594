import { announce } from './news.ts'
import { moveStock } from './products.ts'
import type { CouponRecord, OrderRecord } from './sales-records.ts'
import { nowSeconds, type Shop } from './shop.ts'

export const orderStatuses = [
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
  'checkout-draft',
] as const

const takesStock = new Set(['processing', 'on-hold', 'completed'])
const returnsStock = new Set(['cancelled', 'pending'])
const unused = new Set(['cancelled', 'failed', 'trash'])

/**
 * Moves an order to any status from any other: no transition is refused. Stock is taken and given back on the way,
 * coupons are counted and uncounted.
 */
export function setOrderStatus(shop: Shop, order: OrderRecord, status: string): void {
  order.status = status
  const at = nowSeconds(shop)
  if (status === 'completed') order.completed = at
  if (status === 'processing' || status === 'completed') order.paid ??= at
  if (takesStock.has(status) && !order.stockReduced) takeStock(shop, order)
  if (returnsStock.has(status) && order.stockReduced) returnStock(shop, order)
  countCoupons(shop, order)
}

/** Records what has changed and tells of it. */
export function saveOrder(shop: Shop, order: OrderRecord): void {
  order.modified = nowSeconds(shop)
  announce(shop, 'order', 'updated', order.id)
}

function takeStock(shop: Shop, order: OrderRecord): void {
  for (const line of order.line_items) {
    const product = productOf(shop, line)
    if (!product || line.reduced !== 0) continue
    moveStock(shop, product, -line.quantity)
    line.reduced = line.quantity
  }
  order.stockReduced = true
}

function returnStock(shop: Shop, order: OrderRecord): void {
  for (const line of order.line_items) {
    const product = productOf(shop, line)
    if (product && line.reduced !== 0) moveStock(shop, product, line.reduced)
    line.reduced = 0
  }
  order.stockReduced = false
}

export const productOf = ({ state }: Shop, line: { product_id: number; variation_id: number }) =>
  state.products.get(line.variation_id || line.product_id)

/** An order counts as a use from the moment its coupon is on it, paid or not, and while it is not called off. */
export function countCoupons(shop: Shop, order: OrderRecord): void {
  const codes = unused.has(order.status) ? [] : order.coupon_lines.map(({ code }) => code)
  const gone = order.countedCoupons.filter((code) => !codes.includes(code))
  const come = codes.filter((code) => !order.countedCoupons.includes(code))
  const who = order.customer_id > 0 ? String(order.customer_id) : (order.billing.email ?? '')
  for (const coupon of gone.flatMap((code) => findCoupon(shop, code) ?? [])) {
    coupon.usage_count = Math.max(0, coupon.usage_count - 1)
    const index = coupon.used_by.indexOf(who)
    if (index >= 0) coupon.used_by = coupon.used_by.toSpliced(index, 1)
  }
  for (const coupon of come.flatMap((code) => findCoupon(shop, code) ?? [])) {
    coupon.usage_count += 1
    if (who !== '') coupon.used_by = [...coupon.used_by, who]
  }
  order.countedCoupons = codes
}

/** Codes are kept in lower case, however they were typed. */
export function findCoupon({ state }: Shop, code: string): CouponRecord | undefined {
  const wanted = code.trim().toLowerCase()
  return state.coupons.values().find((coupon) => coupon.code === wanted && coupon.status === 'publish')
}

/** Into the trash: told of, and what it has taken of the stock stays taken. */
export function trashOrder(shop: Shop, order: OrderRecord): void {
  order.untrashed = order.status
  order.status = 'trash'
  order.modified = nowSeconds(shop)
  countCoupons(shop, order)
  announce(shop, 'order', 'deleted', order.id)
}

/** Paid: what has to be packed is processing, what is only data is complete. */
export function payOrder(shop: Shop, order: OrderRecord, transactionId: string): void {
  if (transactionId !== '') order.transaction_id = transactionId
  order.paid ??= nowSeconds(shop)
  setOrderStatus(shop, order, needsProcessing(shop, order) ? 'processing' : 'completed')
}

export function needsProcessing(shop: Shop, order: OrderRecord): boolean {
  if (order.line_items.length === 0) return false
  return order.line_items.some((line) => {
    const product = productOf(shop, line)
    return !product || !(product.virtual && product.downloadable)
  })
}
