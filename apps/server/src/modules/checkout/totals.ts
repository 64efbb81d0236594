/** What is being bought, at the price of now. */
export interface PricedLine {
  sku: string
  quantity: number
  unitPriceMinor: number
}

export interface Charges {
  /** What a coupon takes off, and of which lines; none: of none. */
  discount?: { amountMinor: number; isMeant: readonly boolean[] } | undefined
  deliveryMinor?: number | undefined
  pointsMinor?: number | undefined
}

export interface Sums {
  goodsMinor: number
  discountMinor: number
  /** Not chosen yet: none. */
  deliveryMinor: number | undefined
  pointsMinor: number
  totalMinor: number
  /** Each line's part of the discount. */
  sharesMinor: number[]
}

/**
 * What everything comes to, in whole minor units. A discount is never more than the goods it is for,
 * points never more than what is left of all goods.
 */
export function addUp(lines: readonly PricedLine[], { discount, deliveryMinor, pointsMinor = 0 }: Charges): Sums {
  const amounts = lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor)
  const goodsMinor = sum(amounts)
  const meant = amounts.map((amount, at) => (discount?.isMeant[at] ? amount : 0))
  const discountMinor = Math.min(discount?.amountMinor ?? 0, sum(meant))
  const points = Math.min(pointsMinor, goodsMinor - discountMinor)
  const totalMinor = goodsMinor - discountMinor + (deliveryMinor ?? 0) - points
  // Past it sums would be silently wrong, and money must never be.
  if (!Number.isSafeInteger(goodsMinor + (deliveryMinor ?? 0))) throw new Error('an amount is too large to be added up')
  const sharesMinor = shareOut(discountMinor, meant)
  return { goodsMinor, discountMinor, deliveryMinor, pointsMinor: points, totalMinor, sharesMinor }
}

/**
 * Divides an amount in whole units by weights: the parts make the whole, none is further from its
 * due than one unit, and what does not divide goes where most was cut off, to the first of equals.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((total, weight) => total + BigInt(weight), 0n)
  if (whole === 0n) return weights.map(() => 0)
  // The product of two amounts does not always fit a number.
  const dues = weights.map((weight) => BigInt(amount) * BigInt(weight))
  const parts = dues.map((due) => Number(due / whole))
  const left = amount - sum(parts)
  const byRest = dues.map((due, at) => ({ at, rest: due % whole })).toSorted((a, b) => Number(b.rest - a.rest))
  for (const { at } of byRest.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
