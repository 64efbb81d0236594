import { describe, expect, test } from 'vitest'
import { type Condition, isOffered, type Parcel, type Pricing, priceOf } from './price.ts'

const pricing: Pricing = { priceMinor: 30_000, freeFromMinor: null, charges: [], condition: null }
const parcel: Parcel = { goodsMinor: 120_000, payableMinor: 100_000, pieces: 3, hasFreeing: false }
const share = { kind: 'share', millionths: 100_000, atLeastMinor: null, atMostMinor: null } as const

test('delivery costs nothing from its threshold on, and not a unit before', () => {
  const method = { ...pricing, freeFromMinor: 100_000 }
  expect(priceOf(method, parcel)).toBe(0)
  expect(priceOf(method, { ...parcel, payableMinor: 99_999 })).toBe(30_000)
})

test.each<[string, Pricing['charges'], number]>([
  ['nothing more', [], 30_000],
  ['something for each piece', [{ kind: 'per_piece', minor: 250 }], 30_750],
  ['a tenth of what is paid for the goods', [share], 40_000],
  ['a tenth, no less than', [{ ...share, atLeastMinor: 10_001 }], 40_001],
  ['a tenth, no more than', [{ ...share, atMostMinor: 9_999 }], 39_999],
  ['half a unit, rounded up', [{ ...share, millionths: 5 }], 30_001],
  [
    'two halves of a unit, rounded together',
    [
      { ...share, millionths: 5 },
      { ...share, millionths: 5 },
    ],
    30_001,
  ],
])('a delivery costs its price and %s', (_, charges, expected) => {
  expect(priceOf({ ...pricing, charges }, parcel)).toBe(expected)
})

describe('a method that is offered to some', () => {
  test.each<[Condition['requires'], number, boolean, boolean]>([
    ['minimum', 100_000, false, true],
    ['minimum', 100_001, false, false],
    ['coupon', 0, false, false],
    ['coupon', 100_001, true, true],
    ['either', 100_000, false, true],
    ['either', 100_001, true, true],
    ['either', 100_001, false, false],
    ['both', 100_000, true, true],
    ['both', 100_000, false, false],
    ['both', 100_001, true, false],
  ])('requires %s from %d on; with a freeing coupon %s: %s', (requires, minMinor, hasFreeing, expected) => {
    const condition = { requires, minMinor, isBeforeDiscount: false }
    expect(isOffered({ condition }, { ...parcel, hasFreeing })).toBe(expected)
  })

  test('counts before the discount when it says so', () => {
    const condition = { requires: 'minimum', minMinor: 120_000, isBeforeDiscount: true } as const
    expect(isOffered({ condition }, parcel)).toBe(true)
    expect(isOffered({ condition: { ...condition, isBeforeDiscount: false } }, parcel)).toBe(false)
  })
})
