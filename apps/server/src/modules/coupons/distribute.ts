import type { Coupon, CouponLine } from './model.ts'

interface Part {
  at: number
  quantity: number
  price: number
  /** What of it is still to be paid. */
  left: number
}

type Rule = Pick<Coupon, 'kind' | 'value' | 'pieces'>

/**
 * What a coupon of a WooCommerce takes off each line, to the unit as it does there (its `WC_Discounts`): the dearest
 * line first, a share of each rounded down, what is lacking to the share of all of them in single units from the
 * first on. Of the whole half a unit is rounded down.
 */
export function distribute(rule: Rule, lines: readonly CouponLine[], isMeant: readonly boolean[]): number[] {
  const parts = lines
    .flatMap(({ quantity, totalMinor: price }, at): Part[] =>
      isMeant[at] && price > 0 ? [{ at, quantity, price, left: price }] : [],
    )
    .toSorted((a, b) => b.price * b.quantity - a.price * a.quantity)
  if (rule.kind === 'percent') takePercent(parts, rule)
  else if (rule.kind === 'fixed_each') takeEach(parts, rule.value, rule.pieces)
  else takeOffAll(parts, rule.value, rule.pieces)
  const shares = new Map(parts.map(({ at, price, left }) => [at, price - left]))
  return lines.map((_, at) => shares.get(at) ?? 0)
}

/** In doubles, as PHP has it: 7.77 % of 600.00 is a hair below 46.62 there, and so 46.61. Shared out exactly, a total would differ by a unit now and then. */
function takePercent(parts: readonly Part[], { value, pieces }: Rule): void {
  const rate = value / 100 / 100
  let base = 0
  let given = 0
  for (const [part, count] of reached(parts, pieces)) {
    const meant = (part.price / part.quantity) * count
    base += meant
    given += take(part, Math.floor(meant * rate))
  }
  // PHP's rounding looks at fifteen digits, and half a unit goes down.
  takeUnits(parts, Math.ceil(Number((base * rate).toPrecision(15)) - 0.5) - given)
}

function takeEach(parts: readonly Part[], amount: number, pieces: number | null): number {
  return reached(parts, pieces).reduce((given, [part, count]) => {
    const each = pieces === null ? amount : Math.min(amount, Math.floor(part.price / part.quantity))
    return given + take(part, each * count)
  }, 0)
}

/** Evenly over the pieces, again and again while there is something left of it, at last in single units. */
function takeOffAll(parts: readonly Part[], amount: number, pieces: number | null): void {
  const payable = parts.filter(({ left }) => left > 0)
  const count = payable.reduce((sum, { quantity }) => sum + quantity, 0)
  if (count === 0 || amount <= 0) return
  const each = Math.floor(amount / count)
  if (each === 0) takeUnits(payable, amount)
  const given = each === 0 ? amount : takeEach(payable, each, pieces)
  if (given > 0 && given < amount) takeOffAll(payable, amount - given, pieces)
}

function takeUnits(parts: readonly Part[], amount: number): void {
  let left = amount
  for (const part of parts) left -= take(part, Math.min(part.quantity, Math.max(0, left)))
}

/** How many pieces of each it is for; of those past the limit none. */
function reached(parts: readonly Part[], pieces: number | null): [Part, number][] {
  let room = pieces ?? Number.POSITIVE_INFINITY
  return parts.map((part) => {
    const count = Math.min(part.quantity, room)
    room -= count
    return [part, count]
  })
}

function take(part: Part, amount: number): number {
  const taken = Math.min(part.left, amount)
  part.left -= taken
  return taken
}
