import type { Source } from '#catalog'
import { findMeant, isForPerson } from './suitability.ts'

/** A promise of money off, by its folded code. */
export interface Coupon {
  code: string
  source: Source
  /** What its source calls it; null of our own. */
  externalId: string | null
  /** `fixed`: off what it is for, once; `fixed_each`: off each piece of that; `fixed_cart`: off everything there is. */
  kind: 'percent' | 'fixed' | 'fixed_each' | 'fixed_cart'
  /** Of `percent` hundredths of a percent, of the others minor units. */
  value: number
  /** What all goods together must come to, and must not exceed. */
  minMinor: number | null
  maxMinor: number | null
  expiresAt: Date | null
  usageLimit: number | null
  usageLimitPerCustomer: number | null
  /** How often it was used where we do not count. */
  usedElsewhere: number
  /** What it is for; all empty: everything. */
  productIds: number[]
  categoryIds: number[]
  /** The same by what their source calls products and variations: they may come into the catalogue later. */
  externalProductIds: string[]
  /** What it is never for. */
  excludedExternalIds: string[]
  excludedCategoryIds: number[]
  excludesSale: boolean
  /** Whose it is, by their proven address; none: anybody's. */
  emails: string[]
  /** Opens ways of delivery that ask for such a coupon. */
  freesDelivery: boolean
  /** As its source dates it; older news of it is none. */
  modifiedAt: Date | null
}

type Optional =
  | 'externalId'
  | 'maxMinor'
  | 'usedElsewhere'
  | 'externalProductIds'
  | 'excludedExternalIds'
  | 'excludedCategoryIds'
  | 'excludesSale'
  | 'emails'
  | 'freesDelivery'
  | 'modifiedAt'

/** A coupon as its source tells it; what it says nothing of, it does not ask. */
export type CouponNews = Omit<Coupon, 'source' | Optional> & Partial<Pick<Coupon, Optional>>

export function completeCoupon(source: Source, news: CouponNews): Coupon {
  const blank = { externalId: null, maxMinor: null, usedElsewhere: 0, excludesSale: false, freesDelivery: false }
  const lists = { externalProductIds: [], excludedExternalIds: [], excludedCategoryIds: [], emails: [] }
  return { ...blank, ...lists, modifiedAt: null, ...news, source, code: foldCode(news.code) }
}

/** What a coupon is judged by. */
export interface CouponLine {
  productId: number
  categoryIds: readonly number[]
  /** What the WooCommerce calls its product and its variation. */
  externalIds: readonly string[]
  isOnSale: boolean
  quantity: number
  totalMinor: number
}

/** How often it has been used from here, in all and by whoever asks. */
export interface CouponUses {
  inAll: number
  byCustomer: number
}

export interface Asked {
  uses: CouponUses
  now: Date
  /** The proven address of whoever asks. */
  email: string | null
}

/** Of `accepted`: how much is off, and which lines it is off. */
export type Verdict =
  | { kind: 'accepted'; discountMinor: number; isMeant: boolean[]; freesDelivery: boolean }
  | { kind: 'below_minimum'; missingMinor: number }
  | { kind: 'rejected' }

/** One code, however it is typed. */
export function foldCode(code: string): string {
  return code.normalize('NFKC').trim().toLowerCase()
}

/** What a coupon is worth to these goods; nothing is said about why it is not accepted, for codes are guessed. */
export function judgeCoupon(coupon: Coupon, lines: readonly CouponLine[], asked: Asked): Verdict {
  const isMeant = findMeant(coupon, lines)
  if (isOver(coupon, asked) || !isForPerson(coupon, asked.email) || !isMeant.includes(true)) return { kind: 'rejected' }

  const goodsMinor = sum(lines)
  const { minMinor, maxMinor, freesDelivery } = coupon
  if (maxMinor !== null && goodsMinor > maxMinor) return { kind: 'rejected' }
  if (minMinor !== null && goodsMinor < minMinor) {
    return { kind: 'below_minimum', missingMinor: minMinor - goodsMinor }
  }
  const meant = lines.filter((_, at) => isMeant[at])
  return { kind: 'accepted', discountMinor: worth(coupon, meant), isMeant, freesDelivery }
}

function isOver(
  { expiresAt, usageLimit, usageLimitPerCustomer, usedElsewhere }: Coupon,
  { uses, now }: Pick<Asked, 'uses' | 'now'>,
): boolean {
  return (
    (expiresAt !== null && expiresAt <= now) ||
    (usageLimit !== null && uses.inAll + usedElsewhere >= usageLimit) ||
    (usageLimitPerCustomer !== null && uses.byCustomer >= usageLimitPerCustomer)
  )
}

/** Never more than the goods it is for; a half is rounded in the customer's favour. */
function worth({ kind, value }: Coupon, meant: readonly CouponLine[]): number {
  const meantMinor = sum(meant)
  if (kind === 'fixed_each') {
    return meant.reduce((total, { quantity, totalMinor }) => total + Math.min(value * quantity, totalMinor), 0)
  }
  if (kind !== 'percent') return Math.min(value, meantMinor)
  // The product of two amounts does not always fit a number.
  return Number((BigInt(meantMinor) * BigInt(value) + 5_000n) / 10_000n)
}

function sum(lines: readonly CouponLine[]): number {
  return lines.reduce((total, { totalMinor }) => total + totalMinor, 0)
}
