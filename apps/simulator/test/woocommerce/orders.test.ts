import { describe, expect, it } from 'vitest'
import { openShop, type TestShop } from './support.ts'

/** A shop with roses: `ROSE` at 30.00, nine of them. */
async function flowerShop() {
  const shop = await openShop()
  const rose = shop.world.addProduct({
    name: 'Rose',
    sku: 'ROSE',
    regular_price: '30',
    manage_stock: true,
    stock_quantity: 9,
  })
  return { ...shop, rose, stock: () => shop.world.product(rose.id).stock_quantity }
}

const order = (shop: TestShop, line: object, more: object = {}) => shop.post('/orders', { line_items: [line], ...more })

describe('an order is taken almost whatever is in it (O15)', () => {
  it.each([
    ['an unknown product', { product_id: 999_999 }],
    ['an unknown sku', { sku: 'NOBODY' }],
    ['a product «abc»', { product_id: 'abc' }],
  ])('%s becomes an empty line that costs nothing', async (_, line) => {
    const { status, body } = await order(await flowerShop(), { ...line, quantity: 1 })
    expect(status).toBe(201)
    expect(body.line_items[0]).toMatchObject({ product_id: 0, name: '', total: '0.00', quantity: 1 })
  })

  it('a draft and a product that wants a variation are sold at their list price', async () => {
    const shop = await flowerShop()
    const draft = shop.world.addProduct({ name: 'Secret', regular_price: '5', status: 'draft' })
    const shirt = shop.world.addProduct({ name: 'Shirt' })
    shop.world.addVariation(shirt.id, { Size: 'M' }, { regular_price: '12' })
    expect((await order(shop, { product_id: draft.id })).body.total).toBe('5.00')
    expect((await order(shop, { product_id: shirt.id })).body.total).toBe('12.00')
  })

  it('more than there is, is sold, and the stock goes below nothing (O7)', async () => {
    const shop = await flowerShop()
    const { status, body } = await order(shop, { product_id: shop.rose.id, quantity: 5000 }, { set_paid: true })
    expect({ status, order: body.status }).toEqual({ status: 201, order: 'processing' })
    expect(shop.stock()).toBe(-4991)
  })

  it('twelve at once for three pieces are all taken, and the stock is exactly nine short (O7)', async () => {
    const shop = await flowerShop()
    shop.world.setStock('ROSE', 3)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => order(shop, { product_id: shop.rose.id, quantity: 1 }, { set_paid: true })),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(201))
    expect(shop.stock()).toBe(-9)
  })

  it('a negative quantity costs nothing, none at all is a failure, half of one is refused', async () => {
    const shop = await flowerShop()
    const minus = await order(shop, { product_id: shop.rose.id, quantity: -1 })
    expect({ status: minus.status, total: minus.body.total }).toEqual({ status: 201, total: '0.00' })
    const none = await order(shop, { product_id: shop.rose.id, quantity: 0 })
    expect({ status: none.status, code: none.body.code }).toEqual({ status: 500, code: 'internal_server_error' })
    expect(none.body.message).toContain('<p>')
    expect((await order(shop, { product_id: shop.rose.id, quantity: 1.5 })).status).toBe(400)
  })

  it('a line has to name something', async () => {
    const { status, body } = await order(await flowerShop(), { quantity: 1 })
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'woocommerce_rest_required_product_reference' })
  })

  it('its own total is taken as it is given, a price is ignored (O6)', async () => {
    const shop = await flowerShop()
    const given = { product_id: shop.rose.id, quantity: 2, subtotal: '60.00', total: '47.50', price: 1 }
    const { body } = await order(shop, given)
    expect(body.line_items[0]).toMatchObject({ subtotal: '60.00', total: '47.50', price: 23.75 })
    expect(body).toMatchObject({ total: '47.50', discount_total: '12.50' })
    const { body: minus } = await order(shop, { product_id: shop.rose.id, subtotal: '-5', total: '-5' })
    expect(minus.total).toBe('-5.00')
  })

  it.each([
    ['no lines', { line_items: [] }],
    ['nothing', {}],
    ['an unknown field', { nonsense: true }],
    ['an unknown payment method', { payment_method: 'nope' }],
    ['an unknown country', { billing: { country: 'XX' } }],
    ['an unknown delivery method', { shipping_lines: [{ method_id: 'balloon', method_title: 'Balloon', total: '3' }] }],
  ])('%s is no hindrance', async (_, body) => {
    expect((await (await flowerShop()).post('/orders', body)).status).toBe(201)
  })

  it.each([
    ['a bad e-mail', { billing: { email: 'nobody' } }, 'rest_invalid_param'],
    ['an unknown status', { status: 'lost' }, 'rest_invalid_param'],
    ['an unknown currency', { currency: 'QQQ' }, 'rest_invalid_param'],
    ['an unknown customer', { customer_id: 4711 }, 'woocommerce_rest_invalid_customer_id'],
    ['a delivery without a method', { shipping_lines: [{ total: '3' }] }, 'woocommerce_rest_invalid_shipping_item'],
  ])('%s is refused', async (_, body, code) => {
    const answer = await (await flowerShop()).post('/orders', body)
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code })
  })

  it('broken JSON is refused', async () => {
    const { get } = await openShop()
    const headers = { 'content-type': 'application/json' }
    const { status, body } = await get('/orders', { method: 'POST', headers, body: '{"line_items":[' })
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'rest_invalid_json' })
  })

  it('the same twice is two orders, with the same key too (O1)', async () => {
    const shop = await flowerShop()
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': '1' },
      body: JSON.stringify({ meta_data: [{ key: 'number', value: 'T-1' }] }),
    }
    const ids = [await shop.get('/orders', init), await shop.get('/orders', init)].map(({ body }) => body.id)
    expect(new Set(ids).size).toBe(2)
  })

  it('a note keeps its script', async () => {
    const note = 'Hi <script>alert(1)</script>'
    const { body } = await (await flowerShop()).post('/orders', { customer_note: note })
    expect(body.customer_note).toBe(note)
  })
})

describe('how an order is shown', () => {
  it('money is padded, a price is a number, the id of a picture a text', async () => {
    const shop = await flowerShop()
    const picture = shop.world.addPicture({ title: 'Rose' })
    shop.world.changeProduct('ROSE', { images: [picture.id], regular_price: '4.9' })
    const { body } = await order(shop, { product_id: shop.rose.id, quantity: 3 })
    expect(body.total).toBe('14.70')
    expect(body.line_items[0]).toMatchObject({ total: '14.70', sku: 'ROSE', image: { id: String(picture.id) } })
    expect(body.line_items[0].price).toBeCloseTo(4.9, 9)
    expect((await shop.get(`/orders/${body.id}?dp=4`)).body.total).toBe('14.7000')
  })

  it('a line of a variation says what was chosen and what it is a variation of', async () => {
    const shop = await flowerShop()
    const shirt = shop.world.addProduct({ name: 'Shirt' })
    const medium = shop.world.addVariation(shirt.id, { Size: 'M' }, { regular_price: '12' })
    const { body } = await order(shop, { product_id: shirt.id, variation_id: medium.id })
    expect(body.line_items[0]).toMatchObject({
      ...{ name: 'Shirt - M', product_id: shirt.id, variation_id: medium.id, parent_name: 'Shirt' },
      meta_data: [{ key: 'Size', value: 'M' }],
    })
  })

  it('dates are the site’s own and Greenwich’s, both without a zone', async () => {
    const { body } = await (await flowerShop()).post('/orders')
    expect(body).toMatchObject({ date_created: '2026-11-20T14:45:00', date_created_gmt: '2026-11-20T09:45:00' })
  })
})

describe('stock follows the status', () => {
  it('it goes on paying and comes back on cancelling and on waiting again; waiting holds none (O7)', async () => {
    const shop = await flowerShop()
    const { body } = await order(shop, { product_id: shop.rose.id, quantity: 2 })
    const seen = [shop.stock()]
    for (const status of ['processing', 'completed', 'cancelled', 'on-hold', 'pending']) {
      await shop.put(`/orders/${body.id}`, { status })
      seen.push(shop.stock())
    }
    expect(seen).toEqual([9, 7, 7, 9, 7, 9])
  })

  it('every way from one status to another is open', async () => {
    const shop = await flowerShop()
    const { body } = await order(shop, { product_id: shop.rose.id })
    for (const status of ['completed', 'pending', 'refunded', 'processing', 'cancelled']) {
      expect((await shop.put(`/orders/${body.id}`, { status })).body.status).toBe(status)
    }
  })

  it('an order on hold does not take the stock of a line that is added (O10)', async () => {
    const shop = await flowerShop()
    const { body } = await order(shop, { product_id: shop.rose.id }, { status: 'on-hold' })
    await shop.put(`/orders/${body.id}`, { line_items: [{ product_id: shop.rose.id, quantity: 3 }] })
    expect(shop.stock()).toBe(8)
  })
})

describe('changing an order', () => {
  it('meta goes by its key, and null takes it away', async () => {
    const shop = await flowerShop()
    const { body } = await shop.post('/orders', { meta_data: [{ key: 'number', value: 'T-1' }] })
    const put = (value: unknown) => shop.put(`/orders/${body.id}`, { meta_data: [{ key: 'number', value }] })
    expect((await put('T-2')).body.meta_data).toMatchObject([{ id: body.meta_data[0].id, value: 'T-2' }])
    expect((await put(null)).body.meta_data).toEqual([])
  })

  it('a line without an id is one more, even on a cancelled order; an unknown id is refused', async () => {
    const shop = await flowerShop()
    const { body } = await order(shop, { product_id: shop.rose.id }, { status: 'cancelled' })
    const put = (line: object) => shop.put(`/orders/${body.id}`, { line_items: [line] })
    expect((await put({ product_id: shop.rose.id })).body.line_items).toHaveLength(2)
    const { status, body: refused } = await put({ id: 4711, quantity: 1 })
    expect({ status, code: refused.code }).toEqual({ status: 400, code: 'woocommerce_rest_invalid_item_id' })
  })

  it('a line with no quantity left goes', async () => {
    const shop = await flowerShop()
    const { body } = await order(shop, { product_id: shop.rose.id })
    const gone = await shop.put(`/orders/${body.id}`, { line_items: [{ id: body.line_items[0].id, quantity: 0 }] })
    expect(gone.body).toMatchObject({ line_items: [], total: '0.00' })
  })

  it('an unknown order is 404 to read and 400 to change', async () => {
    const { get, put, del } = await openShop()
    const code = 'woocommerce_rest_shop_order_invalid_id'
    expect(await get('/orders/4711')).toMatchObject({ status: 404, body: { code } })
    expect(await put('/orders/4711', {})).toMatchObject({ status: 400, body: { code } })
    expect(await del('/orders/4711')).toMatchObject({ status: 404, body: { code } })
  })

  it('in the trash it can still be read; twice is 410; for good it is gone', async () => {
    const shop = await flowerShop()
    const { body } = await order(shop, { product_id: shop.rose.id })
    expect(await shop.del(`/orders/${body.id}`)).toMatchObject({ status: 200, body: { status: 'pending' } })
    expect(await shop.get(`/orders/${body.id}`)).toMatchObject({ status: 200, body: { status: 'trash' } })
    const again = await shop.del(`/orders/${body.id}`)
    expect(again).toMatchObject({ status: 410, body: { code: 'woocommerce_rest_already_trashed' } })
    expect((await shop.del(`/orders/${body.id}?force=true`)).status).toBe(200)
    expect((await shop.get(`/orders/${body.id}`)).status).toBe(404)
  })

  it('a list leaves out the trash and drafts of a checkout, and knows nothing of meta (O1)', async () => {
    const shop = await flowerShop()
    const ids: number[] = []
    for (const status of ['pending', 'checkout-draft', 'processing']) {
      ids.push((await shop.post('/orders', { status })).body.id)
    }
    await shop.del(`/orders/${ids[2]}`)
    expect((await shop.get('/orders?status=any')).body.map(({ id }: any) => id)).toEqual([ids[0]])
    expect((await shop.get('/orders?meta_key=number&meta_value=T-1')).body).toHaveLength(1)
    expect((await shop.get('/orders?status=trash')).body.map(({ id }: any) => id)).toEqual([ids[2]])
  })
})

describe('many at once (S6)', () => {
  it('each fails by itself inside a 200', async () => {
    const shop = await flowerShop()
    const { status, body } = await shop.post('/orders/batch', {
      create: [{ line_items: [{ product_id: shop.rose.id }] }, { customer_id: 4711 }],
      update: [{ id: 4711, status: 'completed' }],
      delete: [4712],
    })
    expect(status).toBe(200)
    expect(body.create[0].total).toBe('30.00')
    expect(body.create[1].error).toMatchObject({ code: 'woocommerce_rest_invalid_customer_id', data: { status: 400 } })
    expect(body.update[0]).toMatchObject({ id: 4711, error: { code: 'woocommerce_rest_shop_order_invalid_id' } })
    expect(body.delete[0]).toMatchObject({ id: 4712, error: { data: { status: 404 } } })
  })

  it('more than a hundred are refused', async () => {
    const { post } = await openShop()
    const { status, body } = await post('/orders/batch', { create: Array.from({ length: 101 }, () => ({})) })
    expect({ status, code: body.code }).toEqual({ status: 413, code: 'woocommerce_rest_request_entity_too_large' })
  })
})

describe('giving money back', () => {
  it('more than the total, or through a gateway that is not there, breaks the shape of errors', async () => {
    const shop = await flowerShop()
    const { body } = await order(shop, { product_id: shop.rose.id })
    const path = `/orders/${body.id}/refunds`
    for (const refund of [{ amount: '31', api_refund: false }, { amount: '10' }]) {
      const answer = await shop.post(path, refund)
      expect(answer.status).toBe(500)
      expect(answer.body).toMatchObject({ code: 'woocommerce_rest_cannot_create_order_refund', data: 500 })
    }
  })

  it('an amount alone brings no stock back, lines do, and all of it makes the order refunded', async () => {
    const shop = await flowerShop()
    const { body } = await order(shop, { product_id: shop.rose.id, quantity: 2 }, { set_paid: true })
    const path = `/orders/${body.id}/refunds`
    expect((await shop.post(path, { amount: '10', api_refund: false })).status).toBe(201)
    expect(shop.stock()).toBe(7)
    const line = { id: body.line_items[0].id, quantity: 1, refund_total: '50' }
    await shop.post(path, { amount: '50', api_refund: false, line_items: [line] })
    expect(shop.stock()).toBe(8)
    const { body: after } = await shop.get(`/orders/${body.id}`)
    expect(after).toMatchObject({ status: 'refunded', refunds: [{ total: '-50.00' }, { total: '-10.00' }] })
  })
})

describe('taxes', () => {
  const taxes = (shippingClass: string) => ({
    ...{ areInside: true, classes: ['zero-rate'], shippingClass },
    rates: [
      { class: '', percent: 10 },
      { class: 'zero-rate', percent: 0 },
    ],
  })
  const made = async (shippingClass: string, line: object = {}, more: object = {}) => {
    const shop = await openShop({ taxes: taxes(shippingClass) })
    const { id } = shop.world.addProduct({ name: 'Rose', sku: 'ROSE', regular_price: '30' })
    const lines = { line_items: [{ product_id: id, quantity: 1, total: '30.00', ...line }] }
    return shop.post('/orders', { ...lines, shipping_lines: [{ method_id: 'flat_rate', total: '5.00' }], ...more })
  }

  it.each([
    ['on top of goods and of delivery', 'inherit', {}, '3.50', '38.50'],
    ['of the class of the line, delivery with it', 'inherit', { tax_class: 'zero-rate' }, '0.00', '35.00'],
    ['of the class of the line, but not of delivery', '', { tax_class: 'zero-rate' }, '0.50', '35.50'],
  ])('come %s (O15)', async (_, shippingClass, line, total_tax, total) => {
    expect((await made(shippingClass, line)).body).toMatchObject({ total_tax, total })
  })

  it('do not come to an order that says of itself that it bears none', async () => {
    const { body } = await made('', {}, { meta_data: [{ key: 'is_vat_exempt', value: 'yes' }] })
    expect(body).toMatchObject({ total_tax: '0.00', total: '35.00' })
  })

  it('of a class that is not there are refused', async () => {
    const { status, body } = await made('', { tax_class: 'gone' })
    expect([status, body.code]).toEqual([400, 'order_item_product_invalid_tax_class'])
  })
})
