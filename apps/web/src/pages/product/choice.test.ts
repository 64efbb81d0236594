import type { Variation } from '@vitrina/contract'
import { describe, expect, test } from 'vitest'
import { choose, findVariation, firstChoice, optionsOf, standingOf } from './choice.ts'

const price = { amountMinor: 100, currency: 'RUB' }
const variation = (sku: string, attributes: Variation['attributes'], inStock = true): Variation => ({
  sku,
  attributes,
  price,
  inStock,
})

const bouquet = {
  attributes: [
    { name: 'Size', values: ['S', 'M', 'L'] },
    { name: 'Wrap', values: ['Paper', 'Box'] },
    { name: 'Made of', values: ['Rose'] },
  ],
  variations: [
    variation('S-PAPER', { Size: 'S', Wrap: 'Paper' }, false),
    variation('M-PAPER', { Size: 'M', Wrap: 'Paper' }),
    variation('M-BOX', { Size: 'M', Wrap: 'Box' }, false),
  ],
}

describe('choosing a variation (E4)', () => {
  test('asks for what variations differ by, and offers what some variation has', () => {
    expect(optionsOf(bouquet)).toEqual([
      { name: 'Size', values: ['S', 'M'] },
      { name: 'Wrap', values: ['Paper', 'Box'] },
    ])
  })

  test('begins with what can be bought, or with what the address names', () => {
    expect(firstChoice(bouquet, null)).toEqual({ Size: 'M', Wrap: 'Paper' })
    expect(firstChoice(bouquet, 'M-BOX')).toEqual({ Size: 'M', Wrap: 'Box' })
    expect(firstChoice(bouquet, 'GONE')).toEqual({ Size: 'M', Wrap: 'Paper' })
  })

  test('begins with the cheapest that can be bought, whose price the card named', () => {
    const priced = (amountMinor: number, one: Variation) => ({ ...one, price: { amountMinor, currency: 'RUB' } })
    const variations = [
      priced(300, variation('L', { Size: 'L' })),
      priced(100, variation('S', { Size: 'S' }, false)),
      priced(200, variation('M', { Size: 'M' })),
    ]
    const sized = { attributes: [{ name: 'Size', values: ['S', 'M', 'L'] }], variations }
    expect(firstChoice(sized, null)).toEqual({ Size: 'M' })
    expect(firstChoice(sized, 'L')).toEqual({ Size: 'L' })
    const soldOut = { ...sized, variations: variations.map((one) => ({ ...one, inStock: false })) }
    expect(firstChoice(soldOut, null)).toEqual({ Size: 'S' })
  })

  test.each([
    ['Size', 'S', 'outOfStock'],
    ['Size', 'M', 'inStock'],
    ['Wrap', 'Box', 'outOfStock'],
  ])('beside the choice %s %s is %s', (name, value, standing) => {
    expect(standingOf(bouquet, { choice: { Size: 'M', Wrap: 'Paper' }, name, value })).toBe(standing)
  })

  test('says of a combination that nobody makes that it is not made', () => {
    expect(standingOf(bouquet, { choice: { Size: 'S', Wrap: 'Paper' }, name: 'Wrap', value: 'Box' })).toBe('notMade')
  })

  test('turns the rest to what is made with the value that was chosen', () => {
    const next = choose(bouquet, { choice: { Size: 'S', Wrap: 'Paper' }, name: 'Wrap', value: 'Box' })
    expect(next).toEqual({ Size: 'M', Wrap: 'Box' })
    expect(findVariation(bouquet, next)?.sku).toBe('M-BOX')
  })

  test('takes a variation that leaves an attribute open with any value of it', () => {
    const open = {
      ...bouquet,
      variations: [variation('ANY', { Size: 'M' }), variation('BOX', { Size: 'S', Wrap: 'Box' })],
    }
    expect(findVariation(open, { Size: 'M', Wrap: 'Paper' })?.sku).toBe('ANY')
    expect(standingOf(open, { choice: { Size: 'S', Wrap: 'Box' }, name: 'Wrap', value: 'Paper' })).toBe('notMade')
  })
})
