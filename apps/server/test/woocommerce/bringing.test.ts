import type { Email, Phone } from '@vitrina/contract'
import { expect, test } from 'vitest'
import { moveOrder } from '#orders'
import { takePayment } from '#payments'
import { paymentUrlOf, planMissed, planPush, readOrderDrift } from '#woocommerce-orders'
import { linkCustomer } from '../../src/modules/woocommerce-customers/link-customer.ts'
import { pushOrders } from '../../src/modules/woocommerce-orders/push-orders.ts'
import { findPush, takeAttempt } from '../../src/modules/woocommerce-orders/store.ts'
import { byMail } from '../accounts.ts'
import { bySystem, placedOrder } from '../orders.ts'
import { madeCalls, metaOf, openOrdering } from './ordering.ts'

test('an order is there as it was placed: lines, sums, who, where to, how, and our number (E6, O4, O5, O6, G7)', async () => {
  const { woo, place, push, read, theirs, roses, ofRoses, alarms, known, ctx } = await openOrdering()
  const lines = [
    ofRoses({ quantity: 3, unitPriceMinor: 100_01, discountMinor: 1_00, regularPriceMinor: null }),
    ofRoses({ quantity: 1, unitPriceMinor: 50_00, discountMinor: 49, regularPriceMinor: null }),
  ]
  const order = await place({
    lines,
    ...{ goodsMinor: 350_03, discountMinor: 1_49, deliveryMinor: 30_05, pointsMinor: 10, totalMinor: 378_49 },
    couponCode: 'SPRING',
    comment: '<b>Позвоните</b>',
  })
  await push()
  const [there, ...more] = theirs(order)
  expect(more).toEqual([])
  expect(there).toMatchObject({
    ...{ status: 'on-hold', currency: 'RUB', customer_id: 0, total: 378.49, customer_note: '‹b›Позвоните‹/b›' },
    ...{ payment_method: 'cod', payment_method_title: 'При получении, наличными или картой' },
    billing: { first_name: 'Анна', phone: '+79161234567', address_1: 'Арбат, 1', city: 'Москва' },
    shipping: { first_name: 'Анна', address_1: 'Арбат, 1' },
    line_items: [
      { product_id: roses.id, quantity: 3, subtotal: 300.03, total: 298.94 },
      { product_id: roses.id, quantity: 1, subtotal: 50, total: 49.5 },
    ],
    shipping_lines: [{ method_id: 'courier', method_title: 'Курьер', total: 30.05 }],
    // A coupon of theirs would reset every line to its list price (O4).
    coupon_lines: [],
    fee_lines: [],
  })
  expect(metaOf(there as never)).toMatchObject({
    vitrina_order: order.id,
    vitrina_number: String(order.number),
    vitrina_coupon: 'SPRING',
    vitrina_points: '0.10',
  })
  const externalId = String(there?.id)
  expect(await read(order)).toMatchObject({ externalId, externalNumber: externalId, status: 'placed' })
  expect(await known(order)).toMatchObject({ externalId, status: 'on-hold', orderKey: there?.order_key, trouble: null })
  expect(await paymentUrlOf(ctx, order.id)).toBe(
    `${woo.url}/checkout/order-pay/${externalId}/?pay_for_order=true&key=${there?.order_key}`,
  )
  expect(await alarms()).toEqual([])
  expect(await readOrderDrift(ctx)).toMatchObject({ waiting: 0, troubled: 0 })
  // Nothing that could be read on the way.
  expect(woo.calls().some(({ path }) => path.includes('7916'))).toBe(false)
})

test('a variation, and goods that are only ours, are lines of their own (E6)', async () => {
  const { woo, roses, place, push, theirs, ofRoses } = await openOrdering()
  const red = woo.world.addVariation(roses.id, { Цвет: 'Красный' }, { sku: 'ROSE-RED', regular_price: '1500' })
  const lines = [
    ofRoses({ external: { productId: String(roses.id), variationId: String(red.id) }, quantity: 1 }),
    ofRoses({ external: null, sku: 'OWN-CARD', name: { ru: 'Открытка' }, quantity: 1 }),
  ]
  const order = await place({ lines, goodsMinor: 300_000 })
  await push()
  expect(theirs(order)[0]?.line_items).toMatchObject([
    { product_id: roses.id, variation_id: red.id },
    { product_id: 0, name: 'Открытка', total: 1500 },
  ])
})

test.each([
  ['an answer lost after the work', { kind: 'drop-after' }],
  ['a gateway that gave up after the work', { kind: 'error-after', status: 504 }],
] as const)('after %s the order is found by its number and not made again (O1, E6)', async (_, fault) => {
  const { woo, place, push, read, theirs, ctx, waits } = await openOrdering()
  woo.faults.add(fault, { method: 'POST', path: '/orders' })
  const order = await place()
  await push()
  expect(await read(order)).toMatchObject({ externalId: null })
  ctx.advance(1_000)
  await push()
  const [there, ...more] = theirs(order)
  expect(more).toEqual([])
  expect(await read(order)).toMatchObject({ externalId: String(there?.id) })
  expect(madeCalls(woo)).toHaveLength(1)
  expect(await waits(order)).toBe(false)
})

test.each([0, 1])(
  'a lost answer is looked behind on a site that was set back meanwhile, by %i orders (O1)',
  async (by) => {
    const { woo, place, push, theirs, ctx, read } = await openOrdering()
    for (let nth = 0; nth <= by; nth++) await place()
    await push()
    const { orders, lastIds } = woo.world.shop.state
    orders.clear()
    lastIds.post -= by + 1
    woo.faults.add({ kind: 'drop-after' }, { method: 'POST', path: '/orders' })
    const order = await place()
    await push()
    ctx.advance(1_000)
    await push()
    expect(theirs(order)).toHaveLength(1)
    expect(await read(order)).toMatchObject({ externalId: String(theirs(order)[0]?.id) })
  },
)

test('one that was made and thrown away before it was found is not made again', async () => {
  const { woo, place, push, read, theirs, ctx } = await openOrdering()
  woo.faults.add({ kind: 'drop-after' }, { method: 'POST', path: '/orders' })
  const order = await place()
  await push()
  woo.world.trashOrder(theirs(order)[0]?.id as number)
  ctx.advance(1_000)
  await push()
  expect(madeCalls(woo)).toHaveLength(1)
  expect(await read(order)).toMatchObject({ status: 'cancelled', externalId: String(theirs(order)[0]?.id) })
})

test('a lost request is made anew only when nobody can be at work on it any more (O1)', async () => {
  const { woo, place, push, theirs, ctx } = await openOrdering()
  woo.faults.add({ kind: 'drop-before' }, { method: 'POST', path: '/orders' })
  const order = await place()
  await push()
  for (let second = 0; second < 14; second++) {
    ctx.advance(1_000)
    await push()
  }
  expect(madeCalls(woo)).toHaveLength(1)
  ctx.advance(1_000)
  await push()
  expect(madeCalls(woo)).toHaveLength(2)
  expect(theirs(order)).toHaveLength(1)
})

test.each([
  ['an error page', { kind: 'error', status: 500 }],
  ['a page of HTML that says 200', { kind: 'garbage' }],
  ['a site without its database', { kind: 'no-database' }],
] as const)('%s is looked behind, and the order made anew (E6, M5)', async (_, fault) => {
  const { woo, place, push, theirs, ctx, read } = await openOrdering()
  woo.faults.add(fault, { method: 'POST', path: '/orders' })
  const order = await place()
  await push()
  ctx.advance(1_000)
  await push()
  expect(theirs(order)).toHaveLength(1)
  expect((await read(order)).externalId).not.toBeNull()
})

test('a process killed between the attempt and the answer: the next one looks before it makes (E6, O1)', async () => {
  const { woo, place, push, theirs, ctx, site } = await openOrdering()
  const order = await place()
  // It was sent and done; that it was begun is all that was written down.
  const waiting = await findPush(ctx.db, order.id)
  const until = new Date(ctx.now().getTime() + 30_000)
  await takeAttempt(ctx.db, waiting as never, {
    ...{ attemptedAt: ctx.now(), doubtfulUntil: until, floorId: 0, sentStatus: 'on-hold' },
  })
  await push()
  // Nothing of it there yet: it may still come.
  expect(madeCalls(woo)).toHaveLength(0)
  ctx.advance(30_000)
  await pushOrders(ctx, site)
  expect(theirs(order)).toHaveLength(1)
})

test('many processes that do the same at once make each order once (E6, G10)', async () => {
  const { woo, place, ctx, openSite, theirs } = await openOrdering()
  const orders = []
  for (let nth = 0; nth < 12; nth++) orders.push(await place())
  woo.faults.always({ kind: 'slow', delayMs: 20 }, { method: 'POST' })
  await Promise.all(Array.from({ length: 4 }, () => pushOrders(ctx, openSite())))
  woo.faults.clear()
  ctx.advance(60_000)
  await Promise.all(Array.from({ length: 4 }, () => pushOrders(ctx, openSite())))
  expect(orders.map((order) => theirs(order).length)).toEqual(orders.map(() => 1))
})

test('while the site is away all wait, and come afterwards in the order in which they were placed (G7, Y4)', async () => {
  const { woo, place, push, ctx, theirs, pushes } = await openOrdering()
  // So that it is the making itself which fails.
  await place()
  await push()
  woo.faults.always({ kind: 'maintenance' })
  const orders = []
  for (let nth = 0; nth < 5; nth++) {
    orders.push(await place())
    await expect(push()).rejects.toMatchObject({ name: 'WooFault' })
  }
  expect(await pushes()).toEqual(orders.map(() => ({ attempted: false, tries: 0 })))
  ctx.advance(10 * 60_000)
  expect(await readOrderDrift(ctx)).toMatchObject({ waiting: 5, longestSeconds: 600 })
  woo.faults.clear()
  await push()
  const ids = orders.map((order) => theirs(order)[0]?.id as number)
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
})

test('an order that is made otherwise than it was sent is called off there, told to staff, and stays ours (O15)', async () => {
  const { woo, place, push, theirs, read, alarms, known, waits, ofRoses, ctx } = await openOrdering()
  const order = await place({ lines: [ofRoses({ external: { productId: '999999', variationId: null } })] })
  await push()
  const [there] = theirs(order)
  expect(there?.status).toBe('cancelled')
  expect(metaOf(there as never)).toMatchObject({ vitrina_note: 'not what was sent' })
  expect(await alarms()).toEqual([
    { kind: 'differs', orderId: order.id, externalId: String(there?.id), details: 'line_items[0].product_id' },
  ])
  expect(await read(order)).toMatchObject({ status: 'placed', externalId: null })
  expect(await known(order)).toMatchObject({ trouble: 'differs', status: 'cancelled' })
  expect(await waits(order)).toBe(false)
  expect(await readOrderDrift(ctx)).toMatchObject({ troubled: 1 })
  expect(await paymentUrlOf(ctx, order.id)).toBeUndefined()
  await planMissed(ctx)
  await push()
  expect(madeCalls(woo)).toHaveLength(1)
})

test('calling off what was made wrongly is tried until it is done (O15)', async () => {
  const { woo, place, push, theirs, ofRoses, ctx } = await openOrdering()
  woo.faults.add({ kind: 'error', status: 500 }, { method: 'PUT' })
  const order = await place({ lines: [ofRoses({ external: { productId: '999999', variationId: null } })] })
  await push()
  expect(theirs(order)[0]?.status).toBe('on-hold')
  ctx.advance(10_000)
  await push()
  expect(theirs(order)[0]?.status).toBe('cancelled')
})

test('what they refuse is told to staff and keeps nobody else waiting (G10)', async () => {
  const { place, push, alarms, read, theirs, ctx } = await openOrdering()
  const refused = await place({ currency: 'XXX' })
  const next = await place()
  await push()
  expect(await alarms()).toEqual([
    { kind: 'refused', orderId: refused.id, externalId: null, details: 'rest_invalid_param' },
  ])
  expect((await read(refused)).status).toBe('placed')
  expect(theirs(next)).toHaveLength(1)
  expect(await readOrderDrift(ctx)).toMatchObject({ waiting: 0, troubled: 1 })
})

test('an order that fails there again and again waits longer each time, and staff hears of it once', async () => {
  const { woo, place, push, alarms, ctx, theirs } = await openOrdering()
  woo.faults.always({ kind: 'garbage' }, { method: 'POST', path: '/orders' })
  const order = await place()
  for (let nth = 0; nth < 12; nth++) {
    await push().catch(() => {})
    ctx.advance(301_000)
  }
  expect(madeCalls(woo).length).toBeGreaterThan(8)
  expect((await alarms()).map(({ kind }) => kind)).toEqual(['failing'])
  woo.faults.clear()
  await push()
  expect(theirs(order)).toHaveLength(1)
})

test('a paid order comes with its money; one that waits for money elsewhere does not come before it (M4, Y3)', async () => {
  const { place, push, theirs, ctx } = await openOrdering()
  const payBy = new Date(ctx.now().getTime() + 60_000)
  const order = await place({ paymentMethodId: 'telegram', payBy })
  await push()
  expect(theirs(order)).toEqual([])
  await takePayment(ctx, {
    ...{ method: 'telegram', chargeId: 'charge-1', providerChargeId: null, reference: order.id },
    ...{ amountMinor: order.totalMinor, currency: 'RUB', payerId: null, at: ctx.now() },
  })
  await planPush(ctx, order.id)
  await push()
  expect(theirs(order)).toMatchObject([
    { status: 'processing', transaction_id: 'charge-1', payment_method: 'telegram' },
  ])
  expect(theirs(order)[0]?.paid).not.toBeNull()
})

test('one that is to be paid on their page is there at once, unpaid and holding no stock (Y3)', async () => {
  const { place, push, theirs, ctx, woo } = await openOrdering()
  const order = await place({ paymentMethodId: 'woocommerce', payBy: new Date(ctx.now().getTime() + 60_000) })
  await push()
  expect(theirs(order)).toMatchObject([{ status: 'pending', payment_method: '' }])
  expect(woo.world.product('ROSE-25').stock_quantity).toBe(100)
})

test('an order that was cancelled before it came is not made there', async () => {
  const { woo, place, push, ctx, waits } = await openOrdering()
  const order = await place()
  await moveOrder(ctx, order.id, { to: 'cancelled', actor: bySystem })
  await push()
  expect(madeCalls(woo)).toEqual([])
  expect(await waits(order)).toBe(false)
})

test('a customer is there once, found by a proven address, however many orders come at once (O14)', async () => {
  const ordering = await openOrdering()
  const { woo, place, ctx, openSite, theirs } = ordering
  const email = 'anna@example.com' as Email
  const { customerId } = await byMail(ordering, email)
  const orders = []
  for (let nth = 0; nth < 4; nth++) orders.push(await place({ customerId }))
  await Promise.all(Array.from({ length: 4 }, () => pushOrders(ctx, openSite())))
  ctx.advance(60_000)
  await pushOrders(ctx, openSite())
  const [anna, ...more] = woo.world.customers()
  expect(more).toEqual([])
  expect(anna).toMatchObject({ email })
  expect(orders.map((order) => theirs(order)[0]?.customer_id)).toEqual(orders.map(() => anna?.id))
})

test('what is paid at their page belongs to no account, which alone could pay it there (Y3, O14)', async () => {
  const ordering = await openOrdering()
  const { ctx, place, push, theirs } = ordering
  const { customerId } = await byMail(ordering)
  const payBy = new Date(ctx.now().getTime() + 60_000)
  const order = await place({ customerId, paymentMethodId: 'woocommerce', payBy })
  await push()
  expect(theirs(order)).toMatchObject([{ customer_id: 0, status: 'pending' }])
  const page = await fetch((await paymentUrlOf(ctx, order.id)) ?? '')
  expect(await page.text()).toContain('Pay for order</button>')
})

test('two processes that make the same customer at one moment link one (O14)', async () => {
  const ordering = await openOrdering()
  const { woo, ctx, openSite } = ordering
  const { customer } = await byMail(ordering)
  woo.faults.always({ kind: 'slow', delayMs: 50 }, { method: 'POST', path: '/customers' })
  const ids = await Promise.all([1, 2, 3].map(() => linkCustomer(ctx, openSite().client, customer)))
  expect(new Set(ids).size).toBe(1)
  expect(woo.world.customers()).toHaveLength(1)
})

test('an address that was only typed makes nobody their customer; a customer who is gone there is made anew (O14)', async () => {
  const ordering = await openOrdering()
  const { woo, place, push, theirs } = ordering
  const contact = { name: 'Борис', phone: '+79161234568' as Phone, email: 'boss@example.com' as Email }
  const guest = await place({ contact })
  await push()
  expect(theirs(guest)).toMatchObject([
    { customer_id: 0, billing: { email: 'boss@example.com', phone: '+79161234568' } },
  ])
  expect(woo.world.customers()).toEqual([])
  const { customerId } = await byMail(ordering)
  await place({ customerId })
  await push()
  woo.world.shop.state.customers.clear()
  const again = await place({ customerId })
  await push()
  expect(theirs(again)[0]?.customer_id).toBe(woo.world.customers()[0]?.id)
})

test('a customer whom they will not have is no reason to ask without a pause (O14)', async () => {
  const ordering = await openOrdering()
  const { woo, place, push, ctx, alarms } = ordering
  const { customerId } = await byMail(ordering)
  await place({ customerId })
  const { customers } = woo.world.shop.state
  const has = customers.has.bind(customers)
  customers.has = () => false
  await push()
  expect(madeCalls(woo).length).toBeLessThan(4)
  for (let nth = 0; nth < 12; nth++) {
    ctx.advance(301_000)
    await push()
  }
  expect((await alarms()).map(({ kind }) => kind)).toEqual(['refused'])
  customers.has = has
})

test('what the news of it has missed is brought there by looking (G10)', async () => {
  const ordering = await openOrdering()
  const { ctx, push, theirs, place, ofRoses } = ordering
  await place()
  const missed = await placedOrder(ordering, { lines: [ofRoses()] })
  expect(await planMissed(ctx)).toBe(1)
  await push()
  expect(theirs(missed)).toHaveLength(1)
  expect(await planMissed(ctx)).toBe(0)
})

test.each([
  ['that of the goods', 'inherit', ['reduced-rate', 'zero-rate']],
  ['the standard one', '', ['reduced-rate', 'zero-rate']],
  ['another one', 'reduced-rate', ['reduced-rate']],
])(
  'where taxes come on top of orders ours costs what its customer agreed to; of delivery %s (E6, O15)',
  async (_, shippingClass, classes) => {
    const rates = ['', ...classes].map((name) => ({ class: name, percent: name === 'zero-rate' ? 0 : 12 }))
    const { place, push, theirs, alarms, known } = await openOrdering({
      taxes: { areInside: true, classes, rates, shippingClass },
    })
    const order = await place()
    await push()
    expect(theirs(order)[0]).toMatchObject({ status: 'on-hold', total: 3300, taxes: { cart: 0, shipping: 0 } })
    expect(await known(order)).toMatchObject({ trouble: null })
    expect(await alarms()).toEqual([])
  },
)

test('a site that shows prices in whole units is no reason to call off what has kopecks', async () => {
  const { woo, place, push, ctx, read, alarms } = await openOrdering({ decimals: 2 })
  woo.faults.add({ kind: 'drop-after' }, { method: 'POST', path: '/orders' })
  const order = await place()
  await push()
  ctx.advance(1_000)
  await push()
  const asked = woo.calls().filter(({ path }) => path.startsWith('/wc/v3/orders'))
  expect(asked.filter(({ path }) => !path.includes('dp=4') && !path.includes('per_page=1&'))).toEqual([])
  expect((await read(order)).externalId).not.toBeNull()
  expect(await alarms()).toEqual([])
})
