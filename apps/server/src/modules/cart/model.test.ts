import { MAX_QUANTITY } from '@vitrina/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProductId } from '#catalog'
import {
  type Contents,
  type Favorite,
  type Line,
  MAX_FAVORITES,
  MAX_LINES,
  mergeCarts,
  mergeFavorites,
} from './model.ts'

const [EARLIER, LATER] = [new Date('2030-01-01T10:00:00Z'), new Date('2030-01-01T12:00:00Z')]

const line = (overrides: Partial<Line> = {}): Line => ({
  sku: 'peony',
  quantity: 1,
  seenPriceMinor: 500_00,
  addedAt: EARLIER,
  ...overrides,
})
const cart = (lines: Line[] = [], couponCode: string | null = null): Contents => ({ lines, couponCode })

describe('a guest signs in (E5)', () => {
  const cases: [string, own: Contents, guest: Contents, merged: Contents][] = [
    ['nothing and nothing', cart(), cart(), cart()],
    ['nothing and a line', cart(), cart([line()]), cart([line()])],
    ['a line and nothing', cart([line()]), cart(), cart([line()])],
    [
      'different things',
      cart([line({ sku: 'rose', addedAt: LATER })]),
      cart([line()]),
      cart([line(), line({ sku: 'rose', addedAt: LATER })]),
    ],
    ['fewer as a guest', cart([line({ quantity: 3 })]), cart([line({ quantity: 2 })]), cart([line({ quantity: 3 })])],
    ['more as a guest', cart([line({ quantity: 2 })]), cart([line({ quantity: 3 })]), cart([line({ quantity: 3 })])],
    [
      'another price seen as a guest later',
      cart([line()]),
      cart([line({ seenPriceMinor: 600_00, addedAt: LATER })]),
      cart([line({ seenPriceMinor: 600_00 })]),
    ],
    [
      'another price seen as a guest before',
      cart([line({ addedAt: LATER })]),
      cart([line({ seenPriceMinor: 600_00 })]),
      cart([line()]),
    ],
    ['a coupon of the guest’s alone', cart(), cart([], 'SPRING'), cart([], 'SPRING')],
    ['a coupon of the customer’s alone', cart([], 'SPRING'), cart(), cart([], 'SPRING')],
    ['a coupon of each', cart([], 'OWN'), cart([], 'GUEST'), cart([], 'OWN')],
  ]
  test.each(cases)('%s', (_, own, guest, merged) => {
    expect(mergeCarts(own, guest)).toEqual({ ...merged, left: [] })
  })
})

const anyLines = fc.uniqueArray(
  fc.record({
    sku: fc.constantFrom(...'abcdefgh'),
    quantity: fc.integer({ min: 1, max: MAX_QUANTITY }),
    seenPriceMinor: fc.nat(),
    addedAt: fc.date({ noInvalidDate: true }),
  }),
  { selector: ({ sku }) => sku },
)
const anyCart = fc.record({ lines: anyLines, couponCode: fc.option(fc.string()) })
const quantities = ({ lines }: Contents) => Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity]))

describe('whatever two carts hold', () => {
  test('nothing of either is lost, and nothing is there that was in neither', () => {
    fc.assert(
      fc.property(anyCart, anyCart, (own, guest) => {
        const merged = quantities(mergeCarts(own, guest))
        const [one, other] = [quantities(own), quantities(guest)]
        expect(Object.keys(merged).sort()).toEqual([...new Set([...Object.keys(one), ...Object.keys(other)])].sort())
        for (const [sku, quantity] of Object.entries(merged)) {
          expect(quantity).toBe(Math.max(one[sku] ?? 0, other[sku] ?? 0))
        }
      }),
    )
  })

  test('no more than the maximum comes of it', () => {
    fc.assert(
      fc.property(anyCart, anyCart, (own, guest) => {
        for (const { quantity } of mergeCarts(own, guest).lines) expect(quantity).toBeLessThanOrEqual(MAX_QUANTITY)
      }),
    )
  })

  test('merged once more it stays the same, so that it may be done twice', () => {
    fc.assert(
      fc.property(anyCart, anyCart, (own, guest) => {
        const once = mergeCarts(own, guest)
        expect(quantities(mergeCarts(once, guest))).toEqual(quantities(once))
        expect(mergeCarts(once, cart())).toEqual(once)
      }),
    )
  })

  test('the same is in it whichever comes first, but for the coupon', () => {
    fc.assert(
      fc.property(anyCart, anyCart, (own, guest) => {
        expect(quantities(mergeCarts(own, guest))).toEqual(quantities(mergeCarts(guest, own)))
      }),
    )
  })
})

// Two of them are more than there is room for as often as not; by itself the generator keeps to a dozen.
const manyLines = fc.uniqueArray(
  fc.record({ sku: fc.nat(MAX_LINES * 2).map(String), addedAt: fc.date({ noInvalidDate: true }) }),
  { selector: ({ sku }) => sku, minLength: MAX_LINES / 4, maxLength: MAX_LINES + 20, size: 'max' },
)
const manyInCart = manyLines.map((lines) => cart(lines.map((one) => line(one))))

describe('more than a cart has room for', () => {
  test('what is the customer’s own stays, the guest’s newest comes in, and the rest is given back', () => {
    fc.assert(
      fc.property(manyInCart, manyInCart, (own, guest) => {
        const { lines, left } = mergeCarts(own, guest)
        expect(lines.length).toBeLessThanOrEqual(Math.max(MAX_LINES, own.lines.length))
        if (left.length > 0) expect(lines.length).toBeGreaterThanOrEqual(MAX_LINES)
        const [inCart, given] = [new Set(lines.map(({ sku }) => sku)), new Set(left.map(({ sku }) => sku))]
        for (const { sku } of own.lines) expect(inCart).toContain(sku)
        for (const { sku } of guest.lines) expect(Number(inCart.has(sku)) + Number(given.has(sku))).toBe(1)
        const ownSkus = new Set(own.lines.map(({ sku }) => sku))
        const came = guest.lines.filter(({ sku }) => inCart.has(sku) && !ownSkus.has(sku))
        for (const older of left) for (const newer of came) expect(older.addedAt <= newer.addedAt).toBe(true)
      }),
    )
  })
})

const anyFavorites = fc.uniqueArray(
  fc.record({ productId: fc.nat(MAX_FAVORITES * 2), addedAt: fc.date({ noInvalidDate: true }) }),
  { selector: ({ productId }) => productId, minLength: MAX_FAVORITES / 4, maxLength: MAX_FAVORITES, size: 'max' },
) as fc.Arbitrary<Favorite[]>

describe('the favourites of two carts', () => {
  test('are each there once, since the earlier moment, and five hundred at most: the newest (E5)', () => {
    fc.assert(
      fc.property(anyFavorites, anyFavorites, (own, guest) => {
        const merged = new Map(mergeFavorites(own, guest).map(({ productId, addedAt }) => [productId, addedAt]))
        const likings = Map.groupBy([...own, ...guest], ({ productId }) => productId)
        expect(merged.size).toBe(Math.min(MAX_FAVORITES, likings.size))
        const last = (id: ProductId) => Math.max(...(likings.get(id) ?? []).map(({ addedAt }) => addedAt.getTime()))
        const oldest = Math.min(...[...merged.keys()].map(last))
        for (const [id, each] of likings) {
          const at = merged.get(id)
          if (at) expect(at.getTime()).toBe(Math.min(...each.map(({ addedAt }) => addedAt.getTime())))
          else expect(last(id)).toBeLessThanOrEqual(oldest)
        }
      }),
      // A smaller example of five hundred would be looked for by the minute.
      { endOnFailure: true },
    )
  })

  test('what was liked again as a guest is among the newest (E5)', () => {
    const id = (nth: number) => nth as ProductId
    const own = Array.from({ length: MAX_FAVORITES }, (_, nth) => ({ productId: id(nth), addedAt: EARLIER }))
    const guest = [id(0), id(MAX_FAVORITES)].map((productId) => ({ productId, addedAt: LATER }))
    const merged = mergeFavorites(own, guest)
    expect(merged).toHaveLength(MAX_FAVORITES)
    expect(merged).toContainEqual({ productId: id(0), addedAt: EARLIER })
    expect(merged).toContainEqual({ productId: id(MAX_FAVORITES), addedAt: LATER })
    expect(merged.map(({ productId }) => productId)).not.toContain(id(1))
  })
})
