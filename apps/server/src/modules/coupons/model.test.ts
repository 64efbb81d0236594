import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Coupon, type CouponLine, foldCode, judgeCoupon } from './model.ts'

const now = new Date(Date.UTC(2030, 0, 1))
const unused = { uses: { inAll: 0, byCustomer: 0 }, now }

function coupon(overrides: Partial<Coupon> = {}): Coupon {
  return {
    ...{ code: 'spring', source: 'file', kind: 'percent', value: 1000, minMinor: null, expiresAt: null },
    ...{ usageLimit: null, usageLimitPerCustomer: null, productIds: [], categoryIds: [] },
    ...overrides,
  }
}

const roses: CouponLine = { productId: 1, categoryIds: [10], totalMinor: 100_000 }
const tulips: CouponLine = { productId: 2, categoryIds: [20], totalMinor: 50_001 }

describe('a coupon', () => {
  test.each<[string, Partial<Coupon>, number, boolean[]]>([
    ['of ten percent of everything, a half rounded up', {}, 15_000, [true, true]],
    ['of a sum', { kind: 'fixed', value: 7_000 }, 7_000, [true, true]],
    ['of a sum, never more than the goods', { kind: 'fixed', value: 999_999 }, 150_001, [true, true]],
    ['for one product', { productIds: [2], value: 1500 }, 7_500, [false, true]],
    ['for one category', { categoryIds: [10] }, 10_000, [true, false]],
    ['for a product or a category', { productIds: [2], categoryIds: [10] }, 15_000, [true, true]],
    ['for one product, never more than that', { kind: 'fixed', value: 99_999, productIds: [2] }, 50_001, [false, true]],
    ['whose minimum is just met', { minMinor: 150_001 }, 15_000, [true, true]],
    ['that ends a moment later', { expiresAt: new Date(now.getTime() + 1) }, 15_000, [true, true]],
  ])('%s', (_, overrides, discountMinor, isMeant) => {
    const verdict = judgeCoupon(coupon(overrides), [roses, tulips], unused)
    expect(verdict).toEqual({ kind: 'accepted', discountMinor, isMeant })
  })

  test('whose minimum is not met says how much is missing', () => {
    const verdict = judgeCoupon(coupon({ minMinor: 200_000 }), [roses], unused)
    expect(verdict).toEqual({ kind: 'below_minimum', missingMinor: 100_000 })
  })

  test.each<[string, Partial<Coupon>, { inAll: number; byCustomer: number }]>([
    ['has just ended', { expiresAt: now }, { inAll: 0, byCustomer: 0 }],
    ['is used up', { usageLimit: 3 }, { inAll: 3, byCustomer: 0 }],
    ['was used by this customer as often as one may', { usageLimitPerCustomer: 1 }, { inAll: 1, byCustomer: 1 }],
    ['is for other products', { productIds: [9] }, { inAll: 0, byCustomer: 0 }],
    [
      'has ended and is below its minimum: that it exists is not told',
      { expiresAt: now, minMinor: 999_999 },
      unused.uses,
    ],
  ])('that %s is rejected', (_, overrides, uses) => {
    expect(judgeCoupon(coupon(overrides), [roses], { uses, now })).toEqual({ kind: 'rejected' })
  })

  test('never takes off more than the goods it is for, nor less than nothing', () => {
    const line = fc.record({
      productId: fc.integer({ min: 1, max: 3 }),
      categoryIds: fc.constant([]),
      totalMinor: fc.integer({ min: 0, max: 1_000_000_000_000 }),
    })
    const kinds = fc.constantFrom<Coupon['kind']>('percent', 'fixed')
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 9 }),
        kinds,
        fc.integer({ min: 0, max: 10_000 }),
        (lines, kind, value) => {
          const verdict = judgeCoupon(coupon({ kind, value, productIds: [1, 2] }), lines, unused)
          if (verdict.kind !== 'accepted') return
          const meant = lines.filter((_, at) => verdict.isMeant[at])
          expect(verdict.discountMinor).toBeGreaterThanOrEqual(0)
          expect(verdict.discountMinor).toBeLessThanOrEqual(meant.reduce((sum, { totalMinor }) => sum + totalMinor, 0))
          expect(meant.every(({ productId }) => productId < 3)).toBe(true)
        },
      ),
    )
  })
})

test('a code is one code however it is typed', () => {
  expect(foldCode(' ВЕСНА-2030 ')).toBe('весна-2030')
  expect(foldCode('ｓｐｒｉｎｇ')).toBe('spring')
})
