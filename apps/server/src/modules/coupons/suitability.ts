import type { CouponLine, JudgedCoupon } from './model.ts'

/** Which lines a coupon is off; none when it is not for such a cart at all. */
export function findMeant(coupon: JudgedCoupon, lines: readonly CouponLine[]): boolean[] {
  return suits(coupon, lines) ? lines.map((line) => coupon.kind === 'fixed_cart' || isFor(coupon, line)) : []
}

/**
 * As WooCommerce judges its own: of products and of categories that are named, something has to be there of each;
 * what is off the cart as a whole bears nothing in it that is excluded. Ours asks for one of all that it names.
 */
function suits(coupon: JudgedCoupon, lines: readonly CouponLine[]): boolean {
  const { source, kind } = coupon
  if (source !== 'woocommerce') return true
  if (namesProducts(coupon) && !lines.some((line) => isProductOf(coupon, line))) return false
  if (coupon.categoryIds.length > 0 && !lines.some((line) => isCategoryOf(coupon, line))) return false
  return kind !== 'fixed_cart' || !lines.some((line) => isExcluded(coupon, line))
}

function isFor(coupon: JudgedCoupon, line: CouponLine): boolean {
  if (isExcluded(coupon, line)) return false
  if (!namesProducts(coupon) && coupon.categoryIds.length === 0) return true
  return isProductOf(coupon, line) || isCategoryOf(coupon, line)
}

function isExcluded(
  { excludesSale, excludedExternalIds, excludedCategoryIds }: JudgedCoupon,
  line: CouponLine,
): boolean {
  return (
    (excludesSale && line.isOnSale) ||
    line.externalIds.some((id) => excludedExternalIds.includes(id)) ||
    line.categoryIds.some((id) => excludedCategoryIds.includes(id))
  )
}

const namesProducts = ({ productIds, externalProductIds }: JudgedCoupon) =>
  productIds.length + externalProductIds.length > 0

function isProductOf({ productIds, externalProductIds }: JudgedCoupon, line: CouponLine): boolean {
  return productIds.includes(line.productId) || line.externalIds.some((id) => externalProductIds.includes(id))
}

function isCategoryOf({ categoryIds }: JudgedCoupon, line: CouponLine): boolean {
  return line.categoryIds.some((id) => categoryIds.includes(id))
}

/** Whether it is for whoever has this proven address: `*` stands for anything, `*@shop.example` for all of a company. */
export function isForPerson({ emails }: Pick<JudgedCoupon, 'emails'>, email: string | null): boolean {
  if (emails.length === 0) return true
  return email !== null && emails.some((pattern) => matches(pattern.trim().toLowerCase(), email.toLowerCase()))
}

/** By hand: a pattern is somebody's text, and made into an expression it might never come to an end. */
function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (!text.startsWith(first)) return false
  const last = rest.pop()
  if (last === undefined) return text === first
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
