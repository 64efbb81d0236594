import { priceHtml, round } from './money.ts'
import { countCoupons, findCoupon, productOf } from './orders.ts'
import { isOnSale } from './products.ts'
import type { CouponRecord, LineItemRecord, OrderRecord } from './sales-records.ts'
import { nextId, nowSeconds, type Shop } from './shop.ts'
import { withDescendants } from './taxonomy.ts'
import { escapeHtml } from './text.ts'
import { calculateTotals } from './totals.ts'

/** Why a coupon is not for this order, in WooCommerce's words with their markup; nothing when it is. */
export function couponTrouble(shop: Shop, order: OrderRecord, code: string): string | undefined {
  const coupon = findCoupon(shop, code)
  const name = `&quot;${escapeHtml(code)}&quot;`
  if (!coupon) return `Coupon ${name} cannot be applied because it does not exist.`
  if (coupon.usage_limit && coupon.usage_count >= coupon.usage_limit) {
    return `Usage limit for coupon ${name} has been reached.`
  }
  if (coupon.usage_limit_per_user && usesBy(coupon, order) >= coupon.usage_limit_per_user) {
    return `Usage limit for coupon ${name} has been reached.`
  }
  if (coupon.expires !== null && nowSeconds(shop) > coupon.expires) return `Coupon ${name} has expired.`
  const subtotal = order.line_items.reduce((sum, line) => sum + line.subtotal, 0)
  if (coupon.minimum_amount > 0 && subtotal < coupon.minimum_amount) {
    return `The minimum spend for coupon ${name} is ${priceHtml(shop, coupon.minimum_amount)}.`
  }
  if (coupon.maximum_amount > 0 && subtotal > coupon.maximum_amount) {
    return `The maximum spend for coupon ${name} is ${priceHtml(shop, coupon.maximum_amount)}.`
  }
  if (order.line_items.length > 0 && !suits(shop, coupon, order.line_items)) {
    return `Sorry, coupon ${name} is not applicable to selected products.`
  }
  return undefined
}

/** Of products and of categories that are named there has to be one each; a whole cart bears nothing excluded. */
function suits(shop: Shop, coupon: CouponRecord, lines: LineItemRecord[]): boolean {
  const { product_ids, product_categories, discount_type } = coupon
  if (product_ids.length > 0 && !lines.some((line) => isNamed(product_ids, line))) return false
  if (product_categories.length > 0 && !lines.some((line) => isWithin(shop, product_categories, line))) return false
  if (discount_type === 'fixed_cart') return !lines.some((line) => isExcluded(shop, coupon, line))
  return lines.some((line) => isFor(shop, coupon, line))
}

function usesBy({ used_by }: CouponRecord, order: OrderRecord): number {
  const email = order.billing.email ?? ''
  return used_by.filter((who) => who === email || (order.customer_id > 0 && who === String(order.customer_id))).length
}

const isNamed = (ids: number[], { product_id, variation_id }: LineItemRecord): boolean =>
  ids.includes(product_id) || ids.includes(variation_id)

function isWithin(shop: Shop, roots: number[], line: LineItemRecord): boolean {
  const categories = shop.state.products.get(line.product_id)?.categories ?? []
  return roots.some((root) => [...withDescendants(shop.state.categories, root)].some((id) => categories.includes(id)))
}

function isExcluded(shop: Shop, coupon: CouponRecord, line: LineItemRecord): boolean {
  const product = productOf(shop, line)
  if (coupon.exclude_sale_items && product && isOnSale(shop, product)) return true
  return isNamed(coupon.excluded_product_ids, line) || isWithin(shop, coupon.excluded_product_categories, line)
}

function isFor(shop: Shop, coupon: CouponRecord, line: LineItemRecord): boolean {
  if (isExcluded(shop, coupon, line)) return false
  const { product_ids, product_categories } = coupon
  if (product_ids.length + product_categories.length === 0) return true
  return isNamed(product_ids, line) || isWithin(shop, product_categories, line)
}

/** What is off the cart is off everything in it, whatever has to be there for it. */
const isMeant = (shop: Shop, coupon: CouponRecord, line: LineItemRecord): boolean =>
  coupon.discount_type === 'fixed_cart' || isFor(shop, coupon, line)

/** Puts one more coupon on the order; the trouble when it is on it already or does not suit what is there. */
export function applyCoupon(shop: Shop, order: OrderRecord, code: string): string | undefined {
  const wanted = code.trim().toLowerCase()
  if (order.coupon_lines.some((line) => line.code === wanted)) return 'Coupon code already applied!'
  const coupon = findCoupon(shop, wanted)
  const trouble = couponTrouble(shop, order, wanted)
  if (!coupon || trouble) return trouble
  const others = order.coupon_lines.map((line) => findCoupon(shop, line.code))
  const alone =
    others.find((other) => other?.individual_use) ?? (others.length > 0 && coupon.individual_use ? coupon : undefined)
  if (alone)
    return `Sorry, coupon &quot;${alone.code}&quot; has already been applied and cannot be used in conjunction with other coupons.`
  const { discount_type, amount, free_shipping } = coupon
  const id = nextId(shop, 'item')
  order.coupon_lines.push({ id, code: wanted, discount: 0, discount_type, nominal_amount: amount, free_shipping })
  recalculateCoupons(shop, order)
  countCoupons(shop, order)
  return undefined
}

/** Works all discounts out anew, and for that first sets every line back to its subtotal, whatever it was (O4). */
export function recalculateCoupons(shop: Shop, order: OrderRecord): void {
  for (const line of order.line_items) line.total = line.subtotal
  const scale = 10 ** shop.settings.decimals
  for (const applied of order.coupon_lines) {
    const coupon = findCoupon(shop, applied.code)
    const lines = coupon ? dearestFirst(order.line_items).filter((line) => isMeant(shop, coupon, line)) : []
    const cents = lines.map((line) => ({
      line,
      left: Math.round(line.total * scale),
      price: Math.round(line.subtotal * scale),
    }))
    const given = coupon ? discount(coupon, cents, scale) : 0
    for (const { line, left } of cents) line.total = round(left / scale, shop.settings.decimals)
    applied.discount = given / scale
  }
  calculateTotals(shop, order)
}

/** By the price of the line times its pieces, which is what `sort_by_price` does. */
const dearestFirst = (lines: LineItemRecord[]): LineItemRecord[] =>
  lines.toSorted((a, b) => b.subtotal * b.quantity - a.subtotal * a.quantity)

interface Share {
  line: LineItemRecord
  /** In the smallest unit: what is left to be paid, and what it was before all coupons. */
  left: number
  price: number
}

function discount(coupon: CouponRecord, shares: Share[], scale: number): number {
  const limit = coupon.limit_usage_to_x_items ?? 0
  if (coupon.discount_type === 'percent') return percentOff(coupon.amount, shares, limit)
  const amount = Math.round(coupon.amount * scale)
  return coupon.discount_type === 'fixed_product' ? eachOff(amount, shares, limit) : cartOff(amount, shares, limit)
}

/** How many pieces of each line a coupon for so many is for; no limit: all. */
function piecesOf(shares: Share[], limit: number): { share: Share; pieces: number }[] {
  let reached = 0
  return shares.map((share) => {
    const { quantity } = share.line
    const pieces = Math.max(0, limit > 0 && limit - reached < quantity ? limit - reached : quantity)
    reached += pieces
    return { share, pieces }
  })
}

function percentOff(percent: number, shares: Share[], limit: number): number {
  let [price, each] = [0, 0]
  for (const { share, pieces } of piecesOf(shares, limit)) {
    const meant = (share.price / share.line.quantity) * pieces
    price += meant
    each += take(share, Math.floor(meant * (percent / 100)))
  }
  // `WC_DISCOUNT_ROUNDING_MODE`: half down, after PHP has looked at fifteen digits.
  const whole = Math.ceil(Number((price * (percent / 100)).toPrecision(15)) - 0.5)
  return each < whole ? each + penniesOff(whole - each, shares) : each
}

const eachOff = (amount: number, shares: Share[], limit: number): number =>
  piecesOf(shares, limit).reduce((sum, { share, pieces }) => {
    const each = limit > 0 ? Math.min(amount, share.price / share.line.quantity) : amount
    return sum + take(share, each * pieces)
  }, 0)

/** Evenly over the pieces, in rounds, and what does not divide by pennies from the first on. */
function cartOff(amount: number, shares: Share[], limit: number): number {
  const payable = shares.filter(({ left }) => left > 0)
  const pieces = payable.reduce((sum, { line }) => sum + line.quantity, 0)
  if (pieces <= 0 || amount <= 0) return 0
  const perPiece = Math.floor(amount / pieces)
  if (perPiece === 0) return penniesOff(amount, payable)
  const given = eachOff(perPiece, payable, limit)
  return given > 0 && given < amount ? given + cartOff(amount - given, payable, limit) : given
}

function penniesOff(amount: number, shares: Share[]): number {
  let given = 0
  for (const share of shares) {
    for (let piece = 0; piece < share.line.quantity && given < amount; piece += 1) given += take(share, 1)
  }
  return given
}

function take(share: Share, amount: number): number {
  const taken = Math.max(0, Math.min(share.left, amount))
  share.left -= taken
  return taken
}
