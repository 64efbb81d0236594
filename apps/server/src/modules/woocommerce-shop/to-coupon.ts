import { minorDigits } from '@vitrina/contract'
import { z } from 'zod'
import { parseMoney } from '#catalog'
import type { CouponNews } from '#coupons'
import { textOfHtml } from '#platform'
import { readMoment } from '#woocommerce'
import { fraction, isWhole, times, toFraction } from './fraction.ts'
import type { CouponUsers } from './read-users.ts'

const ids = z.array(z.int().positive()).catch([])
const count = z.int().min(0).nullable().catch(null)
const amount = z.string().catch('')

/** As a coupon is listed; what it is judged by and cannot be read makes it none. */
export const WooCoupon = z.object({
  id: z.int().positive(),
  code: z.string().min(1),
  amount,
  status: z.string().catch('publish'),
  date_modified_gmt: z.string(),
  date_expires_gmt: z.string().nullable().optional(),
  discount_type: z.string(),
  usage_count: z.int().min(0).catch(0),
  usage_limit: count,
  usage_limit_per_user: count,
  limit_usage_to_x_items: count,
  used_by: z.array(z.coerce.string()).catch([]),
  free_shipping: z.boolean().catch(false),
  exclude_sale_items: z.boolean(),
  product_ids: z.array(z.int().positive()),
  excluded_product_ids: ids,
  product_categories: z.array(z.int().positive()),
  excluded_product_categories: ids,
  minimum_amount: amount,
  maximum_amount: amount,
  email_restrictions: z.array(z.string()),
})
export type WooCoupon = z.infer<typeof WooCoupon>

/**
 * What its lists are asked for. Padded to the digits of the shop's prices, 12.5 % would be 13 % in a shop
 * without kopecks; with four of them nothing is lost.
 */
export const couponQuery = { dp: 4, _fields: Object.keys(WooCoupon.shape).join(',') }

/** Our ids of a category of theirs and of all below it. */
export type CategoryTree = ReadonlyMap<string, readonly number[]>

const KINDS: Record<string, CouponNews['kind']> = {
  percent: 'percent',
  fixed_cart: 'fixed_cart',
  fixed_product: 'fixed_each',
}

// No category is called so: what is for one that we do not know is for nothing of ours.
const NOBODYS = 0

/** A coupon as we judge it, or in a sentence why we cannot. */
export function toCoupon(
  coupon: WooCoupon,
  { currency, categories, users }: { currency: string; categories: CategoryTree; users: CouponUsers['names'] },
): { news: CouponNews } | { wrong: string } {
  const digits = minorDigits(currency)
  const kind = KINDS[coupon.discount_type]
  if (!kind) return { wrong: `coupons of the kind ${coupon.discount_type.slice(0, 40)} are another plugin's` }
  const value = kind === 'percent' ? readPercent(coupon.amount) : parseMoney(coupon.amount || '0', digits)
  const minMinor = parseMoney(coupon.minimum_amount || '0', digits)
  const maxMinor = parseMoney(coupon.maximum_amount || '0', digits)
  if (value === undefined || value < 0 || minMinor === undefined || maxMinor === undefined) {
    return { wrong: 'one of its amounts is none' }
  }
  const expiresAt = coupon.date_expires_gmt ? readMoment(coupon.date_expires_gmt) : null
  const modifiedAt = readMoment(coupon.date_modified_gmt)
  if (expiresAt === undefined || !modifiedAt) return { wrong: 'one of its dates is none' }
  return {
    news: {
      // Entities come in codes as in names.
      ...{ code: textOfHtml(coupon.code), externalId: String(coupon.id), kind, value, expiresAt, modifiedAt },
      ...{ minMinor: minMinor > 0 ? minMinor : null, maxMinor: maxMinor > 0 ? maxMinor : null },
      ...limitsOf(coupon, categories),
      usedElsewhereBy: coupon.usage_limit_per_user ? coupon.used_by.flatMap((name) => users.get(name) ?? []) : [],
    },
  }
}

function limitsOf(coupon: WooCoupon, categories: CategoryTree) {
  const oursOf = (named: readonly number[], unknown: readonly number[]) =>
    named.flatMap((id) => categories.get(String(id)) ?? unknown)
  return {
    // Nothing and zero: as often as one likes.
    usageLimit: coupon.usage_limit || null,
    usageLimitPerCustomer: coupon.usage_limit_per_user || null,
    pieces: coupon.limit_usage_to_x_items || null,
    usedElsewhere: coupon.usage_count,
    productIds: [],
    externalProductIds: coupon.product_ids.map(String),
    excludedExternalIds: coupon.excluded_product_ids.map(String),
    categoryIds: oursOf(coupon.product_categories, [NOBODYS]),
    excludedCategoryIds: oursOf(coupon.excluded_product_categories, []),
    excludesSale: coupon.exclude_sale_items,
    emails: coupon.email_restrictions,
    freesDelivery: coupon.free_shipping,
  }
}

/** In hundredths of a percent, exactly. */
function readPercent(text: string): number | undefined {
  const percent = toFraction(text)
  const hundredths = percent && times(percent, fraction(100n))
  if (!hundredths || !isWhole(hundredths)) return undefined
  const value = Number(hundredths.top / hundredths.bottom)
  return value <= 10_000 ? value : undefined
}
