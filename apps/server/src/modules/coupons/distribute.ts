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
  for (const { part, count } of reached(parts, pieces)) {
    const meant = (part.price / part.quantity) * count
    base += meant
    given += take(part, Math.floor(meant * rate))
  }
  // PHP's rounding looks at fifteen digits, and half a unit goes down.
  takeUnits(parts, Math.ceil(Number((base * rate).toPrecision(15)) - 0.5) - given)
}

function takeEach(parts: readonly Part[], amount: number, pieces: number | null): void {
  for (const { part, count, most } of reached(parts, pieces)) take(part, Math.min(amount, most) * count)
}

/** Evenly over the pieces, again and again while there is something left of it, at last in single units. */
function takeOffAll(parts: readonly Part[], amount: number, pieces: number | null): void {
  let rest = amount
  while (rest > 0) {
    const payable = parts.filter(({ left }) => left > 0)
    const count = payable.reduce((sum, { quantity }) => sum + quantity, 0)
    if (rest < count) takeUnits(payable, rest)
    const given = rest < count ? 0 : takeEvenly(reached(payable, pieces), rest, count)
    if (given === 0) return
    rest -= given
  }
}

/**
 * Round after round, until nothing more is to be paid for one of these or there is less than a unit for each of
 * `all` pieces; says how much was taken. A round gives a share to each of all pieces there are, and the few that a
 * coupon is for take theirs, so that there are thousands of them: those in which all take the same are one step.
 */
function takeEvenly(shared: readonly Reached[], amount: number, all: number): number {
  let rest = amount
  while (rest >= all) {
    const each = Math.floor(rest / all)
    let given = 0
    let rounds = Number.POSITIVE_INFINITY
    // Down to this share everybody takes what they take now.
    let least = 0
    for (const { part, count, most } of shared) {
      const share = Math.min(each, most)
      given += share * count
      least = Math.max(least, share)
      if (share > 0) rounds = Math.min(rounds, Math.floor(part.left / (share * count)))
    }
    if (given === 0) break
    rounds = Math.max(1, Math.min(rounds, 1 + Math.floor((rest - least * all) / given)))
    for (const { part, count, most } of shared) rest -= take(part, Math.min(each, most) * count * rounds)
    if (shared.some(({ part }) => part.left === 0)) break
  }
  return amount - rest
}

function takeUnits(parts: readonly Part[], amount: number): void {
  let left = amount
  for (const part of parts) left -= take(part, Math.min(part.quantity, Math.max(0, left)))
}

interface Reached {
  part: Part
  /** How many pieces of it. */
  count: number
  /** What is off one of them at most. */
  most: number
}

/** What it is for of each, of those past the limit nothing. */
function reached(parts: readonly Part[], pieces: number | null): Reached[] {
  let room = pieces ?? Number.POSITIVE_INFINITY
  return parts.flatMap((part) => {
    const count = Math.min(part.quantity, room)
    room -= count
    const most = pieces === null ? Number.POSITIVE_INFINITY : Math.floor(part.price / part.quantity)
    return count > 0 ? [{ part, count, most }] : []
  })
}

function take(part: Part, amount: number): number {
  const taken = Math.min(part.left, amount)
  part.left -= taken
  return taken
}
