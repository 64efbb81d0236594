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

describe('one product', () => {
  it.each([
    ['/products/4711', 404, 'woocommerce_rest_product_invalid_id'],
    ['/products/abc', 404, 'rest_no_route'],
    ['/products/4711/variations', 404, 'woocommerce_rest_product_invalid_id'],
    ['/nonsense', 404, 'rest_no_route'],
  ])('%s is %i %s', async (path, status, code) => {
    expect(await (await openShop()).get(path)).toMatchObject({ status, body: { code, data: { status } } })
  })

  it('an unknown one is 400 to change', async () => {
    expect((await (await openShop()).put('/products/4711', {})).status).toBe(400)
  })

  it('a variation is found among products, and says what it is', async () => {
    const { world, get } = await openShop()
    const shirt = world.addProduct({ name: 'Shirt' })
    const { id } = world.addVariation(shirt.id, { Size: 'M' }, { regular_price: '12' })
    expect((await get(`/products/${id}`)).body).toMatchObject({ id, type: 'variation', parent_id: shirt.id })
  })

  it('a sku that is taken is refused, and whose it is is said', async () => {
    const { world, post } = await openShop()
    const { id } = world.addProduct({ name: 'Rose', sku: 'R' })
    const { status, body } = await post('/products', { name: 'Other', sku: 'R' })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'product_invalid_sku', data: { resource_id: id, unique_sku: 'R-1' } })
  })

  it('names come with entities and markup, scripts are taken out', async () => {
    const { post } = await openShop()
    const description = '<p>Ok</p><script>alert(1)</script>'
    const { body } = await post('/products', { name: 'Tom & <b>Jerry</b>', description })
    expect(body.name).toBe('Tom &amp; <b>Jerry</b>')
    expect(body.description).not.toContain('<script>')
    expect((await post('/products/categories', { name: 'Sale & Ends' })).body.name).toBe('Sale &amp; Ends')
  })

  it('a slug in Cyrillic is percent-encoded', async () => {
    const { post, get } = await openShop()
    const { body } = await post('/products', { name: 'Красная роза' })
    expect(body.slug).toBe(encodeURIComponent('красная-роза').toLowerCase())
    expect((await get(`/products?slug=${encodeURIComponent('красная-роза')}`)).body).toHaveLength(1)
  })

  it('bytes that are not ASCII, and slashes, are escaped as PHP does it', async () => {
    const { post } = await openShop()
    const { text } = await post('/products', { name: 'Роза 🌹' })
    expect(text).toContain('"name":"\\u0420\\u043e\\u0437\\u0430 \\ud83c\\udf39"')
    expect(text).toContain('http:\\/\\/127.0.0.1')
  })

  it('the date of a picture has the offset of the site applied twice', async () => {
    const { world, get } = await openShop()
    const picture = world.addPicture({ title: 'Rose' })
    const { id } = world.addProduct({ name: 'Rose', images: [picture.id] })
    const { body } = await get(`/products/${id}`)
    expect(body.date_created).toBe('2026-11-20T14:45:00')
    expect(body.images[0]).toMatchObject({
      ...{ date_created: '2026-11-20T19:45:00', date_created_gmt: '2026-11-20T09:45:00' },
    })
  })

  it('a sale with dates begins and ends by the clock', async () => {
    const { post, get, clock } = await openShop()
    const dates = { date_on_sale_from: '2026-11-20T15:00:00', date_on_sale_to: '2026-11-20T16:00:00' }
    const { body } = await post('/products', { name: 'Rose', regular_price: '10', sale_price: '8', ...dates })
    const price = async () => (await get(`/products/${body.id}`)).body.price
    const seen = [await price()]
    for (const seconds of [15 * 60, 61 * 60]) {
      clock.advance(seconds)
      seen.push(await price())
    }
    expect(seen).toEqual(['10', '8', '10'])
  })
})

describe('variations (S3)', () => {
  async function shirts(version = '11.0.1') {
    const shop = await openShop({ version })
    const shirt = shop.world.addProduct({ name: 'Shirt' })
    shop.world.addVariation(shirt.id, { Size: 'M' }, { sku: 'S-M', regular_price: '12' })
    shop.world.addVariation(shirt.id, { Size: 'L' }, { sku: 'S-L', regular_price: '15', sale_price: '10' })
    return { ...shop, shirt }
  }

  it('are listed below their product, which has the least of their prices', async () => {
    const { get, shirt } = await shirts()
    const { body } = await get(`/products/${shirt.id}/variations`)
    expect(body.map(({ sku, attributes }: any) => [sku, attributes[0].option])).toEqual([
      ['S-L', 'L'],
      ['S-M', 'M'],
    ])
    expect((await get(`/products/${shirt.id}`)).body).toMatchObject({
      ...{ type: 'variable', price: '10', regular_price: '', on_sale: true, variations: [shirt.id + 1, shirt.id + 2] },
      attributes: [{ name: 'Size', options: ['M', 'L'], variation: true }],
    })
  })

  it('of one product are nothing to the next', async () => {
    const { world } = await shirts()
    expect(world.addProduct({ name: 'Hat' }).attributes).toEqual([])
  })

  it('of the whole shop come in one list, by product when asked, and cannot be written there', async () => {
    const { get, post, shirt, world } = await shirts()
    const other = world.addProduct({ name: 'Hat' })
    world.addVariation(other.id, { Size: 'S' })
    expect((await get('/variations')).body).toHaveLength(3)
    expect((await get(`/variations?parent_id=${shirt.id}`)).body).toHaveLength(2)
    expect((await post('/variations', {})).status).toBe(404)
  })

  it.each([
    ['10.2.9', 404],
    ['10.3.0', 200],
    ['11.0.1', 200],
  ])('the list of all is there since 10.3: %s answers %i', async (version, status) => {
    expect((await (await shirts(version)).get('/variations')).status).toBe(status)
  })

  it('without stock of their own go by their product’s, and say so', async () => {
    const { world, get, shirt } = await shirts()
    world.setStock(shirt.id, 4)
    const { body } = await get(`/products/${shirt.id}/variations`)
    expect(body[0]).toMatchObject({ manage_stock: 'parent', stock_quantity: 4 })
  })

  it('are made and changed by REST', async () => {
    const { post, put, shirt } = await shirts()
    const path = `/products/${shirt.id}/variations`
    const { status, body } = await post(path, { regular_price: '9', attributes: [{ name: 'Size', option: 'S' }] })
    expect({ status, option: body.attributes[0].option }).toEqual({ status: 201, option: 'S' })
    expect((await put(`${path}/${body.id}`, { stock_quantity: 3, manage_stock: true })).body.stock_quantity).toBe(3)
  })
})

describe('shipping classes', () => {
  it('are listed, and said of a product by slug and id', async () => {
    const { world, get, post, put } = await openShop()
    const { body: bulky } = await post('/products/shipping_classes', { name: 'Bulky' })
    const { id } = world.addProduct({ name: 'Vase' })
    expect((await get(`/products/${id}`)).body).toMatchObject({ shipping_class: '', shipping_class_id: 0 })
    expect((await put(`/products/${id}`, { shipping_class: 'bulky' })).body).toMatchObject({
      ...{ shipping_class: 'bulky', shipping_class_id: bulky.id },
    })
    expect((await get('/products/shipping_classes')).body).toMatchObject([{ id: bulky.id, slug: 'bulky', count: 1 }])
  })

  it('one that there is not is none, and so is one that was deleted', async () => {
    const { world, get, put, del } = await openShop()
    const bulky = world.addShippingClass('Bulky')
    const { id } = world.addProduct({ name: 'Vase', shipping_class: 'bulky' })
    const other = world.addProduct({ name: 'Rose' })
    await put(`/products/${other.id}`, { shipping_class: 'nonsense' })
    expect((await del(`/products/shipping_classes/${bulky.id}?force=true`)).status).toBe(200)
    expect(world.addShippingClass('Bulky').slug).toBe('bulky')
    for (const one of [id, other.id]) {
      expect((await get(`/products/${one}`)).body).toMatchObject({ shipping_class: '', shipping_class_id: 0 })
    }
  })

  it('a variation that has none is in its product’s', async () => {
    const { world, get } = await openShop()
    const [bulky, fragile] = [world.addShippingClass('Bulky'), world.addShippingClass('Fragile')]
    const vase = world.addProduct({ name: 'Vase', shipping_class: 'bulky' })
    world.addVariation(vase.id, { Size: 'S' })
    world.addVariation(vase.id, { Size: 'L' }, { shipping_class: 'fragile' })
    const { body } = await get(`/products/${vase.id}/variations?orderby=id&order=asc`)
    expect(body.map((one: any) => one.shipping_class_id)).toEqual([bulky.id, fragile.id])
  })

  it('are among the settings of a flat rate while there are any, by their names', async () => {
    const { world, get } = await openShop()
    const [method] = world.zones()[1]?.methods ?? []
    Object.assign(method ?? {}, { settings: { cost: '1', no_class_cost: '2' } })
    const settings = async () => (await get('/shipping/zones/1/methods/1')).body.settings
    expect(Object.keys(await settings())).toEqual(['title', 'cost'])
    const { id } = world.addShippingClass('Bulky')
    expect(await settings()).toMatchObject({
      [`class_cost_${id}`]: { label: '"Bulky" shipping class cost', value: null },
      no_class_cost: { label: 'No shipping class cost', value: '2' },
      type: { value: null },
    })
  })
})

describe('categories', () => {
  it('come by name, with their parents and counts of what is published', async () => {
    const { world, get } = await openShop()
    const flowers = world.addCategory('Flowers')
    const roses = world.addCategory('Roses', flowers.id)
    world.addProduct({ name: 'Rose', categories: [roses.id] })
    world.addProduct({ name: 'Draft', status: 'draft', categories: [roses.id] })
    const { body } = await get('/products/categories')
    expect(body.map(({ name, parent, count }: any) => [name, parent, count])).toEqual([
      ['Flowers', 0, 0],
      ['Roses', flowers.id, 1],
      ['Uncategorized', 0, 0],
    ])
  })

  it('cannot be put into the trash, and an unknown one does not exist', async () => {
    const { world, del, get } = await openShop()
    const { id } = world.addCategory('Flowers')
    expect((await del(`/products/categories/${id}`)).status).toBe(501)
    expect((await del(`/products/categories/${id}?force=true`)).status).toBe(200)
    expect((await get(`/products/categories/${id}`)).body.code).toBe('woocommerce_rest_term_invalid')
  })
})
