import { shareOut } from '@vitrina/contract'
import type { Source } from '#catalog'
import type { CustomerId } from '#identity'
import { type Pepper, sealCode } from '#platform'
import { distribute } from './distribute.ts'
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
  /** For how many pieces at most it is; null: for all. */
  pieces: number | null
  /** How often it was used where we do not count. */
  usedElsewhere: number
  /** By whom, one for each use, as `namesOfUser` has it; only of those with a limit for each person. */
  usedElsewhereBy: string[]
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
  | 'pieces'
  | 'usedElsewhere'
  | 'usedElsewhereBy'
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
  const blank = {
    externalId: null,
    maxMinor: null,
    pieces: null,
    usedElsewhere: 0,
    excludesSale: false,
    freesDelivery: false,
  }
  const lists = {
    ...{ externalProductIds: [], excludedExternalIds: [], excludedCategoryIds: [], emails: [] },
    usedElsewhereBy: [],
  }
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

/** What is judged of a coupon; how often somebody used it is asked for, and not by whom. */
export type JudgedCoupon = Omit<Coupon, 'usedElsewhereBy'>

/** How often it has been used: in all from here, and by whoever asks wherever it was. */
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

/** Of `accepted`: how much is off, and how much of it is off each line. */
export type Verdict =
  | { kind: 'accepted'; discountMinor: number; sharesMinor: number[]; freesDelivery: boolean }
  | { kind: 'below_minimum'; missingMinor: number }
  | { kind: 'rejected' }

/** One code, however it is typed. */
export function foldCode(code: string): string {
  return code.normalize('NFKC').trim().toLowerCase()
}

/**
 * Under which names somebody's uses of a coupon are kept that were not made here, the first of them from now on. Of
 * an address only a keyed hash: most of those who used it there have never been here, and whoever has a stolen table
 * and a list of addresses must not find them in it (S18).
 */
export function namesOfUser(
  { customerIds, email }: { customerIds: readonly CustomerId[]; email: string | null },
  pepper: Pepper,
): string[] {
  const address = email?.trim().toLowerCase()
  const byAddress = address ? pepper.map((key) => sealCode([key], 'coupons.user', address)) : []
  return [...customerIds.map((id) => `customer:${id}`), ...byAddress]
}

/** What a coupon is worth to these goods; nothing is said about why it is not accepted, for codes are guessed. */
export function judgeCoupon(coupon: JudgedCoupon, lines: readonly CouponLine[], asked: Asked): Verdict {
  const isMeant = findMeant(coupon, lines)
  if (isOver(coupon, asked) || !isForPerson(coupon, asked.email) || !isMeant.includes(true)) return { kind: 'rejected' }

  const goodsMinor = sum(lines)
  const { minMinor, maxMinor, freesDelivery } = coupon
  if (maxMinor !== null && goodsMinor > maxMinor) return { kind: 'rejected' }
  if (minMinor !== null && goodsMinor < minMinor) {
    return { kind: 'below_minimum', missingMinor: minMinor - goodsMinor }
  }
  const sharesMinor = shares(coupon, lines, isMeant)
  const discountMinor = sharesMinor.reduce((total, share) => total + share, 0)
  return { kind: 'accepted', discountMinor, sharesMinor, freesDelivery }
}

/** Theirs as they share it out there; ours by what the lines cost. */
function shares(coupon: JudgedCoupon, lines: readonly CouponLine[], isMeant: readonly boolean[]): number[] {
  if (coupon.source === 'woocommerce') return distribute(coupon, lines, isMeant)
  const meant = lines.map((line, at) => (isMeant[at] ? line : { ...line, totalMinor: 0 }))
  return shareOut(
    worth(coupon, meant),
    meant.map(({ totalMinor }) => totalMinor),
  )
}

function isOver(
  { expiresAt, usageLimit, usageLimitPerCustomer, usedElsewhere }: JudgedCoupon,
  { uses, now }: Pick<Asked, 'uses' | 'now'>,
): boolean {
  return (
    (expiresAt !== null && expiresAt <= now) ||
    (usageLimit !== null && uses.inAll + usedElsewhere >= usageLimit) ||
    (usageLimitPerCustomer !== null && uses.byCustomer >= usageLimitPerCustomer)
  )
}

/** Never more than the goods it is for; a half is rounded in the customer's favour. */
function worth({ kind, value }: JudgedCoupon, meant: readonly CouponLine[]): number {
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
