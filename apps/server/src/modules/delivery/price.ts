/** What is added to the price of a delivery; together they are rounded once. */
export type Charge =
  /** For each piece of the goods. */
  | { kind: 'per_piece'; minor: number }
  /** Of what the goods cost, in millionths; no less and no more than that. A fee is a share that is rounded first. */
  | { kind: 'share' | 'fee'; millionths: number; atLeastMinor: number | null; atMostMinor: number | null }

/** What some goods cost to deliver. */
export interface Cost {
  /** In the shop's currency. */
  priceMinor: number
  charges: readonly Charge[]
}

/** What the goods of each shipping class cost beside, reckoned by these goods alone. */
export interface ClassCosts {
  /** Which of them is asked for: every one, or the highest. */
  asks: 'each' | 'highest'
  /** By what their source calls the classes; one that is not here costs nothing beside. */
  ofClass: Readonly<Record<string, Cost>>
  /** Of goods that have no class; null: nothing. */
  ofRest: Cost | null
  /** There is no other cost, not even nothing: it is for goods that have one of these. */
  isOnly: boolean
}

/** When a method is offered at all. */
export interface Condition {
  requires: 'coupon' | 'minimum' | 'either' | 'both'
  /** What the goods must come to. */
  minMinor: number
  /** Whether that is before the discount. */
  isBeforeDiscount: boolean
}

export interface Pricing extends Cost {
  /** Costs nothing from such goods on. */
  freeFromMinor: number | null
  /** Null: classes make no difference. */
  classCosts: ClassCosts | null
  /** Null: it is always offered. */
  condition: Condition | null
}

/** Goods that are sent together with others. */
export interface Part {
  shippingClass: string | null
  /** After the discount. */
  payableMinor: number
  pieces: number
}

/** What is to be delivered. */
export interface Parcel {
  /** All that is bought, before and after the discount. */
  goodsMinor: number
  payableMinor: number
  /** What of it is sent. */
  parts: readonly Part[]
  /** Whether it comes with a coupon that frees it of the cost of delivery. */
  hasFreeing: boolean
}

const MILLION = 1_000_000n

export function priceOf({ freeFromMinor, classCosts, ...cost }: Pricing, { payableMinor, parts }: Parcel): number {
  if (freeFromMinor !== null && payableMinor >= freeFromMinor) return 0
  return Number(rounded(worthOf(cost, parts) + (classCosts ? worthOfClasses(classCosts, parts) : 0n)) / MILLION)
}

/** Whether a method is for this parcel, wherever it goes. */
export function isOffered(
  { condition, classCosts }: Pick<Pricing, 'condition' | 'classCosts'>,
  parcel: Parcel,
): boolean {
  if (classCosts?.isOnly && classesIn(parcel.parts, classCosts).length === 0) return false
  if (condition === null) return true
  const { requires, minMinor, isBeforeDiscount } = condition
  const isEnough = (isBeforeDiscount ? parcel.goodsMinor : parcel.payableMinor) >= minMinor
  if (requires === 'coupon') return parcel.hasFreeing
  if (requires === 'minimum') return isEnough
  return requires === 'both' ? isEnough && parcel.hasFreeing : isEnough || parcel.hasFreeing
}

/** The classes of a parcel that cost something, be it 0, each with its goods. */
function classesIn(parts: readonly Part[], { ofClass, ofRest }: ClassCosts): { cost: Cost; parts: Part[] }[] {
  return [...Map.groupBy(parts, ({ shippingClass }) => shippingClass)].flatMap(([name, parts]) => {
    const cost = name === null ? ofRest : ofClass[name]
    return cost ? [{ cost, parts }] : []
  })
}

function worthOfClasses(classCosts: ClassCosts, parts: readonly Part[]): bigint {
  const worths = classesIn(parts, classCosts).map(({ cost, parts }) => worthOf(cost, parts))
  if (classCosts.asks === 'each') return worths.reduce((sum, worth) => sum + worth, 0n)
  return worths.reduce((highest, worth) => (worth > highest ? worth : highest), 0n)
}

/** In millionths of the smallest unit: the product of two amounts does not always fit a number. */
function worthOf({ priceMinor, charges }: Cost, parts: readonly Part[]): bigint {
  const payable = parts.reduce((sum, { payableMinor }) => sum + BigInt(payableMinor), 0n)
  const pieces = parts.reduce((sum, part) => sum + BigInt(part.pieces), 0n)
  return charges.reduce((sum, charge) => {
    if (charge.kind === 'per_piece') return sum + BigInt(charge.minor) * pieces * MILLION
    return sum + shareOf(charge, payable)
  }, BigInt(priceMinor) * MILLION)
}

function shareOf(charge: Exclude<Charge, { kind: 'per_piece' }>, payable: bigint): bigint {
  const { kind, millionths, atLeastMinor, atMostMinor } = charge
  const exact = BigInt(millionths) * payable
  const due = kind === 'fee' ? rounded(exact) : exact
  const [least, most] = [atLeastMinor, atMostMinor].map((minor) => minor !== null && BigInt(minor) * MILLION)
  if (typeof least === 'bigint' && due < least) return least
  return typeof most === 'bigint' && due > most ? most : due
}

/** To whole units, a half up. */
const rounded = (millionths: bigint) => ((millionths + MILLION / 2n) / MILLION) * MILLION
