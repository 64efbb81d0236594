import { describe, expect, it } from 'vitest'
import { openShop } from './support.ts'

describe('prices come as they were stored (O13)', () => {
  it.each([
    ['32', '32'],
    ['187.39', '187.39'],
    ['1.005', '1.005'],
    ['12,50', '1250'],
    ['abc', ''],
  ])('%s is shown as «%s»', async (typed, shown) => {
    const { post } = await openShop()
    const { status, body } = await post('/products', { name: 'Rose', regular_price: typed })
    expect({ status, price: body.regular_price }).toEqual({ status: 201, price: shown })
  })

  it('a price that is a number is refused', async () => {
    const { post } = await openShop()
    const { status, body } = await post('/products', { name: 'Rose', regular_price: 12.5 })
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'rest_invalid_param' })
    expect(body.data.params.regular_price).toBe('regular_price is not of type string.')
  })

  it('a sale price above the regular one is dropped without a word', async () => {
    const { post } = await openShop()
    const { status, body } = await post('/products', { name: 'Rose', regular_price: '10', sale_price: '11' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ sale_price: '', on_sale: false, price: '10' })
  })

  it('an unset price is an empty text, and nothing to be bought', async () => {
    const { post } = await openShop()
    expect((await post('/products', { name: 'Rose' })).body).toMatchObject({ price: '', purchasable: false })
  })
})

describe('a list of products', () => {
  it('includes drafts and hidden ones unless asked otherwise (S1)', async () => {
    const { world, get } = await openShop()
    world.addProduct({ name: 'Shown' })
    world.addProduct({ name: 'Draft', status: 'draft' })
    world.addProduct({ name: 'Hidden', catalog_visibility: 'hidden' })
    expect((await get('/products')).body).toHaveLength(3)
    const { body } = await get('/products?status=publish')
    expect(body.map(({ name }: any) => name).toSorted()).toEqual(['Hidden', 'Shown'])
  })

  it('tells how many there are and where the neighbours are, to HEAD too', async () => {
    const { world, get } = await openShop()
    for (let count = 0; count < 5; count += 1) world.addProduct({ name: `Rose ${count}` })
    for (const method of ['GET', 'HEAD']) {
      const { headers } = await get('/products?per_page=2&page=2', { method })
      expect(headers.get('x-wp-total')).toBe('5')
      expect(headers.get('x-wp-totalpages')).toBe('3')
      expect(headers.get('link')).toMatch(/page=1>; rel="prev", <.*page=3>; rel="next"$/)
    }
  })

  it.each(['per_page=0', 'per_page=-1', 'per_page=101', 'per_page=abc', 'page=0'])('%s is refused', async (query) => {
    const { get } = await openShop()
    const { status, body } = await get(`/products?${query}`)
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'rest_invalid_param' })
    expect(body.data.params[query.split('=')[0] ?? '']).toMatch(/./)
  })
})
