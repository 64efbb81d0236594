import { Cart } from '@vitrina/contract'
import { describe, expect, test } from 'vitest'
import type { Offer, ProductId } from '#catalog'
import { describeCart } from './describe-cart.ts'
import type { Line } from './model.ts'

const counting = { currency: 'RUB', defaultLocale: 'ru' } as const
const rub = (amountMinor: number) => ({ amountMinor, currency: 'RUB' })

const offer = (overrides: Partial<Offer> = {}): Offer => ({
  sku: 'peony',
  productId: 7 as ProductId,
  slug: 'peonies',
  name: { ru: 'Пионы', en: 'Peonies' },
  attributes: [],
  picture: null,
  priceMinor: 500_00,
  regularPriceMinor: null,
  available: 10,
  shippingClass: null,
  isVirtual: false,
  isSold: true,
  external: null,
  categoryIds: [],
  ...overrides,
})
const line = (overrides: Partial<Line> = {}): Line => ({
  sku: 'peony',
  quantity: 2,
  seenPriceMinor: 500_00,
  addedAt: new Date(0),
  ...overrides,
})

function describeOne(
  offers: Offer[],
  lines: Line[] = [line()],
  more: Partial<Parameters<typeof describeCart>[1]> = {},
) {
  const known = new Map(offers.map((offer) => [offer.sku, offer]))
  const shown = { offers: known, coupon: { discountMinor: 0 }, locale: 'ru', ...more } as const
  // Parsed, for an answer that does not keep the contract would be a fault.
  return Cart.parse(describeCart({ couponCode: null, lines }, shown, counting))
}

describe('what is wrong with a line is said, and nothing is corrected (G11)', () => {
  test('nothing, when there is enough at the price that was seen', () => {
    expect(describeOne([offer()])).toEqual({
      items: [
        {
          sku: 'peony',
          productSlug: 'peonies',
          name: 'Пионы',
          quantity: 2,
          unitPrice: rub(500_00),
          lineTotal: rub(1000_00),
          available: 10,
        },
      ],
      totals: { goods: rub(1000_00), discount: rub(0), total: rub(1000_00) },
      problems: [],
    })
  })

  test.each([
    ['dearer', 600_00],
    ['cheaper', 400_00],
  ])('%s than it was: both prices are told, and the one of now is counted', (_, priceMinor) => {
    const cart = describeOne([offer({ priceMinor })])
    expect(cart.problems).toEqual([{ code: 'price_changed', sku: 'peony', price: rub(priceMinor), was: rub(500_00) }])
    expect(cart.items[0]).toMatchObject({ unitPrice: rub(priceMinor), lineTotal: rub(2 * priceMinor) })
    expect(cart.totals.total).toEqual(rub(2 * priceMinor))
  })

  test.each([0, 1])('%i left of 2: what was asked for stays asked for', (available) => {
    const cart = describeOne([offer({ available })])
    expect(cart.problems).toEqual([{ code: 'insufficient_stock', sku: 'peony', available }])
    expect(cart.items[0]).toMatchObject({ quantity: 2, available, lineTotal: rub(1000_00) })
  })

  test('exactly as many as there are, or as many as one likes, are no problem', () => {
    expect(describeOne([offer({ available: 2 })]).problems).toEqual([])
    expect(describeOne([offer({ available: null })], [line({ quantity: 999 })]).problems).toEqual([])
  })

  test('too few of it at another price: both are said', () => {
    const { problems } = describeOne([offer({ available: 1, priceMinor: 1 })])
    expect(problems.map(({ code }) => code)).toEqual(['insufficient_stock', 'price_changed'])
  })

  test.each([
    ['not sold any more', [offer({ isSold: false, available: 10, priceMinor: 600_00 })], 'Пионы'],
    ['not known any more', [], 'peony'],
  ])('%s: it stays to be seen, and is not counted', (_, offers, name) => {
    const cart = describeOne(offers)
    expect(cart.problems).toEqual([{ code: 'gone', sku: 'peony' }])
    expect(cart.items[0]).toMatchObject({ name, unitPrice: rub(500_00), lineTotal: rub(0), available: 0 })
    expect(cart.totals.total).toEqual(rub(0))
  })
})

describe('the words of a line', () => {
  const variation = offer({
    attributes: [
      { name: { ru: 'Размер' }, value: { ru: '25 шт.', en: '25 stems' } },
      { name: { ru: 'Цвет' }, value: { ru: 'белый' } },
    ],
    picture: { pictureId: 'abc', alt: { en: 'Peonies in a vase' }, width: 800, height: 600 },
  })

  test('name the variation, in the language asked for or the shop’s own (X2)', () => {
    expect(describeOne([variation]).items[0]?.name).toBe('Пионы, 25 шт., белый')
    expect(describeOne([variation], [line()], { locale: 'en' }).items[0]?.name).toBe('Peonies, 25 stems, белый')
    expect(describeOne([variation], [line()], { locale: 'uz' }).items[0]?.name).toBe('Пионы, 25 шт., белый')
  })

  test('its picture is on our own host', () => {
    const image = { url: '/pictures/abc', alt: 'Peonies in a vase', width: 800, height: 600 }
    expect(describeOne([variation]).items[0]?.image).toEqual(image)
  })
})

describe('a coupon', () => {
  test('takes off what it is worth', () => {
    const { totals } = describeOne([offer()], [line()], { coupon: { discountMinor: 150_00 } })
    expect(totals).toEqual({ goods: rub(1000_00), discount: rub(150_00), total: rub(850_00) })
  })

  test('never takes off more than the goods cost', () => {
    const { totals } = describeOne([offer()], [line()], { coupon: { discountMinor: 5000_00 } })
    expect(totals).toEqual({ goods: rub(1000_00), discount: rub(1000_00), total: rub(0) })
  })

  test('that does not hold takes off nothing, and says so after what is wrong with the lines', () => {
    const problem = { code: 'below_minimum', price: rub(1) } as const
    const { totals, problems } = describeOne([], [line()], { coupon: { problem } })
    expect(totals.discount).toEqual(rub(0))
    expect(problems).toEqual([{ code: 'gone', sku: 'peony' }, problem])
  })
})
