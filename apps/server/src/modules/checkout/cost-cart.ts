import type { AskQuote, CartProblem } from '@vitrina/contract'
import type { CartToOrder } from '#cart'
import type { Offer } from '#catalog'
import type { CouponLine, Verdict } from '#coupons'
import { type DeliveryRow, isOffered, type Part, priceOf, type Reach, reachOf } from '#delivery'
import { addUp, type PricedLine, type Sums } from './totals.ts'

export type CartLine = CartToOrder['lines'][number]

/** A line of a cart that can be sold, at the price of now. */
export interface OfferedLine extends PricedLine, CouponLine {
  offer: Offer
}

export interface Choice {
  methodId?: string | undefined
  address?: AskQuote['address']
}

/** What a cart comes to now, before it is said in anybody's language. */
export interface Costing {
  lines: OfferedLine[]
  sums: Sums
  /** Those that go there, or may once more of the address is told, with what they cost. */
  methods: { method: DeliveryRow; priceMinor: number; reach: Reach }[]
  chosen: { method: DeliveryRow; priceMinor: number; reach: Reach } | undefined
  /** Whether the coupon does anything for it. */
  usesCoupon: boolean
  problems: CartProblem[]
}

/** The lines that can be sold at all; how many there are of them is asked elsewhere. */
export function offerLines(lines: readonly CartLine[], offers: readonly Offer[]): OfferedLine[] {
  const bySku = new Map(offers.map((offer) => [offer.sku, offer]))
  return lines.flatMap(({ sku, quantity }) => {
    const offer = bySku.get(sku)
    if (!offer?.isSold) return []
    const { priceMinor: unitPriceMinor, productId, categoryIds, external } = offer
    const externalIds = external ? [external.productId, external.variationId].filter((id) => id !== null) : []
    const judged = { productId, categoryIds, externalIds, isOnSale: offer.regularPriceMinor !== null }
    return [{ sku, quantity, unitPriceMinor, ...judged, totalMinor: quantity * unitPriceMinor, offer }]
  })
}

/** What of a cart is not to be had as it stands (G11). */
export function findStockProblems(lines: readonly CartLine[], offers: readonly Offer[]): CartProblem[] {
  const bySku = new Map(offers.map((offer) => [offer.sku, offer]))
  return lines.flatMap(({ sku, quantity }): CartProblem[] => {
    const offer = bySku.get(sku)
    if (!offer?.isSold) return [{ code: 'gone', sku }]
    const { available } = offer
    return available !== null && available < quantity ? [{ code: 'insufficient_stock', sku, available }] : []
  })
}

export interface CostCart {
  contents: CartToOrder
  lines: OfferedLine[]
  verdict: Verdict | undefined
  methods: readonly DeliveryRow[]
  choice: Choice
  currency: string
}

/** What the lines of a cart come to with its coupon and the chosen delivery. */
export function costCart({ contents, lines, verdict, methods, choice, currency }: CostCart): Costing {
  const discountsMinor = verdict?.kind === 'accepted' ? verdict.sharesMinor : undefined
  const { goodsMinor, discountMinor, sharesMinor } = addUp(lines, { discountsMinor })
  const parcel = {
    goodsMinor,
    payableMinor: goodsMinor - discountMinor,
    parts: partsOf(lines, sharesMinor),
    hasFreeing: verdict?.kind === 'accepted' && verdict.freesDelivery,
  }
  const offered = methods
    .filter((method) => isOffered(method, parcel))
    .map((method) => ({
      method,
      priceMinor: priceOf(method, parcel),
      reach: reachOf(method, choice.address),
    }))
    .filter(({ reach }) => reach.kind !== 'not_served')
  const chosen = offered.find(({ method }) => method.id === choice.methodId)
  return {
    lines,
    sums: addUp(lines, { discountsMinor, deliveryMinor: chosen?.priceMinor }),
    methods: offered,
    chosen,
    usesCoupon: discountMinor > 0 || parcel.hasFreeing,
    problems: [...findPriceProblems(contents.lines, lines, currency), ...findCouponProblems(verdict, currency)],
  }
}

/** What of the lines is sent, as its delivery is reckoned: by what is paid for it. */
function partsOf(lines: readonly OfferedLine[], sharesMinor: readonly number[]): Part[] {
  const parts = lines.map(({ offer, quantity, totalMinor }, at) => ({
    ...{ isVirtual: offer.isVirtual, shippingClass: offer.shippingClass, pieces: quantity },
    payableMinor: totalMinor - (sharesMinor[at] ?? 0),
  }))
  const sent = parts.filter(({ isVirtual }) => !isVirtual)
  // Every order has a way of delivery here; where there is nothing to send it costs as if there were.
  return sent.length > 0 ? sent : parts
}

function findPriceProblems(seen: readonly CartLine[], lines: readonly OfferedLine[], currency: string): CartProblem[] {
  const money = (amountMinor: number) => ({ amountMinor, currency })
  const prices = new Map(lines.map(({ sku, unitPriceMinor }) => [sku, unitPriceMinor]))
  return seen.flatMap(({ sku, seenPriceMinor }): CartProblem[] => {
    const priceMinor = prices.get(sku)
    if (priceMinor === undefined || priceMinor === seenPriceMinor) return []
    return [{ code: 'price_changed', sku, price: money(priceMinor), was: money(seenPriceMinor) }]
  })
}

export function findCouponProblems(verdict: Verdict | undefined, currency: string): CartProblem[] {
  if (verdict?.kind === 'rejected') return [{ code: 'coupon_rejected' }]
  if (verdict?.kind !== 'below_minimum') return []
  return [{ code: 'below_minimum', price: { amountMinor: verdict.missingMinor, currency } }]
}
