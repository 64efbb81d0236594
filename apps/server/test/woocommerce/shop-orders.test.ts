import { createHmac, randomUUID } from 'node:crypto'
import { orderWords } from '@vitrina/contract/words/orders'
import type { SimulatedWooCommerce } from '@vitrina/simulator'
import { expect, onTestFinished, test } from 'vitest'
import { listDeliveryMethods } from '#delivery'
import { findCustomer } from '#identity'
import { openKeys } from '#platform'
import { openSession } from '#sessions'
import { testCtx } from '../ctx.ts'
import { freePort } from '../free-port.ts'
import { openShop, type Shop } from '../harness.ts'
import { asking, newCustomers } from '../selling.ts'
import { device } from '../use-cases.ts'
import { markOf } from './ordering.ts'
import { addMany, shownNames } from './replica.ts'
import { openWoo, settingsOf } from './shop.ts'

const QUICK = { timeout: 10_000 }
const COURIER = 'flat_rate:1'

/** The whole product over a WooCommerce whose webhooks go out, and whoever is told what needs a person. */
async function openBoth(woo: SimulatedWooCommerce) {
  const [, { methods: [courier] = [] } = {}] = woo.world.zones()
  if (!courier) throw new Error('there is no courier')
  courier.settings.cost = '300'
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const shop = await openShop({ port, publicUrl, woocommerce: settingsOf(woo), staffChatId: 7_000_000_001 })
  onTestFinished(() => shop.close())
  const staff = shop.person({ id: 7_000_000_001 })
  staff.start()
  await expect.poll(async () => (await shownNames(shop.database.db)).length, { timeout: 20_000 }).toBe(3)
  const methods = async () => (await listDeliveryMethods(shop.database.db, 'woocommerce')).map(({ id }) => id)
  await expect.poll(methods, { timeout: 20_000 }).toContain(COURIER)
  return { shop, staff }
}

/** Somebody who is signed in. */
async function newBuyer({ database, config, browser }: Shop) {
  const ctx = { ...testCtx(database.db), now: () => new Date() }
  const keys = await openKeys({ dataDir: config.dataDir, now: ctx.now(), log: ctx.log })
  const [id] = await newCustomers({ ctx }, 1)
  const customer = id && (await findCustomer(ctx.db, id))
  if (!customer) throw new Error('nobody came')
  const { session } = await openSession(ctx, { customer, device, amr: 'otp' }, { keys, issuer: config.publicUrl })
  return browser().as(session.accessToken)
}

type Buyer = Awaited<ReturnType<typeof newBuyer>>

/** Flowers for 100 roubles and the courier; out: the order. */
async function order(buyer: Buyer, sku = 'B-1') {
  expect((await buyer.put(`/api/cart/items/${sku}`, { quantity: 1 })).status).toBe(200)
  const answer = await buyer.post('/api/orders', asking(40_000, { delivery: { methodId: COURIER } }), {
    'idempotency-key': randomUUID(),
  })
  expect([answer.status, answer.body.code]).toEqual([201, undefined])
  return answer.body
}

const theirs = (woo: SimulatedWooCommerce, { id }: { id: string }) =>
  woo.world.orders().filter((order) => markOf(order) === id)

test('an order goes to WooCommerce, its status comes back by webhook, and a cancellation goes there (E6, G7, O9)', async () => {
  const woo = await openWoo({ webhookIntervalMs: 50 })
  addMany(woo, 3)
  const { shop } = await openBoth(woo)
  const buyer = await newBuyer(shop)
  const [first, second] = [await order(buyer), await order(buyer)]
  await expect.poll(() => [first, second].map((one) => theirs(woo, one).length), QUICK).toEqual([1, 1])
  expect(theirs(woo, first)[0]).toMatchObject({ status: 'on-hold', total: 400 })
  const statusOf = async ({ id }: { id: string }) => (await buyer.get(`/api/orders/${id}`)).body.status

  await expect.poll(() => woo.world.webhooks().filter(({ topic }) => topic.startsWith('order.')).length, QUICK).toBe(4)
  woo.world.setOrderStatus(theirs(woo, first)[0]?.id as number, 'processing')
  await expect.poll(() => statusOf(first), QUICK).toBe('processing')
  expect((await buyer.post(`/api/orders/${second.id}/cancel`, {})).status).toBeLessThan(300)
  await expect.poll(() => theirs(woo, second)[0]?.status, QUICK).toBe('cancelled')
  expect(await statusOf(second)).toBe('cancelled')
  // Its stock is its own: what we wrote there would undo what it sold meanwhile.
  const written = woo.calls().flatMap(({ method, path }) => (method === 'GET' ? [] : [path.split(/[?/]/)[3]]))
  expect([...new Set(written)].sort()).toEqual(['orders', 'webhooks'])
  // Noted here a moment after it has arrived there.
  const readiness = async () => (await shop.browser().get('/readyz')).body
  const settled = { degraded: [], details: { 'woocommerce-orders': { waiting: 0, troubled: 0 } } }
  await expect.poll(readiness, QUICK).toMatchObject(settled)
}, 60_000)

test('a forged webhook of an order moves nothing, and a signed one only makes us look (S14, H2)', async () => {
  const woo = await openWoo()
  addMany(woo, 3)
  const { shop } = await openBoth(woo)
  const buyer = await newBuyer(shop)
  const { id } = await order(buyer)
  await expect.poll(() => theirs(woo, { id }).length, QUICK).toBe(1)
  const lie = JSON.stringify({ id: theirs(woo, { id })[0]?.id, status: 'completed', meta_data: [] })
  const send = (secret: string) =>
    fetch(`${shop.url}/webhooks/woocommerce`, {
      method: 'POST',
      body: lie,
      headers: {
        'content-type': 'application/json',
        'x-wc-webhook-topic': 'order.updated',
        'x-wc-webhook-signature': createHmac('sha256', secret).update(lie).digest('base64'),
      },
    })
  expect((await send('a stranger’s secret')).status).toBe(403)
  woo.forgetCalls()
  for (let nth = 0; nth < 3; nth++) expect((await send(settingsOf(woo).webhookSecret)).status).toBe(200)
  const looks = () => woo.calls().filter(({ path }) => /^\/wc\/v3\/orders\/\d+\?/.test(path)).length
  await expect.poll(looks, QUICK).toBeGreaterThan(0)
  expect((await buyer.get(`/api/orders/${id}`)).body).toMatchObject({
    status: 'placed',
    timeline: [{ status: 'placed' }],
  })
}, 60_000)

test('a webhook is answered before the site is asked about it, however slow that is (H7)', async () => {
  const woo = await openWoo()
  addMany(woo, 3)
  const { shop } = await openBoth(woo)
  woo.faults.always({ kind: 'slow', delayMs: 20_000 })
  const body = JSON.stringify({ id: 1 })
  const headers = {
    'content-type': 'application/json',
    'x-wc-webhook-topic': 'product.updated',
    'x-wc-webhook-signature': createHmac('sha256', settingsOf(woo).webhookSecret).update(body).digest('base64'),
  }
  woo.forgetCalls()
  const from = performance.now()
  expect((await fetch(`${shop.url}/webhooks/woocommerce`, { method: 'POST', body, headers })).status).toBe(200)
  expect(performance.now() - from).toBeLessThan(10_000)
  await expect.poll(() => woo.calls().filter(({ path }) => path.includes('/products')).length, QUICK).toBeGreaterThan(0)
}, 60_000)

test('while WooCommerce is down people look and order as ever, and all comes there afterwards in order (E6, G7, Y4)', async () => {
  const woo = await openWoo()
  addMany(woo, 3)
  const { shop } = await openBoth(woo)
  const buyer = await newBuyer(shop)
  woo.faults.always({ kind: 'maintenance' })
  const placed = []
  const took: number[] = []
  for (let nth = 0; nth < 12; nth++) {
    const from = performance.now()
    placed.push(await order(buyer))
    expect((await shop.browser().get('/api/products')).status).toBe(200)
    took.push(performance.now() - from)
  }
  // A call to the site that is away takes longer than all of this, if anybody waited for it.
  expect(Math.max(...took)).toBeLessThan(10_000)
  expect(woo.world.orders()).toEqual([])
  woo.faults.clear()
  await expect.poll(() => woo.world.orders().length, { timeout: 50_000 }).toBe(12)
  expect(
    woo.world
      .orders()
      .toSorted((a, b) => a.id - b.id)
      .map(markOf),
  ).toEqual(placed.map(({ id }) => id))
}, 90_000)

test('staff hears of an order that WooCommerce made otherwise than it was placed, once (O15, G10)', async () => {
  const woo = await openWoo()
  const [gone = 0] = addMany(woo, 3)
  const { shop, staff } = await openBoth(woo)
  const buyer = await newBuyer(shop)
  // It goes after the order, before the order gets there, and before anybody could have told of it.
  woo.faults.always({ kind: 'maintenance' })
  const placed = await order(buyer)
  woo.world.deleteProduct(gone)
  woo.faults.clear()
  await expect.poll(() => theirs(woo, placed)[0]?.status, { timeout: 40_000 }).toBe('cancelled')
  const externalId = String(theirs(woo, placed)[0]?.id)
  const details = 'line_items[0].product_id'
  const told = orderWords.ru.staffWoo.differs({ number: placed.number, there: externalId, details })
  await staff.waitFor(told)
  expect((await buyer.get(`/api/orders/${placed.id}`)).body.status).toBe('placed')
  // Noted here a moment after it is cancelled there.
  const readiness = async () => (await shop.browser().get('/readyz')).body
  await expect.poll(readiness, QUICK).toMatchObject({ details: { 'woocommerce-orders': { waiting: 0, troubled: 1 } } })
}, 60_000)
