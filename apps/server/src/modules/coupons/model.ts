import type { Source } from '#catalog'

/** A promise of money off, by its folded code. */
export interface Coupon {
  code: string
  source: Source
  kind: 'percent' | 'fixed'
  /** Of `percent` hundredths of a percent, of `fixed` minor units. */
  value: number
  /** What all goods together must come to. */
  minMinor: number | null
  expiresAt: Date | null
  usageLimit: number | null
  usageLimitPerCustomer: number | null
  /** What it is for; both empty: everything. */
  productIds: number[]
  categoryIds: number[]
}

/** What a coupon is judged by. */
export interface CouponLine {
  productId: number
  categoryIds: readonly number[]
  totalMinor: number
}

/** How often it has been used, in all and by whoever asks. */
export interface CouponUses {
  inAll: number
  byCustomer: number
}

/** Of `accepted`: how much is off, and which lines it is off. */
export type Verdict =
  | { kind: 'accepted'; discountMinor: number; isMeant: boolean[] }
  | { kind: 'below_minimum'; missingMinor: number }
  | { kind: 'rejected' }

/** One code, however it is typed. */
export function foldCode(code: string): string {
  return code.normalize('NFKC').trim().toLowerCase()
}

/** What a coupon is worth to these goods; nothing is said about why it is not accepted, for codes are guessed. */
export function judgeCoupon(
  coupon: Coupon,
  lines: readonly CouponLine[],
  { uses, now }: { uses: CouponUses; now: Date },
): Verdict {
  const isMeant = lines.map((line) => isFor(coupon, line))
  const isOver =
    (coupon.expiresAt && coupon.expiresAt <= now) ||
    (coupon.usageLimit !== null && uses.inAll >= coupon.usageLimit) ||
    (coupon.usageLimitPerCustomer !== null && uses.byCustomer >= coupon.usageLimitPerCustomer)
  if (isOver || !isMeant.includes(true)) return { kind: 'rejected' }

  const goodsMinor = sum(lines)
  if (coupon.minMinor !== null && goodsMinor < coupon.minMinor) {
    return { kind: 'below_minimum', missingMinor: coupon.minMinor - goodsMinor }
  }
  const meantMinor = sum(lines.filter((_, at) => isMeant[at]))
  return { kind: 'accepted', discountMinor: worth(coupon, meantMinor), isMeant }
}

function isFor({ productIds, categoryIds }: Coupon, line: CouponLine): boolean {
  if (productIds.length === 0 && categoryIds.length === 0) return true
  return productIds.includes(line.productId) || line.categoryIds.some((id) => categoryIds.includes(id))
}

/** Never more than the goods it is for; a half is rounded in the customer's favour. */
function worth({ kind, value }: Coupon, meantMinor: number): number {
  if (kind === 'fixed') return Math.min(value, meantMinor)
  // The product of two amounts does not always fit a number.
  return Number((BigInt(meantMinor) * BigInt(value) + 5_000n) / 10_000n)
}

function sum(lines: readonly CouponLine[]): number {
  return lines.reduce((total, { totalMinor }) => total + totalMinor, 0)
}
