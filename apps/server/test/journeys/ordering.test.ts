import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelUnpaid } from '#checkout'
import { storeCoupons } from '#coupons'
import type { CustomerId } from '#identity'
import { markPaid, moveOrder, type OrderId } from '#orders'
import { enqueue, JobQueue } from '#platform'
import { Browser } from '../browser.ts'
import { silentLog, testCtx } from '../ctx.ts'
import { openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'
import { asking, counted, fillAll, held, sell } from '../selling.ts'

let shop: Shop
/** For doing what staff and other modules do: the same database, another clock than the product's. */
let on: { ctx: ReturnType<typeof testCtx> }
beforeAll(async () => {
  shop = await openShop()
  on = { ctx: testCtx(shop.database.db) }
})
afterAll(() => shop.close())

interface Buyer {
  browser: Browser
  customerId: CustomerId
  accessToken: string
}

async function newBuyer(): Promise<Buyer> {
  const registration = await startRegistration(shop)
  const code = await receiveCode(registration)
  const { body } = await registration.browser.post(`/api/auth/verifications/${registration.started.id}/code`, { code })
  const { accessToken, customer } = body
  return { browser: registration.browser.as(accessToken), customerId: customer.customerId, accessToken }
}

/** A cart with this much of something new; what it is. */
async function inTheCart({ customerId }: Buyer, quantity = 1, stock: number | null = 10): Promise<string> {
  const { sku } = await sell(on, { stock })
  await fillAll(on, [{ customerId, lines: { [sku]: quantity } }])
  return sku
}

const newKey = () => ({ 'idempotency-key': randomUUID() })
const body = asking(130_000)

async function order(buyer: Buyer): Promise<any> {
  await inTheCart(buyer)
  const answer = await buyer.browser.post('/api/orders', body, newKey())
  expect(answer.status).toBe(201)
  return answer.body
}

describe('ordering', () => {
  test('from the quote to the history (E6)', async () => {
    const buyer = await newBuyer()
    const { browser } = buyer
    const sku = await inTheCart(buyer, 2)
    const quote = await browser.post('/api/checkout/quote', { delivery: { methodId: 'courier' } })
    expect(quote.status).toBe(200)
    const expectedTotal = quote.body.totals.total
    const comment = 'Код 12, позвоните за час'
    const placed = await browser.post('/api/orders', { ...body, comment, expectedTotal }, newKey())
    expect(placed.status).toBe(201)
    expect(placed.body).toMatchObject({ status: 'placed', items: [{ sku, quantity: 2 }], totals: quote.body.totals })
    expect(placed.body).toMatchObject({ contact: { name: body.contact.name }, comment })
    expect((await browser.get(`/api/orders/${placed.body.id}`)).body).toEqual(placed.body)
    expect((await browser.get('/api/orders')).body).toEqual({ items: [placed.body], nextCursor: null })
    const repeated = await browser.post(`/api/orders/${placed.body.id}/repeat`)
    expect(repeated.body.items).toMatchObject([{ sku, quantity: 2 }])
    const cancelled = await browser.post(`/api/orders/${placed.body.id}/cancel`)
    expect(cancelled.body).toMatchObject({ status: 'cancelled', canCancel: false })
    expect(cancelled.body.timeline.map(({ status }: { status: string }) => status)).toEqual(['placed', 'cancelled'])
    expect(await held(on, sku)).toBe(0)
  })

  test('what changed is answered with problems and a fresh quote, in the buyer’s language (G3, G11)', async () => {
    const buyer = await newBuyer()
    const sku = await inTheCart(buyer, 3, 1)
    const answer = await buyer.browser.post('/api/orders', asking(330_000), { ...newKey(), 'accept-language': 'uz' })
    expect(answer.status).toBe(409)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body).toMatchObject({
      code: 'checkout.goods_unavailable',
      detail: expect.stringContaining('Buyurtma berilmadi'),
      problems: [{ code: 'insufficient_stock', sku, available: 1 }],
      quote: {
        totals: { goods: { amountMinor: 300_000, currency: 'RUB' } },
        deliveryMethods: [{ id: 'courier' }, { id: 'pickup' }, { id: 'post' }],
      },
    })
    const other = await buyer.browser.post('/api/orders', asking(1), newKey())
    expect(other.body.problems ?? []).not.toEqual([])
    expect((await buyer.browser.get('/api/orders')).body.items).toEqual([])
  })

  test('the history is read page by page, each order once, the latest first', async () => {
    const buyer = await newBuyer()
    const ids = []
    for (let n = 0; n < 5; n++) ids.unshift((await order(buyer)).id)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await buyer.browser.get(`/api/orders?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor
    }
    expect(seen).toEqual(ids)
    for (const query of ['limit=0', 'limit=101', 'cursor=x', 'cursor=9999999999', 'page=2'])
      expect((await buyer.browser.get(`/api/orders?${query}`)).status, query).toBe(422)
  })
})

describe('the key of a call', () => {
  test('that is none, too short or long, doubled or not ASCII is refused with 400, whatever is asked', async () => {
    const { browser } = await newBuyer()
    const keys = ['', 'a'.repeat(7), 'a'.repeat(129), 'aaaaaaaaaaaa, bbbbbbbbbbbb', 'clé-clé-clé']
    for (const asked of [body, {}]) {
      const without = await browser.post('/api/orders', asked)
      expect([without.status, without.body.code]).toEqual([400, 'checkout.key_missing'])
      for (const key of keys) {
        const answer = await browser.post('/api/orders', asked, { 'idempotency-key': key })
        expect([answer.status, answer.body.code], key).toEqual([400, 'checkout.key_malformed'])
      }
    }
  })

  test('is answered the same by another process and after a restart (G2)', async () => {
    const buyer = await newBuyer()
    await inTheCart(buyer)
    const key = newKey()
    const first = await buyer.browser.post('/api/orders', body, key)
    const other = await shop.openAnother()
    const again = await new Browser(other.url).as(buyer.accessToken).post('/api/orders', body, key)
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    await other.close()
    const reused = await buyer.browser.post('/api/orders', { ...body, comment: 'x' }, key)
    expect([reused.status, reused.body.code]).toEqual([422, 'checkout.key_reused'])
  })

  test('sent twenty times at once makes one order (M4, S23)', async () => {
    const buyer = await newBuyer()
    await inTheCart(buyer)
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 20 }, () => buyer.browser.post('/api/orders', body, key)))
    const placed = answers.filter(({ status }) => status === 201)
    expect(placed.length).toBeGreaterThan(0)
    expect(new Set(placed.map(({ body }) => body.id)).size).toBe(1)
    for (const { status, body, headers } of answers.filter(({ status }) => status !== 201)) {
      expect([status, body.code]).toEqual([409, 'checkout.in_progress'])
      expect(headers.get('retry-after')).toBe('1')
    }
    expect((await buyer.browser.get('/api/orders')).body.items).toHaveLength(1)
  })
})

describe('what was kept before signing in (E5)', () => {
  /** A guest with this in the cart of this very browser, who then registers in it. */
  async function guestWith(sku: string) {
    const registration = await startRegistration(shop)
    const { browser, started } = registration
    await browser.put(`/api/cart/items/${sku}`, { quantity: 2 })
    const code = await receiveCode(registration)
    const { body } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
    return browser.as(body.accessToken)
  }

  test('is in the first quote, and is ordered', async () => {
    const { sku } = await sell(on)
    const browser = await guestWith(sku)
    const quote = await browser.post('/api/checkout/quote', { delivery: { methodId: 'pickup' } })
    expect(quote.body.totals.total).toEqual({ amountMinor: 200_000, currency: 'RUB' })
    expect(browser.cookies.has('vitrina_cart')).toBe(false)
    const { address, ...nowhere } = body
    const asked = { ...nowhere, delivery: { methodId: 'pickup' }, expectedTotal: quote.body.totals.total }
    expect((await browser.post('/api/orders', asked, newKey())).body.items).toMatchObject([{ sku, quantity: 2 }])
    expect((await browser.get('/api/cart')).body.items).toEqual([])
  })

  test('is ordered also by a page that asks for no quote', async () => {
    const { sku } = await sell(on)
    const placed = await (await guestWith(sku)).post('/api/orders', asking(230_000), newKey())
    expect(placed.status).toBe(201)
  })
})

test('a coupon takes off in the cart what it takes off in the quote and in the order', async () => {
  const tenth = { kind: 'percent' as const, value: 1000, minMinor: null, expiresAt: null, usageLimit: null }
  const coupon = { ...tenth, code: 'tenth', usageLimitPerCustomer: null, productIds: [], categoryIds: [] }
  await storeCoupons(on.ctx, 'file', [coupon])
  const buyer = await newBuyer()
  await inTheCart(buyer)
  const cart = await buyer.browser.put('/api/cart/coupon', { code: 'Tenth' })
  expect(cart.body).toMatchObject({ coupon: { code: 'Tenth' }, problems: [] })
  const { discount } = cart.body.totals
  expect(discount).toEqual({ amountMinor: 10_000, currency: 'RUB' })
  const quote = await buyer.browser.post('/api/checkout/quote', { delivery: { methodId: 'courier' } })
  expect(quote.body.totals.discount).toEqual(discount)
  const placed = await buyer.browser.post('/api/orders', asking(120_000), newKey())
  expect(placed.body.totals).toEqual(quote.body.totals)
})

describe('paying', () => {
  test('on delivery there is nothing to pay before', async () => {
    const buyer = await newBuyer()
    const { id } = await order(buyer)
    const { status, body } = await buyer.browser.post(`/api/orders/${id}/pay`)
    expect([status, body.code]).toEqual([409, 'checkout.nothing_to_pay'])
  })
})

describe('who is nobody, or somebody else', () => {
  test('a guest orders nothing and sees nothing', async () => {
    const guest = shop.browser()
    const id = 'x'.repeat(22)
    const answers = await Promise.all([
      guest.post('/api/checkout/quote', {}),
      guest.post('/api/orders', body),
      guest.get('/api/orders'),
      guest.get(`/api/orders/${id}`),
      guest.get(`/api/orders/${id}/events`),
      guest.post(`/api/orders/${id}/cancel`),
      guest.post(`/api/orders/${id}/repeat`),
      guest.post(`/api/orders/${id}/pay`),
    ])
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(401))
  })

  test('another person’s order is none, and stays as it is (M2)', async () => {
    const [owner, stranger] = [await newBuyer(), await newBuyer()]
    const { id } = await order(owner)
    for (const path of ['', '/events'])
      expect((await stranger.browser.get(`/api/orders/${id}${path}`)).status).toBe(404)
    for (const path of ['/cancel', '/repeat', '/pay']) {
      const { status, body } = await stranger.browser.post(`/api/orders/${id}${path}`)
      expect([status, body.code]).toEqual([404, 'orders.unknown'])
    }
    expect((await owner.browser.get(`/api/orders/${id}`)).body.status).toBe('placed')
    expect((await stranger.browser.get('/api/orders')).body.items).toEqual([])
  })

  test('a field that does not exist or does not fit is refused by name', async () => {
    const { browser } = await newBuyer()
    const errorsOf = async (asked: object) =>
      (await browser.post('/api/orders', asked, newKey())).body.errors?.map(
        ({ field, code }: any) => `${field} ${code}`,
      )
    expect(await errorsOf({ ...body, priceMinor: 1 })).toEqual(['priceMinor unknown_field'])
    expect(await errorsOf({ ...body, comment: 'x'.repeat(1001) })).toEqual(['comment text_too_long'])
    expect(await errorsOf({ ...body, address: { city: ' ', street: 'a\u0000' } })).toEqual([
      'address.city required',
      'address.street text_invalid',
    ])
  })
})

describe('the live status', () => {
  test('tells of each move as it happens, up to the last, and then ends (Y2)', async () => {
    const buyer = await newBuyer()
    const { id } = await order(buyer)
    const events = buyer.browser.events(`/api/orders/${id}/events`)
    const next = async () => (await events.next()).value
    expect(await next()).toMatchObject({ status: 'placed', canCancel: true })
    const queue = new JobQueue(shop.connection, silentLog())
    const ctx = { ...on.ctx, jobs: queue, now: () => new Date() }
    await moveOrder(ctx, id, { to: 'processing', actor: { kind: 'staff', id: '1' } })
    expect(await next()).toMatchObject({ status: 'processing', canCancel: false })
    await markPaid(ctx, id)
    expect(await next()).toMatchObject({ payment: { status: 'paid' } })
    await moveOrder(ctx, id, { to: 'completed', actor: { kind: 'staff', id: '1' } })
    expect(await next()).toMatchObject({ status: 'completed' })
    expect((await events.next()).done).toBe(true)
  })

  test('ends for whoever was signed out', async () => {
    const buyer = await newBuyer()
    const { id } = await order(buyer)
    const events = buyer.browser.events(`/api/orders/${id}/events`)
    await events.next()
    await shop.database.db.execute(sql`update sessions set ended_at = now() where customer_id = ${buyer.customerId}`)
    await moveOrder({ ...on.ctx, jobs: new JobQueue(shop.connection, silentLog()) }, id as OrderId, {
      to: 'processing',
      actor: { kind: 'staff', id: '1' },
    })
    expect((await events.next()).done).toBe(true)
  })
})

test('an order that was not paid in time is cancelled by the job of the product', async () => {
  const buyer = await newBuyer()
  const { id } = await order(buyer)
  const { db } = shop.database
  await db.execute(
    sql`update orders set payment_method_id = 'telegram', pay_by = now() - interval '1 second' where id = ${id}`,
  )
  const queue = new JobQueue(shop.connection, silentLog())
  await queue.start()
  await enqueue({ ...on.ctx, jobs: queue }, cancelUnpaid, { orderId: id as OrderId })
  await expect.poll(async () => (await buyer.browser.get(`/api/orders/${id}`)).body.status).toBe('cancelled')
  expect(await counted(on, 'stock_holds', `order_id = '${id}'`)).toBe(0)
  await queue.close()
})

test('an export has the orders, and erasing the account leaves of a finished one nothing of who it was (Y7)', async () => {
  const buyer = await newBuyer()
  const { id, number } = await order(buyer)
  await buyer.browser.post(`/api/orders/${id}/cancel`)
  const exported = await buyer.browser.get('/api/me/export')
  expect(exported.body.orders).toMatchObject([
    { number: Number(number), status: 'cancelled', address: { city: 'Москва' } },
  ])
  expect((await buyer.browser.delete('/api/me', {})).status).toBe(204)
  const row = `id = '${id}' and contact is null and address is null`
  await expect.poll(() => counted(on, 'orders', row)).toBe(1)
  await expect.poll(() => counted(on, 'idempotency_keys', `customer_id = ${buyer.customerId}`)).toBe(0)
})
