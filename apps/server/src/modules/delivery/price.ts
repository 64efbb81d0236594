/** What is added to the price of a delivery; together they are rounded once. */
export type Charge =
  /** For each piece in the cart. */
  | { kind: 'per_piece'; minor: number }
  /** Of what the goods cost, in millionths; no less and no more than that. */
  | { kind: 'share'; millionths: number; atLeastMinor: number | null; atMostMinor: number | null }

/** When a method is offered at all. */
export interface Condition {
  requires: 'coupon' | 'minimum' | 'either' | 'both'
  /** What the goods must come to. */
  minMinor: number
  /** Whether that is before the discount. */
  isBeforeDiscount: boolean
}

export interface Pricing {
  /** In the shop's currency. */
  priceMinor: number
  /** Costs nothing from such goods on. */
  freeFromMinor: number | null
  charges: readonly Charge[]
  condition: Condition | null
}

/** What is to be delivered. */
export interface Parcel {
  /** Before and after the discount. */
  goodsMinor: number
  payableMinor: number
  pieces: number
  /** Whether it comes with a coupon that frees it of the cost of delivery. */
  hasFreeing: boolean
}

export function priceOf({ priceMinor, freeFromMinor, charges }: Pricing, { payableMinor, pieces }: Parcel): number {
  if (freeFromMinor !== null && payableMinor >= freeFromMinor) return 0
  const millionths = charges.reduce((sum, charge) => sum + worthOf(charge, { payableMinor, pieces }), 0n)
  return priceMinor + Number((millionths + 500_000n) / 1_000_000n)
}

/** In millionths of the smallest unit: the product of two amounts does not always fit a number. */
function worthOf(charge: Charge, { payableMinor, pieces }: Pick<Parcel, 'payableMinor' | 'pieces'>): bigint {
  if (charge.kind === 'per_piece') return BigInt(charge.minor) * BigInt(pieces) * 1_000_000n
  const { millionths, atLeastMinor, atMostMinor } = charge
  const due = BigInt(millionths) * BigInt(payableMinor)
  const [least, most] = [atLeastMinor, atMostMinor].map((minor) => minor !== null && BigInt(minor) * 1_000_000n)
  if (typeof least === 'bigint' && due < least) return least
  return typeof most === 'bigint' && due > most ? most : due
}

/** Whether a method is for this parcel, wherever it goes. */
export function isOffered({ condition }: Pick<Pricing, 'condition'>, parcel: Parcel): boolean {
  if (condition === null) return true
  const { requires, minMinor, isBeforeDiscount } = condition
  const isEnough = (isBeforeDiscount ? parcel.goodsMinor : parcel.payableMinor) >= minMinor
  if (requires === 'coupon') return parcel.hasFreeing
  if (requires === 'minimum') return isEnough
  return requires === 'both' ? isEnough && parcel.hasFreeing : isEnough || parcel.hasFreeing
}
