import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distribute } from './distribute.ts'
import type { CouponLine } from './model.ts'

const lineOf = (quantity: number, totalMinor: number): CouponLine => ({
  ...{ productId: 1, categoryIds: [], externalIds: [], isOnSale: false, quantity, totalMinor },
})

const offCart = (value: number, pieces: number | null, lines: readonly CouponLine[]) =>
  distribute(
    { kind: 'fixed_cart', value, pieces },
    lines,
    lines.map(() => true),
  )

/** Round by round, as `apply_coupon_fixed_cart` of WC_Discounts has it. */
function roundByRound(value: number, pieces: number | null, lines: readonly CouponLine[]): number[] {
  const items = lines
    .map(({ quantity, totalMinor: price }, at) => ({ at, quantity, price, off: 0 }))
    .filter(({ price }) => price > 0)
    .sort((a, b) => b.price * b.quantity - a.price * a.quantity)
  const give = (item: (typeof items)[number], amount: number) => {
    const discount = Math.min(item.price - item.off, amount)
    item.off += discount
    return discount
  }
  for (let amount = value; amount > 0; ) {
    const payable = items.filter(({ price, off }) => price - off > 0)
    const each = Math.floor(amount / payable.reduce((sum, { quantity }) => sum + quantity, 0))
    let [given, applied] = [0, 0]
    for (const item of payable) {
      if (each === 0) given += give(item, Math.min(item.quantity, amount - given))
      else if (pieces === null) given += give(item, each * item.quantity)
      else {
        const count = Math.min(pieces - applied, item.quantity)
        applied += count
        given += give(item, Math.min(each, Math.floor(item.price / item.quantity)) * count)
      }
    }
    if (given === 0 || each === 0) break
    amount -= given
  }
  return lines.map((_, at) => items.find((item) => item.at === at)?.off ?? 0)
}

test('what is off a cart is shared out as round after round does, however few pieces it is for (O4)', () => {
  const anyLine = (quantity: number, price: number) =>
    fc
      .tuple(fc.integer({ min: 1, max: quantity }), fc.integer({ min: 0, max: price }))
      .map(([count, each]) => lineOf(count, count * each))
  const uneven = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 5_000 }))
    .map(([count, total]) => lineOf(count, total))
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyLine(9, 300), anyLine(400, 20_000), uneven), { maxLength: 6 }),
      fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 20_000_000 })),
      fc.option(fc.integer({ min: 1, max: 50 })),
      (lines, value, pieces) => {
        expect(offCart(value, pieces, lines)).toEqual(roundByRound(value, pieces, lines))
      },
    ),
    { numRuns: 1_000 },
  )
})

test.each<[string, number, number, CouponLine[]]>([
  ['one of a thousand pieces', 1_000_000, 1, [lineOf(1_000, 200_000_000)]],
  ['one of what nobody can carry', 1_000_000_000, 1, Array.from({ length: 100 }, () => lineOf(999, 999_000_000_000))],
  ['a few of those', 5_000_000_000_000, 7, Array.from({ length: 100 }, (_, at) => lineOf(999 - at, 1e12 + at))],
])('a sum off a cart for %s is reckoned at once (E6)', (_, value, pieces, lines) => {
  const begun = performance.now()
  const shares = offCart(value, pieces, lines)
  expect(performance.now() - begun).toBeLessThan(5_000)
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(value)
})
