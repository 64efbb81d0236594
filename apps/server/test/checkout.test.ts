import { randomUUID } from 'node:crypto'
import { SetQuantity } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cartLines } from '#cart'
import { listOffers } from '#catalog'
import {
  cancelOverdue,
  couponDesk,
  forgetAnswers,
  payOnDelivery,
  settlePayment,
  sweepAnswers,
  sweepOverdue,
} from '#checkout'
import { storeCoupons } from '#coupons'
import { seedDeliveryMethods, storeDeliveryMethods } from '#delivery'
import { findOrder, moveOrder, type OrderId, type OrderLine, toOrder, type WholeOrder } from '#orders'
import { type Ctx, type Refusal, transact } from '#platform'
import { offers } from '../src/modules/catalog/tables.ts'
import { cancelOrder, settleEnded } from '../src/modules/checkout/end-order.ts'
import { payOrder } from '../src/modules/checkout/pay-order.ts'
import { quoteCart } from '../src/modules/checkout/quote-cart.ts'
import { repeatOrder } from '../src/modules/checkout/repeat-order.ts'
import { countLockWaits } from './database.ts'
import {
  asking,
  buyerOf,
  counted,
  fill,
  held,
  inTelegram,
  openSelling,
  place,
  putCoupon,
  type Selling,
  sell,
  tryToPlace,
} from './selling.ts'

let on: Selling
beforeAll(async () => {
  on = await openSelling()
})
afterAll(() => on.close())

const rub = (amountMinor: number) => ({ amountMinor, currency: 'RUB' })
const refusalOf = async (attempt: Promise<unknown>) =>
  (await attempt.then(
    () => undefined,
    (error) => error,
  )) as Refusal

describe('placing an order (E6)', () => {
  test('holds the goods, empties the cart and tells of it, all at once (G7)', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 3 })
    const order = await place(on, customerId, asking(330_000))
    expect(order).toMatchObject({
      status: 'placed',
      items: [{ sku, quantity: 3, lineTotal: rub(300_000) }],
      totals: { goods: rub(300_000), discount: rub(0), delivery: rub(30_000), total: rub(330_000) },
      payment: { methodId: 'cash', status: 'unpaid' },
      canCancel: true,
    })
    expect(await held(on, sku)).toBe(3)
    expect((await cartLines(on.ctx, customerId)).lines).toEqual([])
    expect(await on.takeJobs('orders.placed')).toEqual([{ orderId: order.id }])
    expect(await on.takeJobs('checkout.cancel-unpaid')).toEqual([])
  })

  test('keeps what was bought as it was: a later edit of the catalogue changes no line (G6)', async () => {
    const { sku, productId } = await sell(on)
    const order = await place(on, await buyerOf(on, { [sku]: 1 }), asking(130_000))
    const lines = async () => (await findOrder(on.ctx.db, order.id as OrderId))?.lines as OrderLine[]
    const before = await lines()
    await on.ctx.db.execute(
      sql`update products set name = '{"ru":"Другое"}', slug = ${`${sku}-new`} where id = ${productId}`,
    )
    await on.ctx.db.update(offers).set({ priceMinor: 1 }).where(sql`sku = ${sku}`)
    expect(await lines()).toEqual(before)
    expect(before[0]).toMatchObject({ name: { ru: 'Розы' }, unitPriceMinor: 100_000 })
  })

  test('costs no delivery from the threshold on, and asks no address where none is needed', async () => {
    const { sku } = await sell(on)
    const free = await place(on, await buyerOf(on, { [sku]: 5 }), asking(500_000))
    expect(free.totals.delivery).toEqual(rub(0))
    const { address, ...toTheDoor } = asking(100_000)
    const asked = { ...toTheDoor, delivery: { methodId: 'pickup' } }
    expect((await place(on, await buyerOf(on, { [sku]: 1 }), asked)).delivery).toEqual({
      methodId: 'pickup',
      title: 'Самовывоз',
    })
  })

  test('of an empty cart is refused', async () => {
    const { refused } = await tryToPlace(on, await buyerOf(on, {}), asking(0))
    expect(refused?.code).toBe('checkout.cart_empty')
  })

  test.each([0, -1, 1.5, 1e9])('%d of something cannot even be put into a cart', (quantity) => {
    expect(SetQuantity.safeParse({ quantity }).success).toBe(quantity === 0)
  })
})

/** Nothing of an attempt is left. */
async function expectNothing(customerId: number, sku: string, quantity: number): Promise<void> {
  expect(await counted(on, 'orders', `customer_id = ${customerId}`)).toBe(0)
  expect(await counted(on, 'idempotency_keys', `customer_id = ${customerId}`)).toBe(0)
  expect(await held(on, sku)).toBe(0)
  const { lines } = await cartLines(on.ctx, customerId as never)
  expect(lines).toMatchObject([{ sku, quantity }])
  const untrue = "name = 'orders.placed' and data ->> 'orderId' not in (select id from orders)"
  expect(await counted(on, 'captured_jobs', untrue)).toBe(0)
}

describe('what changed between the quote and the order (G3, S23)', () => {
  test('a price: a fresh quote, nothing created, and the new total is good', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 2 })
    await on.ctx.db.update(offers).set({ priceMinor: 110_000 }).where(sql`sku = ${sku}`)
    const { refused } = await tryToPlace(on, customerId, asking(230_000))
    expect(refused?.code).toBe('checkout.total_changed')
    expect(refused?.details.quote?.totals.total).toEqual(rub(250_000))
    const changed = { code: 'price_changed', sku, price: rub(110_000), was: rub(100_000) }
    expect(refused?.details.problems).toEqual([changed])
    await expectNothing(customerId, sku, 2)
    expect((await place(on, customerId, asking(250_000))).totals.total).toEqual(rub(250_000))
  })

  test('a price that the buyer made up is no price, in whichever currency', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const made = asking(130_000, { expectedTotal: { amountMinor: 130_000, currency: 'UZS' } })
    for (const asked of [asking(1), asking(130_001), made])
      expect((await tryToPlace(on, customerId, asked)).refused?.code).toBe('checkout.total_changed')
    await expectNothing(customerId, sku, 1)
  })

  test('stock: how many there are is said for each', async () => {
    const [{ sku }, other] = [await sell(on, { stock: 1 }), await sell(on, { stock: null })]
    const customerId = await buyerOf(on, { [sku]: 2, [other.sku]: 5 })
    const { refused } = await tryToPlace(on, customerId, asking(730_000))
    expect(refused?.code).toBe('checkout.goods_unavailable')
    expect(refused?.details.problems).toEqual([{ code: 'insufficient_stock', sku, available: 1 }])
    expect(refused?.details.quote?.problems).toEqual([{ code: 'insufficient_stock', sku, available: 1 }])
    expect(await held(on, other.sku)).toBe(0)
  })

  test.each(['gone_at = now()', 'price_minor = null'])('the product (%s): it is gone', async (change) => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    await on.ctx.db.execute(sql`update offers set ${sql.raw(change)} where sku = ${sku}`)
    const { refused } = await tryToPlace(on, customerId, asking(130_000))
    expect(refused?.details.problems).toEqual([{ code: 'gone', sku }])
    await expectNothing(customerId, sku, 1)
  })

  test('the product, wholly: it is gone', async () => {
    const { sku, productId } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    await on.ctx.db.execute(sql`delete from products where id = ${productId}`)
    expect((await tryToPlace(on, customerId, asking(130_000))).refused?.details.problems).toEqual([
      { code: 'gone', sku },
    ])
  })

  test('the ways of delivery and payment', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const drone = asking(130_000, { delivery: { methodId: 'drone' } })
    expect((await tryToPlace(on, customerId, drone)).refused?.code).toBe('checkout.delivery_unavailable')
    const page = asking(130_000, { payment: { methodId: 'woocommerce' } })
    expect((await tryToPlace(on, customerId, page)).refused?.code).toBe('checkout.payment_unavailable')
    const { address, ...nowhere } = asking(130_000)
    const { refused } = await tryToPlace(on, customerId, nowhere)
    expect(refused?.details.errors).toEqual([{ field: 'address', code: 'required' }])
    const points = await tryToPlace(on, customerId, asking(130_000, { points: 5 }))
    expect(points.refused?.details.errors).toEqual([{ field: 'points', code: 'points_unavailable' }])
    await expectNothing(customerId, sku, 1)
  })
})

describe('a quote', () => {
  const ask = (customerId: number, more: object = {}) =>
    quoteCart(on.ctx, { customerId: customerId as never, locale: 'en', ...more }, on.selling)

  test('says what it costs, how it can be delivered and paid, in the reader’s language', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 2 })
    const undecided = await ask(customerId)
    expect(undecided).toMatchObject({
      totals: { goods: rub(200_000), discount: rub(0), total: rub(200_000) },
      deliveryMethods: [
        { id: 'courier', title: 'By courier', price: rub(30_000), needsAddress: true },
        { id: 'pickup', title: 'Pick-up', price: rub(0), needsAddress: false },
        { id: 'post', title: 'By post', price: rub(40_000), needsAddress: true },
      ],
      paymentMethods: [{ id: 'cash', title: 'On delivery, in cash or by card' }, { id: 'telegram' }],
      problems: [],
    })
    expect(undecided.totals.delivery).toBeUndefined()
    expect((await ask(customerId, { delivery: { methodId: 'courier' } })).totals.total).toEqual(rub(230_000))
  })

  test('is what an order then costs', async () => {
    const [one, two] = [await sell(on, { priceMinor: 33_333 }), await sell(on, { priceMinor: 1 })]
    const customerId = await buyerOf(on, { [one.sku]: 7, [two.sku]: 9 })
    const { totals } = await ask(customerId, { delivery: { methodId: 'courier' } })
    expect((await place(on, customerId, asking(totals.total.amountMinor))).totals).toEqual(totals)
  })

  test('leaves out what cannot be sold, and says so', async () => {
    const [{ sku }, left] = [await sell(on), await sell(on, { stock: 1 })]
    const customerId = await buyerOf(on, { [sku]: 1, [left.sku]: 2 })
    await on.ctx.db.execute(sql`update offers set gone_at = now() where sku = ${sku}`)
    const { totals, problems } = await ask(customerId)
    expect(totals.goods).toEqual(rub(200_000))
    expect(problems).toEqual(
      expect.arrayContaining([
        { code: 'gone', sku },
        { code: 'insufficient_stock', sku: left.sku, available: 1 },
      ]),
    )
  })

  test('offers only what goes there, and asks for what has to be known', async () => {
    const base = { title: { ru: 'Курьер' }, freeFromMinor: null, needsAddress: true, position: 0, isActive: true }
    const moscow = { ...base, id: 'moscow', priceMinor: 10_000, zones: [{ country: 'RU', postcodes: ['101*'] }] }
    await storeDeliveryMethods(on.ctx, 'woocommerce', [
      moscow,
      { ...base, id: 'tashkent', priceMinor: 20_000, zones: [{ country: 'UZ' }] },
      { ...base, id: 'closed', priceMinor: 1, zones: [], isActive: false },
    ])
    const abroad: Selling = { ...on, selling: { ...on.selling, deliverySource: 'woocommerce' } }
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const idsFor = async (address: object) =>
      (await quoteCart(on.ctx, { customerId, locale: 'ru', address }, abroad.selling)).deliveryMethods.map(
        ({ id }) => id,
      )
    expect(await idsFor({ country: 'RU' })).toEqual(['moscow'])
    expect(await idsFor({ country: 'RU', postcode: '999999' })).toEqual([])
    expect(await idsFor({ country: 'UZ' })).toEqual(['tashkent'])

    const address = { country: 'RU', city: 'Москва', street: 'Арбат, 1' }
    const asked = asking(110_000, { delivery: { methodId: 'moscow' }, address })
    const { refused } = await tryToPlace(abroad, customerId, asked)
    expect(refused?.details.errors).toEqual([{ field: 'address.postcode', code: 'required' }])
    const elsewhere = await tryToPlace(abroad, customerId, { ...asked, address: { ...address, postcode: '5' } })
    expect(elsewhere.refused?.code).toBe('checkout.delivery_unavailable')
    const order = await place(abroad, customerId, { ...asked, address: { ...address, postcode: '101000' } })
    expect(order.delivery.address?.postcode).toBe('101000')

    await storeDeliveryMethods(on.ctx, 'woocommerce', [{ ...moscow, priceMinor: 5 }])
    await seedDeliveryMethods(on.ctx, { currency: 'RUB' })
    expect(await counted(on, 'delivery_methods', "source = 'woocommerce' and price_minor = 5")).toBe(1)
    expect(await counted(on, 'delivery_methods')).toBe(4)
  })
})

describe('a key (G1, G2)', () => {
  test('orders once: the same call again is answered the same, word for word', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const key = randomUUID()
    const first = await place(on, customerId, asking(130_000), key)
    await fill(on, customerId, { [sku]: 1 })
    await moveOrder(on.ctx, first.id as OrderId, { to: 'processing', actor: { kind: 'staff', id: '1' } })
    const again = await place(on, customerId, asking(130_000), key)
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    expect(await counted(on, 'orders', `customer_id = ${customerId}`)).toBe(1)
    expect((await cartLines(on.ctx, customerId)).lines).toHaveLength(1)
  })

  test('is good for one body: another is refused, the same in another order is not', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const key = randomUUID()
    const order = await place(on, customerId, asking(130_000), key)
    const other = asking(130_000, { comment: 'И открытку' })
    expect((await tryToPlace(on, customerId, other, key)).refused?.code).toBe('checkout.key_reused')
    const turned = Object.fromEntries(Object.entries(asking(130_000)).reverse()) as never
    expect((await place(on, customerId, turned, key)).id).toBe(order.id)
  })

  test('is its customer’s own', async () => {
    const { sku } = await sell(on)
    const [one, two] = [await buyerOf(on, { [sku]: 1 }), await buyerOf(on, { [sku]: 1 })]
    const key = randomUUID()
    const orders = [await place(on, one, asking(130_000), key), await place(on, two, asking(130_000), key)]
    expect(new Set(orders.map(({ id }) => id)).size).toBe(2)
  })

  test('is not used up by an attempt that was refused', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const key = randomUUID()
    expect((await tryToPlace(on, customerId, asking(1), key)).refused?.code).toBe('checkout.total_changed')
    expect((await place(on, customerId, asking(130_000), key)).status).toBe('placed')
  })

  test('sent twenty times at once orders once', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const key = randomUUID()
    const attempts = await Promise.all(
      Array.from({ length: 20 }, () => tryToPlace(on, customerId, asking(130_000), key)),
    )
    const ids = new Set(attempts.flatMap(({ order }) => order?.id ?? []))
    expect(ids.size).toBe(1)
    const refused = attempts.flatMap(({ refused }) => refused ?? [])
    for (const { code, details } of refused) {
      expect(code).toBe('checkout.in_progress')
      expect(details.retryAfter).toBe(1)
    }
    expect(await counted(on, 'orders', `customer_id = ${customerId}`)).toBe(1)
    expect(await held(on, sku)).toBe(1)
  })

  test('of which another call is at work is said to be, and does not wait', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const key = randomUUID()
    const first = await transact(on.ctx, async ({ db }) => {
      // Whoever keeps the goods keeps the first call waiting in the middle of its work.
      await db.execute(sql`select from offers where sku = ${sku} for update`)
      const first = place(on, customerId, asking(130_000), key)
      await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
      expect((await tryToPlace(on, customerId, asking(130_000), key)).refused?.code).toBe('checkout.in_progress')
      return { first }
    })
    expect((await place(on, customerId, asking(130_000), key).catch(() => first.first)).id).toBe((await first.first).id)
  })

  test('and another, for one cart at once: it is ordered once', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const attempts = await Promise.all(Array.from({ length: 12 }, () => tryToPlace(on, customerId, asking(130_000))))
    expect(attempts.filter(({ order }) => order)).toHaveLength(1)
    for (const { refused } of attempts.filter(({ order }) => !order))
      expect(['checkout.cart_empty', 'checkout.cart_changed']).toContain(refused?.code)
    expect(await held(on, sku)).toBe(1)
  })

  test('is kept for two days, and forgotten with its customer (Y7)', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    await place(on, customerId, asking(130_000))
    const kept = () => counted(on, 'idempotency_keys', `customer_id = ${customerId}`)
    on.ctx.advance(47 * 3600_000)
    await sweepAnswers(on.ctx)
    expect(await kept()).toBe(1)
    on.ctx.advance(2 * 3600_000)
    await sweepAnswers(on.ctx)
    expect(await kept()).toBe(0)
    const another = await buyerOf(on, { [sku]: 1 })
    await place(on, another, asking(130_000))
    await forgetAnswers(on.ctx, another)
    expect(await counted(on, 'idempotency_keys', `customer_id = ${another}`)).toBe(0)
  })
})

describe('an attempt that dies', () => {
  // Each statement that it makes in turn: after the key, the cart, the locks, the holds, the order, its lines, the news.
  test.each(['stock_holds', 'orders', 'order_lines', 'order_moves', 'captured_jobs', 'idempotency_keys'])(
    'at %s leaves nothing, and the same call again succeeds (G7)',
    async (table) => {
      const { sku } = await sell(on)
      const customerId = await buyerOf(on, { [sku]: 1 })
      const key = randomUUID()
      const event = table === 'idempotency_keys' ? 'update' : 'insert'
      await on.ctx.db.execute(sql`create or replace function die() returns trigger language plpgsql as
        'begin perform pg_terminate_backend(pg_backend_pid()); return new; end'`)
      await on.ctx.db.execute(
        sql.raw(`create trigger dies before ${event} on ${table} for each row execute function die()`),
      )
      await expect(place(on, customerId, asking(130_000), key)).rejects.toThrow()
      await on.ctx.db.execute(sql.raw(`drop trigger dies on ${table}`))
      await expectNothing(customerId, sku, 1)
      expect((await place(on, customerId, asking(130_000), key)).status).toBe('placed')
    },
  )
})

const tenPercent = {
  ...{ kind: 'percent' as const, value: 1000, minMinor: null, expiresAt: null },
  ...{ usageLimit: null, usageLimitPerCustomer: null, productIds: [], categoryIds: [] },
}

describe('a coupon', () => {
  const coupon = (code: string, overrides: object = {}) => ({ ...tenPercent, code, ...overrides })
  // One set a test: what is stored is all there is.
  const store = (...coupons: ReturnType<typeof coupon>[]) => storeCoupons(on.ctx, 'file', coupons)

  async function buyerWith(code: string, lines: Record<string, number>) {
    const customerId = await buyerOf(on, lines)
    await putCoupon(on, customerId, code)
    return customerId
  }
  const uses = (code: string) => counted(on, 'coupon_uses', `code = '${code}'`)

  test('takes its part off, shared over the lines it is for, and counts as used', async () => {
    await store(coupon('ten'))
    const [one, two] = [await sell(on, { priceMinor: 33_333 }), await sell(on, { priceMinor: 33_334 })]
    const customerId = await buyerWith(' TEN', { [one.sku]: 1, [two.sku]: 2 })
    const order = await place(on, customerId, asking(120_001))
    expect(order.totals).toMatchObject({ goods: rub(100_001), discount: rub(10_000), total: rub(120_001) })
    const { lines = [] } = (await findOrder(on.ctx.db, order.id as OrderId)) ?? {}
    expect(lines.reduce((sum, { discountMinor }) => sum + discountMinor, 0)).toBe(10_000)
    expect(await counted(on, 'coupons', "code = 'ten' and used = 1")).toBe(1)
    expect((await cartLines(on.ctx, customerId)).couponCode).toBeNull()
  })

  test('of which one use is left is used once, however many order at once', async () => {
    await store(coupon('last', { usageLimit: 1 }))
    // Of different things: else the lock of the one thing would have them wait for each other.
    const buyers = await Promise.all(
      Array.from({ length: 12 }, async () => buyerWith('last', { [(await sell(on)).sku]: 1 })),
    )
    const attempts = await Promise.all(buyers.map((buyer) => tryToPlace(on, buyer, asking(120_000))))
    expect(attempts.filter(({ order }) => order)).toHaveLength(1)
    for (const { refused } of attempts.filter(({ order }) => !order)) {
      expect(refused?.code).toBe('checkout.total_changed')
      expect(refused?.details.quote?.problems).toEqual([{ code: 'coupon_rejected' }])
      expect(refused?.details.quote?.totals.total).toEqual(rub(130_000))
    }
    expect(await uses('last')).toBe(1)
  })

  test('that one may use once is used once by one, at whichever order', async () => {
    await store(coupon('once', { usageLimitPerCustomer: 1 }))
    const { sku } = await sell(on)
    const customerId = await buyerWith('once', { [sku]: 1 })
    const first = await place(on, customerId, asking(120_000))
    await fill(on, customerId, { [sku]: 1 })
    await putCoupon(on, customerId, 'once')
    const again = await tryToPlace(on, customerId, asking(120_000))
    expect(again.refused?.details.problems).toEqual([{ code: 'coupon_rejected' }])
    await cancelOrder(on.ctx, { orderId: first.id as OrderId, customerId })
    expect(await uses('once')).toBe(0)
    expect((await place(on, customerId, asking(120_000))).totals.discount).toEqual(rub(10_000))
  })

  test('that ended between the quote and the order, or whose minimum is missed, changes the total (G3)', async () => {
    await store(
      coupon('soon', { expiresAt: new Date(on.ctx.now().getTime() + 1000) }),
      coupon('big', { minMinor: 200_000 }),
    )
    const { sku } = await sell(on)
    const late = await buyerWith('soon', { [sku]: 1 })
    expect((await quoteCart(on.ctx, { customerId: late, locale: 'ru' }, on.selling)).totals.total).toEqual(rub(90_000))
    on.ctx.advance(1000)
    const { refused } = await tryToPlace(on, late, asking(120_000))
    expect(refused?.details.quote?.problems).toEqual([{ code: 'coupon_rejected' }])
    const small = await tryToPlace(on, await buyerWith('big', { [sku]: 1 }), asking(120_000))
    expect(small.refused?.details.quote?.problems).toEqual([{ code: 'below_minimum', price: rub(100_000) }])
    expect(await uses('soon')).toBe(0)
  })

  test('is told to the cart as it will be ordered', async () => {
    await store(coupon('half', { value: 5000 }), coupon('big', { minMinor: 200_000 }))
    const { sku } = await sell(on)
    const lines = (await listOffers(on.ctx.db, [sku], on.ctx.now())).map((offer) => ({ offer, quantity: 1 }))
    const describe = (code: string) => couponDesk(on.selling).describe(on.ctx, { code, lines, customerId: null })
    expect(await describe(' Half')).toEqual({ discountMinor: 50_000 })
    expect(await describe('big')).toEqual({ problem: { code: 'below_minimum', price: rub(100_000) } })
    expect(await describe('none')).toEqual({ problem: { code: 'coupon_rejected' } })
  })

  test('that nobody has made is rejected like one that is used up', async () => {
    await store()
    const { sku } = await sell(on)
    const customerId = await buyerWith('nonsense', { [sku]: 1 })
    const { problems } = await quoteCart(on.ctx, { customerId, locale: 'ru' }, on.selling)
    expect(problems).toEqual([{ code: 'coupon_rejected' }])
  })

  test('written anew by its source keeps how often it was used', async () => {
    await store(coupon('kept', { usageLimit: 1 }))
    const { sku } = await sell(on)
    await place(on, await buyerWith('kept', { [sku]: 1 }), asking(120_000))
    await store(coupon('kept', { usageLimit: 1, value: 2000 }))
    await storeCoupons(on.ctx, 'woocommerce', [coupon('kept', { value: 9999 })])
    expect(await counted(on, 'coupons', "code = 'kept' and used = 1 and value = 2000 and source = 'file'")).toBe(1)
    const { refused } = await tryToPlace(on, await buyerWith('kept', { [sku]: 1 }), asking(110_000))
    expect(refused?.details.problems).toEqual([{ code: 'coupon_rejected' }])
  })
})

test('points, of which this shop has none, are neither promised nor taken (G8)', async () => {
  const { sku } = await sell(on)
  const customerId = await buyerOf(on, { [sku]: 1 })
  const quote = quoteCart(on.ctx, { customerId, locale: 'ru', points: 5 }, on.selling)
  const errors = [{ field: 'points', code: 'points_unavailable' }]
  expect((await refusalOf(quote)).details.errors).toEqual(errors)
  const { refused } = await tryToPlace(on, customerId, asking(125_000, { points: 5 }))
  expect(refused?.details.errors).toEqual(errors)
  expect(await counted(on, 'orders', `customer_id = ${customerId}`)).toBe(0)
})

describe('giving an order up', () => {
  test('its customer can while nobody works on it; the goods are free at once, and twice is once', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 4 })
    const { id } = await place(on, customerId, asking(430_000))
    const cancel = () => cancelOrder(on.ctx, { orderId: id as OrderId, customerId })
    await Promise.all([cancel(), cancel()])
    expect(await held(on, sku)).toBe(0)
    expect((await findOrder(on.ctx.db, id as OrderId))?.moves.map(({ to }) => to)).toEqual(['placed', 'cancelled'])
  })

  test('is refused once it is worked on, and to anybody else', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const orderId = (await place(on, customerId, asking(130_000))).id as OrderId
    const stranger = await buyerOf(on, {})
    expect((await refusalOf(cancelOrder(on.ctx, { orderId, customerId: stranger }))).code).toBe('orders.unknown')
    await moveOrder(on.ctx, orderId, { to: 'processing', actor: { kind: 'staff', id: '1' } })
    expect((await refusalOf(cancelOrder(on.ctx, { orderId, customerId }))).code).toBe('checkout.cannot_cancel')
    expect(await held(on, sku)).toBe(1)
  })

  test('what was handed over is taken off the stock, once, and is held no more', async () => {
    const { sku } = await sell(on, { stock: 10 })
    const orderId = (await place(on, await buyerOf(on, { [sku]: 4 }), asking(430_000))).id as OrderId
    await moveOrder(on.ctx, orderId, { to: 'completed', actor: { kind: 'staff', id: '1' } })
    await Promise.all([settleEnded(on.ctx, orderId), settleEnded(on.ctx, orderId)])
    expect(await held(on, sku)).toBe(0)
    expect(await counted(on, 'offers', `sku = '${sku}' and stock = 6`)).toBe(1)
  })

  test('by anybody frees what was promised, unless it was taken up again meanwhile', async () => {
    const { sku } = await sell(on)
    const ids = [await buyerOf(on, { [sku]: 1 }), await buyerOf(on, { [sku]: 1 })]
    const [one, two] = await Promise.all(ids.map(async (id) => (await place(on, id, asking(130_000))).id as OrderId))
    if (!one || !two) throw new Error('nothing was placed')
    await moveOrder(on.ctx, one, { to: 'cancelled', actor: { kind: 'woocommerce', id: null } })
    await moveOrder(on.ctx, two, { to: 'cancelled', actor: { kind: 'woocommerce', id: null } })
    await moveOrder(on.ctx, two, { to: 'processing', actor: { kind: 'woocommerce', id: null } })
    await settleEnded(on.ctx, one)
    await settleEnded(on.ctx, two)
    expect(await held(on, sku)).toBe(1)
  })
})

describe('money that comes before the goods (Y3)', () => {
  const HALF_AN_HOUR = 30 * 60_000
  const prepaid = (total: number) => asking(total, { payment: { methodId: 'telegram' } })

  async function unpaid(stock = 1) {
    const { sku } = await sell(on, { stock })
    const customerId = await buyerOf(on, { [sku]: 1 })
    const placed = await place(on, customerId, prepaid(130_000))
    const orderId = placed.id as OrderId
    const { payBy } = placed.payment
    const settle = () => settlePayment(on.ctx, { orderId, at: on.ctx.now() })
    const order = async () => findOrder(on.ctx.db, orderId)
    const buyAway = async () => place(on, await buyerOf(on, { [sku]: 1 }), asking(130_000))
    return { sku, orderId, customerId, payBy, settle, order, buyAway }
  }

  test('is waited for half an hour, then the order is cancelled and the goods are free', async () => {
    await on.takeJobs('checkout.cancel-unpaid')
    const { sku, orderId, order, payBy } = await unpaid()
    // Seen by whoever has to pay (G4).
    expect(payBy).toBe(new Date(on.ctx.now().getTime() + HALF_AN_HOUR).toISOString())
    expect(await on.takeJobs('checkout.cancel-unpaid')).toEqual([{ orderId }])
    on.ctx.advance(HALF_AN_HOUR - 1)
    await cancelOverdue(on.ctx, orderId)
    expect(await order()).toMatchObject({ status: 'placed' })
    expect(await held(on, sku)).toBe(1)
    on.ctx.advance(1)
    await cancelOverdue(on.ctx, orderId)
    await cancelOverdue(on.ctx, orderId)
    expect((await order())?.moves.map(({ to, reason }) => [to, reason])).toEqual([
      ['placed', null],
      ['cancelled', 'not_paid_in_time'],
    ])
    expect(await held(on, sku)).toBe(0)
  })

  test('in time keeps the goods for good, once', async () => {
    const { sku, orderId, settle, order } = await unpaid()
    expect(await settle()).toBe('fulfilled')
    expect(await settle()).toBe('already')
    on.ctx.advance(HALF_AN_HOUR * 10)
    await cancelOverdue(on.ctx, orderId)
    expect(await order()).toMatchObject({ status: 'processing', paymentStatus: 'paid' })
    expect(await held(on, sku)).toBe(1)
    expect(await on.takeJobs('orders.paid')).toEqual([{ orderId }])
  })

  test('too late buys the goods at the price that was promised, with its coupon', async () => {
    await storeCoupons(on.ctx, 'file', [{ ...tenPercent, code: 'late', usageLimit: 1 }])
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    await putCoupon(on, customerId, 'late')
    const orderId = (await place(on, customerId, prepaid(120_000))).id as OrderId
    on.ctx.advance(HALF_AN_HOUR)
    await cancelOverdue(on.ctx, orderId)
    expect(await counted(on, 'coupons', "code = 'late' and used = 0")).toBe(1)
    await on.ctx.db.execute(sql`update offers set price_minor = 999999 where sku = ${sku}`)
    expect(await settlePayment(on.ctx, { orderId, at: on.ctx.now() })).toBe('fulfilled')
    expect(await findOrder(on.ctx.db, orderId)).toMatchObject({ totalMinor: 120_000, paymentStatus: 'paid' })
    expect(await counted(on, 'coupons', "code = 'late' and used = 1")).toBe(1)
  })

  test('too late buys the goods if they are still there', async () => {
    const { sku, orderId, settle, order } = await unpaid()
    on.ctx.advance(HALF_AN_HOUR)
    await cancelOverdue(on.ctx, orderId)
    expect(await settle()).toBe('fulfilled')
    expect(await order()).toMatchObject({ status: 'processing', paymentStatus: 'paid' })
    expect(await held(on, sku)).toBe(1)
    // The news of the cancelling, which is old by now.
    await settleEnded(on.ctx, orderId)
    expect(await held(on, sku)).toBe(1)
  })

  test('too late, between the end of the time and the job that says so', async () => {
    const { sku, settle } = await unpaid()
    on.ctx.advance(HALF_AN_HOUR)
    expect(await settle()).toBe('fulfilled')
    expect(await held(on, sku)).toBe(1)
  })

  test('too late for goods that another has is known, and has to go back', async () => {
    const { sku, settle, order, buyAway } = await unpaid()
    on.ctx.advance(HALF_AN_HOUR)
    await buyAway()
    expect(await settle()).toBe('too_late')
    expect(await order()).toMatchObject({ status: 'cancelled', paymentStatus: 'paid' })
    expect(await held(on, sku)).toBe(1)
  })

  test('for an order that its customer gave up does not bring it back', async () => {
    const { sku, orderId, customerId, settle, order } = await unpaid()
    await cancelOrder(on.ctx, { orderId, customerId })
    expect(await settle()).toBe('too_late')
    expect(await order()).toMatchObject({ status: 'cancelled', paymentStatus: 'paid' })
    expect(await held(on, sku)).toBe(0)
  })

  test('and the end of its time at one moment end in one of the two, never in both', async () => {
    for (let round = 0; round < 8; round++) {
      const { sku, orderId, settle, order } = await unpaid()
      on.ctx.advance(HALF_AN_HOUR)
      const [settled] = await Promise.all([settle(), cancelOverdue(on.ctx, orderId)])
      expect(settled).toBe('fulfilled')
      expect(await order()).toMatchObject({ status: 'processing', paymentStatus: 'paid' })
      expect(await held(on, sku)).toBe(1)
    }
  })

  test('is paid where its way to pay says, while it is waited for (G9)', async () => {
    const { orderId, order } = await unpaid()
    const pay = async (methods = on.selling.paymentMethods) => payOrder(on.ctx, (await order()) as WholeOrder, methods)
    expect(await pay()).toEqual({ invoiceLink: `https://t.me/$${orderId}` })
    const away = { ...inTelegram, isConfigured: () => false }
    for (const methods of [[], [payOnDelivery], [away]])
      expect((await refusalOf(pay(methods))).code).toBe('checkout.payment_not_ready')
    const idle = { ...inTelegram, start: async () => undefined }
    expect((await refusalOf(pay([idle]))).code).toBe('checkout.nothing_to_pay')
    on.ctx.advance(HALF_AN_HOUR)
    expect((await refusalOf(pay())).code).toBe('checkout.nothing_to_pay')
  })

  test('is asked for no more once it is there, or the order has ended', async () => {
    const [paid, cancelled] = [await unpaid(), await unpaid()]
    await paid.settle()
    await cancelOrder(on.ctx, cancelled)
    for (const { order } of [paid, cancelled]) {
      const paying = payOrder(on.ctx, (await order()) as WholeOrder, [inTelegram])
      expect((await refusalOf(paying)).code).toBe('checkout.nothing_to_pay')
    }
  })

  test('in a way that cannot be chosen now is not offered, and not ordered', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const away = { ...inTelegram, isConfigured: () => false }
    const without: Selling = { ...on, selling: { ...on.selling, paymentMethods: [payOnDelivery, away] } }
    const quote = await quoteCart(on.ctx, { customerId, locale: 'ru' }, without.selling)
    expect(quote.paymentMethods.map(({ id }) => id)).toEqual(['cash'])
    expect((await tryToPlace(without, customerId, prepaid(130_000))).refused?.code).toBe('checkout.payment_unavailable')
  })

  test('that the job has missed is seen by the sweep, however often it runs (G10)', async () => {
    const { sku, order } = await unpaid()
    on.ctx.advance(HALF_AN_HOUR + 5 * 60_000)
    await sweepOverdue(on.ctx)
    // Not yet missed: the job has its own tries.
    expect(await order()).toMatchObject({ status: 'placed' })
    on.ctx.advance(6 * 60_000)
    expect(await sweepOverdue(on.ctx)).toBe(1)
    expect(await sweepOverdue(on.ctx)).toBe(0)
    expect(await order()).toMatchObject({ status: 'cancelled' })
    expect(await held(on, sku)).toBe(0)
  })

  test('is waited for no more once the order is worked on: its goods stay, whenever it is paid', async () => {
    const { sku, orderId, order } = await unpaid()
    await moveOrder(on.ctx, orderId, { to: 'processing', actor: { kind: 'staff', id: '1' } })
    await settleEnded(on.ctx, orderId)
    on.ctx.advance(HALF_AN_HOUR * 10)
    await cancelOverdue(on.ctx, orderId)
    await sweepOverdue(on.ctx)
    expect(await order()).toMatchObject({ status: 'processing', paymentStatus: 'unpaid' })
    expect(await held(on, sku)).toBe(1)
    const shown = toOrder((await order()) as WholeOrder, { ...on.selling, locale: 'ru' })
    expect(shown.payment).toEqual({ methodId: 'telegram', status: 'unpaid' })
  })

  test('of an order that cannot be cancelled keeps no other from it', async () => {
    const [stuck, other] = [await unpaid(), await unpaid()]
    await on.ctx.db.execute(
      sql.raw(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$;
        create trigger fail before update on orders for each row when (old.id = '${stuck.orderId}') execute function fail()`),
    )
    on.ctx.advance(HALF_AN_HOUR * 2)
    expect(await sweepOverdue(on.ctx)).toBe(1)
    expect(await other.order()).toMatchObject({ status: 'cancelled' })
    await on.ctx.db.execute(sql`drop function fail cascade`)
    expect(await sweepOverdue(on.ctx)).toBe(1)
  })

  test('is not waited for where there is nothing to pay: a coupon has paid for all of it', async () => {
    await storeCoupons(on.ctx, 'file', [{ ...tenPercent, code: 'gift', value: 10_000 }])
    const { sku } = await sell(on, { stock: 1 })
    const customerId = await buyerOf(on, { [sku]: 1 })
    await putCoupon(on, customerId, 'gift')
    await on.takeJobs('checkout.cancel-unpaid')
    const free = asking(0, { payment: { methodId: 'telegram' }, delivery: { methodId: 'pickup' } })
    const { id, payment } = await place(on, customerId, free)
    expect(payment.payBy).toBeUndefined()
    expect(await on.takeJobs('checkout.cancel-unpaid')).toEqual([])
    on.ctx.advance(HALF_AN_HOUR * 10)
    await cancelOverdue(on.ctx, id as OrderId)
    expect(await findOrder(on.ctx.db, id as OrderId)).toMatchObject({ status: 'placed', totalMinor: 0 })
    expect(await held(on, sku)).toBe(1)
  })

  test('cash is waited for until it is taken over', async () => {
    const { sku } = await sell(on)
    const customerId = await buyerOf(on, { [sku]: 1 })
    const orderId = (await place(on, customerId, asking(130_000))).id as OrderId
    on.ctx.advance(HALF_AN_HOUR * 100)
    await cancelOverdue(on.ctx, orderId)
    expect(await held(on, sku)).toBe(1)
  })
})

describe('ordering the same again (E6)', () => {
  test('puts what there is into the cart, and says of each line what is not as it was', async () => {
    const same = await sell(on)
    const dearer = await sell(on)
    const fewer = await sell(on, { stock: 5 })
    const gone = await sell(on)
    const lines = { [same.sku]: 1, [dearer.sku]: 1, [fewer.sku]: 5, [gone.sku]: 1 }
    const customerId = await buyerOf(on, lines)
    const placed = await place(on, customerId, asking(800_000))
    await on.ctx.db.execute(sql`update offers set price_minor = 120000 where sku = ${dearer.sku}`)
    await on.ctx.db.execute(sql`update offers set stock = 7 where sku = ${fewer.sku}`)
    await on.ctx.db.execute(sql`update offers set gone_at = now() where sku = ${gone.sku}`)
    const order = await findOrder(on.ctx.db, placed.id as OrderId)
    if (!order) throw new Error('the order is gone')
    const cart = await repeatOrder(on.ctx, { order, customerId, locale: 'ru' }, on.selling)
    const quantities = Object.fromEntries(cart.items.map(({ sku, quantity }) => [sku, quantity]))
    expect(quantities).toEqual({ [same.sku]: 1, [dearer.sku]: 1, [fewer.sku]: 2 })
    expect(cart.problems).toEqual(
      expect.arrayContaining([
        { code: 'price_changed', sku: dearer.sku, price: rub(120_000), was: rub(100_000) },
        { code: 'insufficient_stock', sku: fewer.sku, available: 2 },
        { code: 'gone', sku: gone.sku },
      ]),
    )
    expect(cart.problems).toHaveLength(3)
  })
})

test('an order placed inside a transaction that is rolled back was never placed', async () => {
  const { sku } = await sell(on)
  const customerId = await buyerOf(on, { [sku]: 1 })
  const outer = transact(on.ctx, async (ctx: Ctx) => {
    await place({ ...on, ctx: { ...on.ctx, ...ctx } }, customerId, asking(130_000))
    throw new Error('no')
  })
  await expect(outer).rejects.toThrow('no')
  await expectNothing(customerId, sku, 1)
})
