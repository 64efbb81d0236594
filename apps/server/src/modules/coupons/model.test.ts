import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Coupon, type CouponLine, completeCoupon, foldCode, judgeCoupon, type Verdict } from './model.ts'

const now = new Date(Date.UTC(2030, 0, 1))
const unused = { uses: { inAll: 0, byCustomer: 0 }, now, email: null }

function coupon(overrides: Partial<Coupon> = {}): Coupon {
  const news = {
    ...{ code: 'spring', kind: 'percent' as const, value: 1000, minMinor: null, expiresAt: null },
    ...{ usageLimit: null, usageLimitPerCustomer: null, productIds: [], categoryIds: [] },
  }
  return { ...completeCoupon('file', news), ...overrides }
}

const line = (overrides: Partial<CouponLine>): CouponLine => ({
  ...{ productId: 1, categoryIds: [], externalIds: [], isOnSale: false, quantity: 1, totalMinor: 0 },
  ...overrides,
})
const roses = line({ productId: 1, categoryIds: [10], externalIds: ['71', '72'], quantity: 4, totalMinor: 100_000 })
const tulips = line({ productId: 2, categoryIds: [20], externalIds: ['80'], isOnSale: true, totalMinor: 50_001 })

const reachedBy = (verdict: Verdict) => verdict.kind === 'accepted' && verdict.sharesMinor.map((share) => share > 0)

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
    expect(verdict).toMatchObject({ kind: 'accepted', discountMinor, freesDelivery: false })
    expect(reachedBy(verdict)).toEqual(isMeant)
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
    expect(judgeCoupon(coupon(overrides), [roses], { uses, now, email: null })).toEqual({ kind: 'rejected' })
  })

  test('never takes off more than the goods it is for, nor less than nothing', () => {
    const anyLine = fc.record({
      productId: fc.integer({ min: 1, max: 3 }),
      categoryIds: fc.constant([]),
      externalIds: fc.constant([]),
      isOnSale: fc.boolean(),
      quantity: fc.integer({ min: 1, max: 999 }),
      totalMinor: fc.integer({ min: 0, max: 1_000_000_000_000 }),
    })
    const worth = fc.oneof(
      fc.record({ kind: fc.constant<Coupon['kind']>('percent'), value: fc.integer({ min: 0, max: 10_000 }) }),
      fc.record({
        kind: fc.constantFrom<Coupon['kind']>('fixed', 'fixed_each', 'fixed_cart'),
        value: fc.integer({ min: 0, max: 1_000_000_000_000 }),
      }),
    )
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 100 }),
        worth,
        fc.constantFrom<Coupon['source']>('file', 'woocommerce'),
        fc.option(fc.integer({ min: 1, max: 9 })),
        (lines, { kind, value }, source, pieces) => {
          const verdict = judgeCoupon(coupon({ source, pieces, kind, value, productIds: [1, 2] }), lines, unused)
          if (verdict.kind !== 'accepted') return
          expect(verdict.sharesMinor.reduce((sum, share) => sum + share, 0)).toBe(verdict.discountMinor)
          verdict.sharesMinor.forEach((share, at) => {
            const { productId = 3, totalMinor = 0 } = lines[at] ?? {}
            expect(share).toBeGreaterThanOrEqual(0)
            const isMeant = kind === 'fixed_cart' || productId < 3
            expect(share).toBeLessThanOrEqual(isMeant ? totalMinor : 0)
          })
        },
      ),
    )
  })
})

test('a code is one code however it is typed', () => {
  expect(foldCode(' ВЕСНА-2030 ')).toBe('весна-2030')
  expect(foldCode('ｓｐｒｉｎｇ')).toBe('spring')
})

/** As WooCommerce's own code has it, and its order routes apply it. */
describe('a coupon of a WooCommerce', () => {
  const its = (overrides: Partial<Coupon>) => coupon({ source: 'woocommerce', ...overrides })

  test.each<[string, Partial<Coupon>, number, boolean[]]>([
    [
      'off each piece of what it is for',
      { kind: 'fixed_each', value: 9_00, externalProductIds: ['71'] },
      36_00,
      [true, false],
    ],
    ['off each piece, never more than it costs', { kind: 'fixed_each', value: 60_000 }, 150_001, [true, true]],
    ['of a variation, by its id there', { externalProductIds: ['72'] }, 10_000, [true, false]],
    ['but not for something', { excludedExternalIds: ['80'] }, 10_000, [true, false]],
    ['but not for a category', { excludedCategoryIds: [10] }, 5_000, [false, true]],
    ['but not for what is on sale', { excludesSale: true }, 10_000, [true, false]],
    ['of a product or a category, both there', { externalProductIds: ['71'], categoryIds: [20] }, 15_000, [true, true]],
    [
      'off the cart, for which one thing has to be there',
      { kind: 'fixed_cart', value: 7, categoryIds: [20] },
      7,
      [true, true],
    ],
    ['whose maximum is just met', { maxMinor: 150_001 }, 15_000, [true, true]],
    ['used elsewhere, but not up', { usageLimit: 3, usedElsewhere: 2 }, 15_000, [true, true]],
  ])('%s', (_, overrides, discountMinor, isMeant) => {
    const verdict = judgeCoupon(its(overrides), [roses, tulips], unused)
    expect(verdict).toMatchObject({ discountMinor })
    expect(reachedBy(verdict)).toEqual(isMeant)
  })

  test.each<[string, Partial<Coupon>]>([
    ['off the cart, with something in it that is excluded', { kind: 'fixed_cart', excludedExternalIds: ['80'] }],
    ['off the cart, with something in it that is on sale', { kind: 'fixed_cart', excludesSale: true }],
    ['for a product and a category, of which one is not there', { externalProductIds: ['71'], categoryIds: [99] }],
    ['for what is not in the catalogue yet, and nothing else', { externalProductIds: ['4711'] }],
    ['whose maximum is exceeded', { maxMinor: 150_000 }],
    ['used up, here and there together', { usageLimit: 3, usedElsewhere: 3 }],
  ])('%s is rejected', (_, overrides) => {
    expect(judgeCoupon(its({ value: 100, ...overrides }), [roses, tulips], unused)).toEqual({ kind: 'rejected' })
  })

  test.each<[string, string | null, boolean]>([
    ['anna@shop.example', 'Anna@Shop.example', true],
    ['*@shop.example', 'boris@shop.example', true],
    ['a*@*.example', 'anna@shop.example', true],
    ['*@shop.example', 'boris@evil.example', false],
    ['*a*a*', 'a', false],
    ['ann*nna', 'anna', false],
    ['anna@shop.example', null, false],
  ])('for %s is, for %s, %s', (pattern, email, isTheirs) => {
    const { kind } = judgeCoupon(its({ emails: [pattern] }), [roses], { ...unused, email })
    expect(kind).toBe(isTheirs ? 'accepted' : 'rejected')
  })

  test('says that it frees of the cost of delivery, though nothing is off the goods', () => {
    const verdict = judgeCoupon(its({ kind: 'fixed_cart', value: 0, freesDelivery: true }), [roses], unused)
    expect(verdict).toMatchObject({ kind: 'accepted', discountMinor: 0, freesDelivery: true })
  })
})
