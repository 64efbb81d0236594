import { describe, expect, it } from 'vitest'
import { openShop, type WooAnswer } from './support.ts'

const names = ({ body }: WooAnswer) => body.map(({ name }: any) => name)

describe('paging (S1)', () => {
  it('past the end by page is nothing with the true totals, by offset nothing of nothing', async () => {
    const { world, get } = await openShop()
    for (let count = 0; count < 3; count += 1) world.addProduct({ name: `Rose ${count}` })
    const byPage = await get('/products?page=9')
    expect({ body: byPage.body, total: byPage.headers.get('x-wp-total') }).toEqual({ body: [], total: '3' })
    const byOffset = await get('/products?offset=9')
    expect({ body: byOffset.body, total: byOffset.headers.get('x-wp-total') }).toEqual({ body: [], total: '0' })
  })

  it.each(['', 'orderby=id', 'orderby=modified', 'orderby=price', 'orderby=date&order=asc'])(
    'through many of one second, ordered by «%s», none is twice and none is missing',
    async (query) => {
      const { world, get } = await openShop()
      for (let count = 0; count < 50; count += 1) world.addProduct({ name: 'Rose', regular_price: String(count % 3) })
      const ids = new Set<number>()
      for (let page = 1; page <= 8; page += 1) {
        for (const { id } of (await get(`/products?per_page=7&page=${page}&${query}`)).body) ids.add(id)
      }
      expect(ids.size).toBe(50)
    },
  )
})

describe('narrowing a list of products', () => {
  async function florist() {
    const shop = await openShop()
    const flowers = shop.world.addCategory('Flowers')
    const roses = shop.world.addCategory('Roses', flowers.id)
    shop.world.addProduct({ name: 'Rose', sku: 'R', regular_price: '10', sale_price: '8', categories: [roses.id] })
    shop.world.addProduct({ name: 'Lily', sku: 'L', regular_price: '20', featured: true, categories: [flowers.id] })
    shop.world.addProduct({ name: 'Vase', sku: 'V', regular_price: '30', stock_status: 'outofstock' })
    const shirt = shop.world.addProduct({ name: 'Shirt', sku: 'S', status: 'draft' })
    shop.world.addVariation(shirt.id, { Size: 'M' }, { regular_price: '40' })
    return { ...shop, flowers, roses }
  }

  it.each([
    ['sku=R,V', ['Rose', 'Vase']],
    ['slug=rose', ['Rose']],
    ['on_sale=true', ['Rose']],
    ['featured=true', ['Lily']],
    ['stock_status=outofstock', ['Vase']],
    ['type=variable', ['Shirt']],
    ['min_price=9&max_price=30', ['Lily', 'Vase']],
    ['search=li', ['Lily']],
    ['category=abc', []],
    ['category=4711', []],
    ['status=publish&status=draft', ['Shirt']],
    ['status=publish,draft', ['Lily', 'Rose', 'Shirt', 'Vase']],
    ['status[]=publish&status[]=draft', ['Lily', 'Rose', 'Shirt', 'Vase']],
    ['nonsense=1&modified_since=2030-01-01T00:00:00', ['Lily', 'Rose', 'Shirt', 'Vase']],
  ])('%s', async (query, found) => {
    const { get } = await florist()
    expect(names(await get(`/products?${query}`)).toSorted()).toEqual(found)
  })

  it('a category has what is in those below it', async () => {
    const { get, flowers, roses } = await florist()
    expect(names(await get(`/products?category=${flowers.id}`)).toSorted()).toEqual(['Lily', 'Rose'])
    expect(names(await get(`/products?category=${roses.id}`))).toEqual(['Rose'])
  })

  it('by their ids, and in their order when that is asked', async () => {
    const { get, world } = await florist()
    const ids = ['V', 'R'].map((sku) => world.product(sku).id)
    expect(names(await get(`/products?include=${ids}`)).toSorted()).toEqual(['Rose', 'Vase'])
    expect(names(await get(`/products?include=${ids}&orderby=include`))).toEqual(['Vase', 'Rose'])
  })

  it('only the asked fields come, and the links with them', async () => {
    const { get } = await florist()
    const { body } = await get('/products?_fields=id,name&sku=R')
    expect(Object.keys(body[0]).toSorted()).toEqual(['_links', 'id', 'name'])
  })

  it('a word that is none of those is refused', async () => {
    const { get } = await florist()
    expect(await get('/products?status=nonsense')).toMatchObject({
      status: 400,
      body: { code: 'rest_invalid_param', data: { params: { status: expect.stringContaining('status[0]') } } },
    })
  })
})

describe('modified_after and its like (S2)', () => {
  /** One product of 14:45:00 in Tashkent, 09:45:00 in Greenwich. */
  async function oneProduct() {
    const shop = await openShop()
    shop.world.addProduct({ name: 'Rose' })
    return { ...shop, count: async (query: string) => (await shop.get(`/products?${query}`)).body.length }
  }

  it('what was changed exactly then is neither before nor after', async () => {
    const { count } = await oneProduct()
    const gmt = '&dates_are_gmt=true'
    expect(await count(`modified_after=2026-11-20T09:45:00${gmt}`)).toBe(0)
    expect(await count(`modified_before=2026-11-20T09:45:00${gmt}`)).toBe(0)
    expect(await count(`modified_after=2026-11-20T09:44:59${gmt}`)).toBe(1)
    expect(await count(`modified_before=2026-11-20T09:45:01${gmt}`)).toBe(1)
  })

  it('a time is as fine as a second: within one, nothing is newer', async () => {
    const shop = await openShop({ clock: () => Date.parse('2026-11-20T09:45:00.900Z') })
    shop.world.addProduct({ name: 'Rose' })
    const { body } = await shop.get('/products?modified_after=2026-11-20T09:45:00.100Z')
    expect(body).toEqual([])
  })

  it.each([
    ['the site’s own time', 'modified_after=2026-11-20T14:44:59', 1],
    ['the site’s own time, mistaken for Greenwich’s', 'modified_after=2026-11-20T14:45:00', 0],
    ['Greenwich’s, said so', 'modified_after=2026-11-20T09:44:59&dates_are_gmt=true', 1],
    ['with a Z', 'modified_after=2026-11-20T09:44:59Z', 1],
    ['with an escaped offset', 'modified_after=2026-11-20T10:44:59%2B01:00', 1],
    ['with a Z and said to be Greenwich’s: missed', 'modified_after=2026-11-20T09:44:59Z&dates_are_gmt=true', 0],
  ])('%s', async (_, query, found) => {
    expect(await (await oneProduct()).count(query)).toBe(found)
  })

  it.each(['2026-11-20T10:44:59+01:00', '2026-11-20', '1795000000', 'yesterday'])('%s is refused', async (date) => {
    const { get } = await oneProduct()
    const { status, body } = await get(`/products?modified_after=${date}`)
    expect(status).toBe(400)
    expect(body.data.details.modified_after.code).toBe('rest_invalid_date')
  })

  it('is known to variations, orders and coupons', async () => {
    const shop = await openShop()
    const shirt = shop.world.addProduct({ name: 'Shirt' })
    shop.world.addVariation(shirt.id, { Size: 'M' })
    await shop.post('/orders', {})
    shop.world.addCoupon({ code: 'SALE' })
    for (const path of [`/products/${shirt.id}/variations`, '/variations', '/orders', '/coupons']) {
      expect((await shop.get(path)).body).toHaveLength(1)
      expect((await shop.get(`${path}?modified_after=2030-01-01T00:00:00Z`)).body).toEqual([])
    }
  })

  it('is nothing to customers, categories and tags, which all come', async () => {
    const shop = await openShop()
    await shop.post('/customers', { email: 'anna@shop.example' })
    await shop.post('/products/tags', { name: 'Red' })
    for (const path of ['/customers', '/products/categories', '/products/tags']) {
      expect((await shop.get(`${path}?modified_after=2030-01-01T00:00:00Z`)).body).toHaveLength(1)
    }
  })

  it('says nothing of what was deleted', async () => {
    const { world, get } = await openShop()
    const [rose, lily] = ['Rose', 'Lily'].map((name) => world.addProduct({ name }).id)
    world.trashProduct(rose ?? 0)
    world.deleteProduct(lily ?? 0)
    expect((await get('/products?modified_after=2020-01-01T00:00:00Z')).body).toEqual([])
    expect(await get(`/products/${rose}`)).toMatchObject({ status: 200, body: { status: 'trash' } })
    expect((await get(`/products/${lily}`)).status).toBe(404)
  })
})
