import { describe, expect, test } from 'vitest'
import { filtersOf, readWish, rewish, toggleAttribute, wishPath } from './wish.ts'

describe('what a visitor wants to see (E4)', () => {
  test('is in the address, and comes back from it as it was', () => {
    const wish = readWish('roses', '?q=red&sort=price&minPrice=100&onSale=true&attributes=Size%3AM')
    expect(wish).toEqual({
      category: 'roses',
      q: 'red',
      sort: 'price',
      minPrice: '100',
      onSale: 'true',
      attributes: 'Size:M',
    })
    const url = new URL(wishPath(wish), 'http://shop')
    expect(readWish('roses', url.search)).toEqual(wish)
    expect(url.pathname).toBe('/category/roses')
  })

  test.each(['?sort=evil', '?minPrice=-1', '?maxPrice=1.5', '?inStock=1', '?attributes=x', `?q=${'a'.repeat(101)}`])(
    'leaves out what the server would refuse: %s',
    (search) => {
      expect(readWish(undefined, search)).toEqual({})
    },
  )

  test('begins another list at its beginning', () => {
    expect(rewish({ q: 'red', cursor: 'abc' }, { sort: 'new' })).toEqual({ q: 'red', sort: 'new' })
    expect(rewish({ q: 'red', onSale: 'true' }, { onSale: undefined })).toEqual({ q: 'red' })
  })

  test('turns values of attributes on and off', () => {
    const one = toggleAttribute({}, 'Size: in cm', 'M;L')
    expect(filtersOf({ attributes: one })).toEqual([{ kind: 'attribute', name: 'Size: in cm', value: 'M;L' }])
    const two = toggleAttribute({ attributes: one }, 'Size: in cm', 'S')
    expect(filtersOf({ attributes: two })).toHaveLength(2)
    expect(toggleAttribute({ attributes: one }, 'Size: in cm', 'M;L')).toBe('')
  })
})
