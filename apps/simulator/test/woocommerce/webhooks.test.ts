import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { first } from '../support.ts'
import { follow, openReceiver, openShop } from './support.ts'

describe('a new webhook', () => {
  it('is told of by a form that is not signed (H8)', async () => {
    const shop = await openShop()
    const receiver = await openReceiver()
    const { status, body } = await shop.post('/webhooks', { topic: 'order.created', delivery_url: receiver.url })
    expect({ status, hook: body.status }).toEqual({ status: 201, hook: 'active' })
    const ping = first(receiver.received)
    expect(ping.body).toBe(`webhook_id=${body.id}`)
    expect(ping.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.keys(ping.headers).filter((name) => name.startsWith('x-wc-'))).toEqual([])
    expect(first(shop.world.webhooks()).pending_delivery).toBe(false)
  })

  it('whose address does not answer 200 stays pending (H8)', async () => {
    const shop = await openShop()
    await follow(shop, 'order.created', { status: 202 })
    expect(first(shop.world.webhooks()).pending_delivery).toBe(true)
  })

  it('without a secret gets one of fifty characters, which nobody is shown', async () => {
    const shop = await openShop()
    const receiver = await openReceiver()
    const { text } = await shop.post('/webhooks', { topic: 'order.created', delivery_url: receiver.url })
    const { secret } = first(shop.world.webhooks())
    expect(secret).toMatch(/^[A-Za-z0-9]{50}$/)
    expect(text).not.toContain(secret)
  })

  it.each([
    [{ topic: 'order.eaten', delivery_url: 'http://shop.example/' }, 'woocommerce_rest_shop_webhook_invalid_topic'],
    [{ topic: 'order.created' }, 'woocommerce_rest_shop_webhook_invalid_delivery_url'],
  ])('%j is refused', async (body, code) => {
    const answer = await (await openShop()).post('/webhooks', body)
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code })
  })
})

describe('a delivery', () => {
  it('says what it is, and is signed over its bytes (H1, H2)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.updated')
    const { id } = shop.world.addProduct({ name: 'Роза', regular_price: '10', sku: 'R' })
    shop.world.setPrice('R', '11')
    await shop.runWebhooks()
    const { headers, body } = first(hook.deliveries())
    expect(headers).toMatchObject({
      'x-wc-webhook-source': `${shop.url}/`,
      'x-wc-webhook-topic': 'product.updated',
      'x-wc-webhook-resource': 'product',
      'x-wc-webhook-event': 'updated',
      'x-wc-webhook-signature': createHmac('sha256', 'abc123').update(body).digest('base64'),
      'x-wc-webhook-id': String(hook.id),
      'user-agent': 'WooCommerce/11.0.1 Hookshot (WordPress/6.9.4)',
    })
    expect(headers['x-wc-webhook-delivery-id']).toMatch(/./)
    expect(JSON.parse(body)).toMatchObject({ id, regular_price: '11' })
  })

  it('within one second has the name of the one before it (H3)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.created')
    for (const name of ['Rose', 'Lily']) shop.world.addProduct({ name })
    await shop.runWebhooks()
    shop.clock.advance(1)
    shop.world.addProduct({ name: 'Tulip' })
    await shop.runWebhooks()
    const [one, two, three] = hook.deliveries().map(({ headers }) => headers['x-wc-webhook-delivery-id'])
    expect(two).toBe(one)
    expect(three).not.toBe(one)
  })

  it('waits for the queue to run (H13)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.created')
    shop.world.addProduct({ name: 'Rose' })
    expect(hook.deliveries()).toEqual([])
    await shop.runWebhooks()
    expect(hook.deliveries()).toHaveLength(1)
  })

  it('goes out by itself when the queue has a runner', async () => {
    const shop = await openShop({ webhookIntervalMs: 5 })
    const hook = await follow(shop, 'product.created')
    shop.world.addProduct({ name: 'Rose' })
    await expect.poll(() => hook.deliveries().length).toBe(1)
  })

  it('is made inside the request when it is not asynchronous', async () => {
    const shop = await openShop({ webhooksInRequest: true })
    const hook = await follow(shop, 'order.created')
    await shop.post('/orders', {})
    expect(hook.deliveries()).toHaveLength(1)
  })

  it('shows the order as it is by then, not as it was (H9)', async () => {
    const shop = await openShop()
    const [created, updated] = [await follow(shop, 'order.created'), await follow(shop, 'order.updated')]
    const { body } = await shop.post('/orders', {})
    await shop.put(`/orders/${body.id}`, { status: 'processing' })
    await shop.runWebhooks()
    expect(JSON.parse(first(created.deliveries()).body).status).toBe('processing')
    expect(first(created.deliveries()).body).toBe(first(updated.deliveries()).body)
  })

  it('of an order that is gone meanwhile is an error, well signed (H9)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'order.created')
    const { body } = await shop.post('/orders', {})
    await shop.del(`/orders/${body.id}?force=true`)
    await shop.runWebhooks()
    const delivery = first(hook.deliveries())
    expect(JSON.parse(delivery.body)).toMatchObject({ code: 'woocommerce_rest_shop_order_invalid_id' })
    const signature = createHmac('sha256', 'abc123').update(delivery.body).digest('base64')
    expect(delivery.headers['x-wc-webhook-signature']).toBe(signature)
  })

  it('stands for all changes of one product before the queue runs (H10)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.updated')
    shop.world.addProduct({ name: 'Rose', sku: 'R' })
    for (const price of ['1', '2', '3', '4', '5']) shop.world.setPrice('R', price)
    await shop.runWebhooks()
    expect(hook.deliveries()).toHaveLength(1)
  })

  it('may be lost, and nobody is told', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.created')
    shop.loseWebhooks(1)
    for (const name of ['Rose', 'Lily']) shop.world.addProduct({ name })
    await shop.runWebhooks()
    expect(hook.deliveries().map(({ body }) => JSON.parse(body).name)).toEqual(['Lily'])
  })
})

describe('what is told', () => {
  it('an order or a customer made by REST is «created» and «updated» (H10, H11)', async () => {
    const shop = await openShop()
    const hooks = await Promise.all(
      ['order.created', 'order.updated', 'customer.created', 'customer.updated'].map((topic) => follow(shop, topic)),
    )
    await shop.post('/orders', {})
    await shop.post('/customers', { email: 'anna@shop.example' })
    await shop.runWebhooks()
    expect(hooks.map((hook) => hook.deliveries().length)).toEqual([1, 1, 1, 1])
  })

  it('a change that changes nothing is a change (H11)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.updated')
    const { id, modified } = shop.world.addProduct({ name: 'Rose' })
    shop.clock.advance(5)
    await shop.put(`/products/${id}`, {})
    await shop.runWebhooks()
    expect(hook.deliveries()).toHaveLength(1)
    expect(shop.world.product(id).modified).toBe(modified + 5)
  })

  it('a variation that is edited names itself and makes its product newer', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.updated')
    const shirt = shop.world.addProduct({ name: 'Shirt' })
    const medium = shop.world.addVariation(shirt.id, { Size: 'M' }, { regular_price: '10' })
    shop.clock.advance(5)
    await shop.put(`/products/${shirt.id}/variations/${medium.id}`, { regular_price: '11' })
    await shop.runWebhooks()
    expect(hook.deliveries().map(({ body }) => JSON.parse(body).id)).toEqual([medium.id])
    expect(shop.world.product(shirt.id).modified).toBe(medium.created + 5)
  })

  it('stock that an order took is an update of the product', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.updated')
    const { id } = shop.world.addProduct({ name: 'Rose', manage_stock: true, stock_quantity: 3 })
    shop.clock.advance(5)
    await shop.post('/orders', { line_items: [{ product_id: id, quantity: 2 }], set_paid: true })
    await shop.runWebhooks()
    expect(JSON.parse(first(hook.deliveries()).body)).toMatchObject({ id, stock_quantity: 1 })
    expect(shop.world.product(id).modified).toBe(shop.world.product(id).created + 5)
  })

  it('the trash is «deleted» with no more than the id; for good is nothing, except of customers (H9)', async () => {
    const shop = await openShop()
    const [products, orders, customers] = [
      await follow(shop, 'product.deleted'),
      await follow(shop, 'order.deleted'),
      await follow(shop, 'customer.deleted'),
    ]
    const [rose, lily] = ['Rose', 'Lily'].map((name) => shop.world.addProduct({ name }).id)
    const { body: order } = await shop.post('/orders', {})
    const { body: anna } = await shop.post('/customers', { email: 'anna@shop.example' })
    await shop.del(`/products/${rose}`)
    await shop.del(`/products/${lily}?force=true`)
    await shop.del(`/orders/${order.id}`)
    await shop.del(`/customers/${anna.id}?force=true`)
    await shop.runWebhooks()
    expect(products.deliveries().map(({ body }) => body)).toEqual([JSON.stringify({ id: rose })])
    expect(orders.deliveries().map(({ body }) => body)).toEqual([JSON.stringify({ id: order.id })])
    expect(customers.deliveries()).toHaveLength(1)
  })
})

describe('a receiver that fails', () => {
  /** Makes so many products one by one, each delivered at once. */
  async function deliver(shop: Awaited<ReturnType<typeof openShop>>, count: number) {
    for (let made = 0; made < count; made += 1) {
      shop.world.addProduct({ name: 'Rose' })
      await shop.runWebhooks()
    }
  }

  it('gets nothing twice (H4)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.created', { status: 500 })
    await deliver(shop, 1)
    hook.answer.status = 200
    await shop.runWebhooks()
    expect(hook.deliveries()).toHaveLength(1)
  })

  it('is given up after the seventh time in a row, and told nothing from then on (H5)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.created', { status: 500 })
    await deliver(shop, 6)
    expect((await shop.get(`/webhooks/${hook.id}`)).body.status).toBe('active')
    await deliver(shop, 3)
    expect((await shop.get(`/webhooks/${hook.id}`)).body.status).toBe('disabled')
    expect(hook.deliveries()).toHaveLength(7)
  })

  it('made active again is given up at its next failure, unless a success came first (H5, H14)', async () => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.created', { status: 500 })
    const status = async () => (await shop.get(`/webhooks/${hook.id}`)).body.status
    await deliver(shop, 7)
    await shop.put(`/webhooks/${hook.id}`, { status: 'active' })
    await deliver(shop, 1)
    expect(await status()).toBe('disabled')

    await shop.put(`/webhooks/${hook.id}`, { status: 'active' })
    hook.answer.status = 200
    await deliver(shop, 1)
    hook.answer.status = 500
    await deliver(shop, 6)
    expect(await status()).toBe('active')
  })

  it.each([200, 204, 301, 302])('%i is a success, and a redirect is not followed (H6)', async (status) => {
    const shop = await openShop()
    const elsewhere = await openReceiver()
    const hook = await follow(shop, 'product.created', { status, location: elsewhere.url })
    await deliver(shop, 8)
    expect(hook.deliveries()).toHaveLength(8)
    expect(elsewhere.received).toEqual([])
  })

  it.each([303, 400, 404])('%i is a failure', async (status) => {
    const shop = await openShop()
    const hook = await follow(shop, 'product.created', { status })
    await deliver(shop, 8)
    expect(hook.deliveries()).toHaveLength(7)
  })

  it('that nobody listens at counts as failing', async () => {
    const shop = await openShop()
    await shop.post('/webhooks', { topic: 'product.created', delivery_url: 'http://127.0.0.1:9/' })
    await deliver(shop, 7)
    expect(first(shop.world.webhooks()).status).toBe('disabled')
  })

  it('at a private address is never called by WordPress as it comes (H12)', async () => {
    const shop = await openShop({ refusesPrivateWebhooks: true })
    const hook = await follow(shop, 'product.created')
    await deliver(shop, 1)
    expect(hook.received).toEqual([])
  })
})
