import { describe, expect, test } from 'vitest'
import { type ClassCosts, type Condition, type Cost, isOffered, type Parcel, type Pricing, priceOf } from './price.ts'

const pricing: Pricing = { priceMinor: 30_000, freeFromMinor: null, charges: [], classCosts: null, condition: null }
const parts = [
  { shippingClass: null, payableMinor: 40_000, pieces: 1 },
  { shippingClass: null, payableMinor: 60_000, pieces: 2 },
]
const parcel: Parcel = { goodsMinor: 120_000, payableMinor: 100_000, parts, hasFreeing: false }
const share = { kind: 'share', millionths: 100_000, atLeastMinor: null, atMostMinor: null } as const
const fee = { ...share, kind: 'fee' } as const

test('delivery costs nothing from its threshold on, and not a unit before', () => {
  const method = { ...pricing, freeFromMinor: 100_000 }
  expect(priceOf(method, parcel)).toBe(0)
  expect(priceOf(method, { ...parcel, payableMinor: 99_999 })).toBe(30_000)
})

test.each<[string, Pricing['charges'], number]>([
  ['nothing more', [], 30_000],
  ['something for each piece', [{ kind: 'per_piece', minor: 250 }], 30_750],
  ['a tenth of what is paid for the goods', [share], 40_000],
  ['a tenth, no less than', [{ ...fee, atLeastMinor: 10_001 }], 40_001],
  ['a tenth, no more than', [{ ...fee, atMostMinor: 9_999 }], 39_999],
  ['half a unit, rounded up', [{ ...share, millionths: 5 }], 30_001],
  [
    'two halves of a unit, rounded together',
    [
      { ...share, millionths: 5 },
      { ...share, millionths: 5 },
    ],
    30_001,
  ],
  [
    'two fees of half a unit, each rounded by itself',
    [
      { ...fee, millionths: 5 },
      { ...fee, millionths: 5 },
    ],
    30_002,
  ],
])('a delivery costs its price and %s', (_, charges, expected) => {
  expect(priceOf({ ...pricing, charges }, parcel)).toBe(expected)
})

describe('a delivery that asks for shipping classes', () => {
  const flat = (priceMinor: number, ...charges: Pricing['charges']): Cost => ({ priceMinor, charges })
  const perPiece = (minor: number) => flat(0, { kind: 'per_piece', minor })
  const part = (shippingClass: string | null, payableMinor: number, pieces = 1) => ({
    ...{ shippingClass, payableMinor, pieces },
  })
  const base = { asks: 'each', ofClass: { 7: flat(500), 8: flat(900) }, ofRest: null, isOnly: false } as const
  const both = [part('7', 100_000), part('8', 200_000)]

  test.each<[string, Partial<ClassCosts>, Parcel['parts'], number]>([
    ['each one’s cost is added up', {}, both, 31_400],
    ['the highest alone is added', { asks: 'highest' }, both, 30_900],
    [
      'the highest of goods without a class too',
      { asks: 'highest', ofRest: flat(901) },
      [...both, part(null, 1)],
      30_901,
    ],
    ['a class is asked for once, however many goods are in it', {}, [part('7', 1), part('7', 2)], 30_500],
    ['its pieces are those of the class', { ofClass: { 7: perPiece(10) } }, [part('7', 1, 2), part('8', 1, 5)], 30_020],
    ['pieces of a class are added up', { ofClass: { 7: perPiece(10) } }, [part('7', 1, 2), part('7', 1, 5)], 30_070],
    ['a share is of the goods of the class', { ofClass: { 7: flat(0, share) } }, both, 40_000],
    ['a fee too, no less than', { ofClass: { 7: flat(0, { ...fee, atLeastMinor: 10_001 }) } }, both, 40_001],
    ['a fee too, no more than', { ofClass: { 8: flat(0, { ...fee, atMostMinor: 19_999 }) } }, both, 49_999],
    ['goods without a class have their own', { ofRest: flat(70) }, [part(null, 1), part('7', 1)], 30_570],
    ['goods without a class cost nothing beside', {}, [part(null, 1)], 30_000],
    ['so it is with a class that has no cost', { ofRest: flat(70) }, [part('9', 1)], 30_000],
    ['no goods, no cost', { ofRest: flat(70) }, [], 30_000],
    [
      'halves of two classes are rounded together',
      { ofClass: { 7: flat(0, { ...share, millionths: 5 }), 8: flat(0, { ...share, millionths: 5 }) } },
      [part('7', 100_000), part('8', 100_000)],
      30_001,
    ],
    [
      'fees of two classes are each rounded by itself',
      { ofClass: { 7: flat(0, { ...fee, millionths: 5 }), 8: flat(0, { ...fee, millionths: 5 }) } },
      [part('7', 100_000), part('8', 100_000)],
      30_002,
    ],
    [
      'the highest is found before it is rounded',
      { asks: 'highest', ofClass: { 7: flat(500, { ...share, millionths: 4 }), 8: flat(500) } },
      [part('7', 200_000), part('8', 1)],
      30_501,
    ],
  ])('%s', (_, classCosts, parts, expected) => {
    expect(priceOf({ ...pricing, classCosts: { ...base, ...classCosts } }, { ...parcel, parts })).toBe(expected)
  })

  test('its own formula is of all goods together', () => {
    const method = { ...pricing, charges: [{ kind: 'per_piece', minor: 1 } as const, share], classCosts: base }
    expect(priceOf(method, { ...parcel, parts: [part('7', 100_000, 2), part('8', 200_000, 3)] })).toBe(61_405)
  })

  test('no amount is too large to be exact', () => {
    const classCosts = { ...base, ofClass: { 7: flat(1, { ...share, millionths: 1_000_000 }) } }
    const method = { ...pricing, priceMinor: 0, classCosts }
    expect(priceOf(method, { ...parcel, parts: [part('7', 9_007_199_254_740_990)] })).toBe(9_007_199_254_740_991)
  })

  test.each<[string, Partial<ClassCosts>, Parcel['parts'], boolean]>([
    ['with a class that has one', {}, [part('7', 1), part('9', 1)], true],
    ['with one that costs 0', { ofClass: { 7: flat(0) } }, [part('7', 1)], true],
    ['with a class that has none', { ofRest: flat(1) }, [part('9', 1)], false],
    ['without a class, when that has one', { ofRest: flat(1) }, [part(null, 1)], true],
    ['without a class, when that has none', {}, [part(null, 1)], false],
  ])('and has no other cost is for goods %s: %s', (_, classCosts, parts, expected) => {
    const costs = { ...base, ...classCosts, isOnly: true }
    expect(isOffered({ condition: null, classCosts: costs }, { ...parcel, parts })).toBe(expected)
    expect(isOffered({ condition: null, classCosts: { ...costs, isOnly: false } }, { ...parcel, parts })).toBe(true)
  })
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
    expect(isOffered({ condition, classCosts: null }, { ...parcel, hasFreeing })).toBe(expected)
  })

  test('counts before the discount when it says so', () => {
    const condition = { requires: 'minimum', minMinor: 120_000, isBeforeDiscount: true } as const
    expect(isOffered({ ...pricing, condition }, parcel)).toBe(true)
    expect(isOffered({ ...pricing, condition: { ...condition, isBeforeDiscount: false } }, parcel)).toBe(false)
  })
})
