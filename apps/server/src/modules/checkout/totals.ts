/** What is being bought, at the price of now. */
export interface PricedLine {
  sku: string
  quantity: number
  unitPriceMinor: number
}

export interface Charges {
  /** What a coupon takes off each line; none: of none. */
  discountsMinor?: readonly number[] | undefined
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
 * What everything comes to, in whole minor units. A discount is never more than the line it is for,
 * points never more than what is left of all goods.
 */
export function addUp(lines: readonly PricedLine[], { discountsMinor, deliveryMinor, pointsMinor = 0 }: Charges): Sums {
  const amounts = lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor)
  const goodsMinor = sum(amounts)
  const sharesMinor = amounts.map((amount, at) => Math.min(amount, discountsMinor?.[at] ?? 0))
  const discountMinor = sum(sharesMinor)
  const points = Math.min(pointsMinor, goodsMinor - discountMinor)
  const totalMinor = goodsMinor - discountMinor + (deliveryMinor ?? 0) - points
  // Past it sums would be silently wrong, and money must never be.
  if (!Number.isSafeInteger(goodsMinor + (deliveryMinor ?? 0))) throw new Error('an amount is too large to be added up')
  return { goodsMinor, discountMinor, deliveryMinor, pointsMinor: points, totalMinor, sharesMinor }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
