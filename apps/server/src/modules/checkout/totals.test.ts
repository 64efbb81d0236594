import { shareOut } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addUp } from './totals.ts'

const amount = fc.integer({ min: 0, max: 1_000_000_000 })
const line = fc.record({
  sku: fc.string(),
  quantity: fc.integer({ min: 1, max: 999 }),
  unitPriceMinor: fc.integer({ min: 0, max: 100_000_000 }),
})
const cart = fc.array(line, { maxLength: 30 })
const charges = fc.record({
  discountsMinor: fc.array(amount, { maxLength: 30 }),
  deliveryMinor: fc.option(amount, { nil: undefined }),
  pointsMinor: amount,
})
const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0)

describe('totals', () => {
  test('are the sum of their parts, delivery among them, and no part is negative (M6, M7, S23)', () => {
    fc.assert(
      fc.property(cart, charges, (lines, { discountsMinor, deliveryMinor, pointsMinor }) => {
        const sums = addUp(lines, { discountsMinor, deliveryMinor, pointsMinor })
        const { goodsMinor, discountMinor, totalMinor } = sums
        expect(goodsMinor).toBe(sum(lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor)))
        expect(totalMinor).toBe(goodsMinor - discountMinor + (deliveryMinor ?? 0) - sums.pointsMinor)
        for (const part of [goodsMinor, discountMinor, sums.pointsMinor, totalMinor])
          expect(part).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('take a discount off the lines it is for: the shares make it up, and none is more than its line', () => {
    fc.assert(
      fc.property(cart, charges, (lines, { discountsMinor }) => {
        const { discountMinor, sharesMinor } = addUp(lines, { discountsMinor })
        expect(sum(sharesMinor)).toBe(discountMinor)
        sharesMinor.forEach((share, at) => {
          const { quantity = 0, unitPriceMinor = 0 } = lines[at] ?? {}
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBe(Math.min(quantity * unitPriceMinor, discountsMinor[at] ?? 0))
        })
      }),
    )
  })

  test('do not depend on what comes to nothing', () => {
    expect(addUp([], { deliveryMinor: 300 })).toMatchObject({ goodsMinor: 0, totalMinor: 300, sharesMinor: [] })
    const free = [{ sku: 'A', quantity: 1, unitPriceMinor: 0 }]
    expect(addUp(free, { discountsMinor: [5] }).totalMinor).toBe(0)
  })

  test('too large to be added up are a fault, not a wrong sum', () => {
    const lines = [{ sku: 'A', quantity: 999, unitPriceMinor: Number.MAX_SAFE_INTEGER }]
    expect(() => addUp(lines, {})).toThrow('too large')
  })
})

describe('sharing out', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [10, [5, 3, 1], [6, 3, 1]],
    [1, [1, 2, 1], [0, 1, 0]],
    [7, [0, 1, 0], [0, 7, 0]],
    [5, [0, 0], [0, 0]],
    [999_999_999_999, [999_999_999_999, 1], [999_999_999_998, 1]],
  ])('%d by %j is %j', (whole, weights, parts) => {
    expect(shareOut(whole, weights)).toEqual(parts)
  })

  test('is never further from what is due than one unit', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 20 }), (whole, weights) => {
        fc.pre(sum(weights) > 0)
        const parts = shareOut(whole, weights)
        expect(sum(parts)).toBe(whole)
        parts.forEach((part, at) => {
          expect(Math.abs(part - (whole * (weights[at] ?? 0)) / sum(weights))).toBeLessThan(1.001)
        })
      }),
    )
  })
})
