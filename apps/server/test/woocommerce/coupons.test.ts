import { createSecretKey, hash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { storeCategories } from '#catalog'
import { appraiseCoupon, storeCoupons, type Verdict } from '#coupons'
import type { Pepper } from '#platform'
import { noteHint } from '#woocommerce'
import { quoteCart } from '../../src/modules/checkout/quote-cart.ts'
import { findCoupon, lockCoupon } from '../../src/modules/coupons/store.ts'
import { followCoupons } from '../../src/modules/woocommerce-shop/follow-coupons.ts'
import { readHintedCoupons } from '../../src/modules/woocommerce-shop/read-hinted-coupons.ts'
import { refreshDelivery } from '../../src/modules/woocommerce-shop/refresh-delivery.ts'
import { asking, buyerOf, newCustomers, place, putCoupon, sell, tryToPlace } from '../selling.ts'
import { openSide } from './shop-source.ts'

type Side = Awaited<ReturnType<typeof openSide>>

const follow = ({ ctx, source, ...parts }: Side) => followCoupons(ctx, source, parts)

const line = { productId: 1, categoryIds: [], externalIds: ['71'], isOnSale: false, quantity: 2, totalMinor: 200_000 }

/** What a code is worth to two pieces for 1,000 roubles each. */
async function worthOf(
  { ctx, source }: Side,
  code: string,
  overrides: Partial<typeof line> = {},
): Promise<Verdict | number> {
  const lines = [{ ...line, ...overrides }]
  const verdict = await appraiseCoupon(ctx, { code, customerId: null, lines }, source)
  return verdict.kind === 'accepted' ? verdict.discountMinor : verdict
}

const rejected = { kind: 'rejected' }

test('a coupon takes off here what it takes off there, its rules with it (E1, E6)', async () => {
  const side = await openSide()
  const { world } = side.woo
  world.addCoupon({ code: 'TEN', amount: '10', discount_type: 'percent' })
  world.addCoupon({ code: 'half', amount: '12.5', discount_type: 'percent', product_ids: [71] })
  world.addCoupon({ code: 'each', amount: '300.50', discount_type: 'fixed_product' })
  world.addCoupon({ code: 'cart', amount: '500', discount_type: 'fixed_cart', minimum_amount: '2000.01' })
  world.addCoupon({ code: 'small', amount: '5', discount_type: 'percent', maximum_amount: '1999' })
  world.addCoupon({ code: 'full', amount: '5', discount_type: 'percent', exclude_sale_items: true })
  world.addCoupon({ code: 'others', amount: '5', discount_type: 'percent', excluded_product_ids: [71] })
  world.addCoupon({ code: 'hers', amount: '5', discount_type: 'percent', email_restrictions: ['anna@shop.example'] })
  world.addCoupon({ code: 'draft', amount: '5', status: 'draft' })
  await follow(side)
  expect(await worthOf(side, 'ten')).toBe(20_000)
  expect(await worthOf(side, ' Half')).toBe(25_000)
  expect(await worthOf(side, 'each')).toBe(60_100)
  expect(await worthOf(side, 'cart')).toEqual({ kind: 'below_minimum', missingMinor: 1 })
  expect(await worthOf(side, 'full')).toBe(10_000)
  expect(await worthOf(side, 'full', { isOnSale: true })).toEqual(rejected)
  for (const code of ['small', 'others', 'hers', 'draft', 'nobody']) expect(await worthOf(side, code)).toEqual(rejected)
})

test('half a percent is not lost in a currency without kopecks (O13)', async () => {
  const side = await openSide({ currency: 'RUB', decimals: 0 })
  side.woo.world.addCoupon({ code: 'half', amount: '12.5', discount_type: 'percent' })
  await follow(side)
  expect(await worthOf(side, 'half')).toBe(25_000)
})

test('whom a coupon is for is said by their proven address, not by a typed one (S23)', async () => {
  const side = await openSide()
  side.woo.world.addCoupon({
    code: 'hers',
    amount: '10',
    discount_type: 'percent',
    email_restrictions: ['*@shop.example'],
  })
  await follow(side)
  const [hers, other] = await newCustomers(side.on, 2)
  await side.ctx.db.execute(
    sql`update customers set email = 'anna@shop.example', email_verified_at = now() where id = ${hers}`,
  )
  const kindFor = async (customerId: typeof hers) =>
    (await appraiseCoupon(side.ctx, { code: 'hers', customerId: customerId ?? null, lines: [line] }, side.source)).kind
  expect([await kindFor(hers), await kindFor(other)]).toEqual(['accepted', 'rejected'])
})

test('how often a person used it there counts, under their address and as their customer (E6, S18)', async () => {
  const side = await openSide()
  const [byAddress, signedIn, linked, other] = await newCustomers(side.on, 4)
  const address = (id: unknown, email: string) =>
    side.ctx.db.execute(sql`update customers set email = ${email}, email_verified_at = now() where id = ${id}`)
  await address(byAddress, 'anna@shop.example')
  await address(signedIn, 'vera@shop.example')
  const { client } = side.source
  const known = async (email: string, meta: object[] = []) =>
    (await client.write('POST', '/customers', { body: { email, meta_data: meta } })) as { id: number }
  const vera = await known('Vera@shop.example')
  const ours = await known('other@shop.example', [{ key: 'vitrina_customer', value: String(linked) }])
  const once = { amount: '10', discount_type: 'percent', usage_limit_per_user: 1 }
  const coupon = side.woo.world.addCoupon({ code: 'once', ...once })
  coupon.used_by = ['Anna@shop.example', String(vera.id), String(ours.id), '4711']
  const twice = side.woo.world.addCoupon({ code: 'twice', ...once, usage_limit_per_user: 2 })
  twice.used_by = ['anna@shop.example', String(vera.id), 'vera@shop.example']
  await follow(side)
  const kindFor = async (code: string, customerId: typeof other) =>
    (await appraiseCoupon(side.ctx, { code, customerId: customerId ?? null, lines: [line] }, side.source)).kind
  const asked = [byAddress, signedIn, linked, other]
  expect(await Promise.all(asked.map((id) => kindFor('once', id)))).toEqual([
    ...['rejected', 'rejected', 'rejected'],
    'accepted',
  ])
  expect(await kindFor('twice', byAddress)).toBe('accepted')
  expect(await kindFor('twice', signedIn)).toBe('rejected')
  // Nobody's address is kept who has never been here, nor what it could be guessed by.
  const { rows } = await side.ctx.db.execute('select used_elsewhere_by::text as kept from coupons')
  const kept = JSON.stringify(rows)
  expect(kept).not.toContain('@')
  for (const encoding of ['hex', 'base64', 'base64url'] as const) {
    expect(kept).not.toContain(hash('sha256', 'anna@shop.example', encoding))
  }
  // What was kept under an older key counts, and nothing does under another's.
  const newKey = { id: 'new', key: createSecretKey(Buffer.alloc(32, 7)) }
  const under = (...pepper: Pepper) =>
    appraiseCoupon(side.ctx, { code: 'once', customerId: byAddress ?? null, lines: [line] }, { pepper })
  expect((await under(newKey, ...side.source.pepper)).kind).toBe('rejected')
  expect((await under(newKey)).kind).toBe('accepted')
})

/** A coupon for once, used there by so many accounts, of which the first has the proven address of a customer here. */
async function openUsed(accounts: number) {
  const side = await openSide()
  const [customerId] = await newCustomers(side.on, 1)
  await side.ctx.db.execute(
    sql`update customers set email = 'u0@shop.example', email_verified_at = now() where id = ${customerId}`,
  )
  const register = async (nth: number) => {
    const body = { email: `u${nth}@shop.example` }
    return String(((await side.source.client.write('POST', '/customers', { body })) as { id: number }).id)
  }
  const coupon = side.woo.world.addCoupon({
    ...{ code: 'once', amount: '10', discount_type: 'percent', usage_limit_per_user: 1 },
  })
  for (let nth = 0; nth < accounts; nth++) coupon.used_by.push(await register(nth))
  return {
    ...{ ...side, coupon, register },
    verdict: async () =>
      (await appraiseCoupon(side.ctx, { code: 'once', customerId: customerId ?? null, lines: [line] }, side.source))
        .kind,
    /** All of them, by another process when it has its own source. */
    readAll: (source = side.source) => {
      side.progress.wholeAt = undefined
      return follow({ ...side, source })
    },
    /** For whom it was asked since. */
    asked: () => {
      const calls = side.woo.calls().filter(({ path }) => path.startsWith('/wc/v3/customers?'))
      side.woo.forgetCalls()
      return calls.map(({ path }) => new URL(path, side.woo.url).searchParams.get('include'))
    },
  }
}

test('a look at a cart does not read who else used its coupon', async () => {
  const { readAll, ctx } = await openUsed(1)
  await readAll()
  for (const row of [await findCoupon(ctx.db, 'once'), await lockCoupon(ctx.db, 'once')]) {
    expect(row).toMatchObject({ code: 'once', usageLimitPerCustomer: 1 })
    expect(row).not.toHaveProperty('usedElsewhereBy')
  }
})

test('who used a coupon there is asked for once, whoever they are, and then for those who are new (E6)', async () => {
  const { coupon, readAll, asked, register, verdict } = await openUsed(2)
  const [one, two] = coupon.used_by
  coupon.used_by.push('4711')
  await readAll()
  expect(asked()).toEqual([`${one},${two},4711`])
  await readAll()
  expect(asked()).toEqual([])
  const three = await register(3)
  coupon.used_by.push(three)
  await readAll()
  expect(asked()).toEqual([three])
  expect(await verdict()).toBe('rejected')
})

test('when nobody says who used coupons, those that ended end all the same, and what is known stays (E6, Y4)', async () => {
  const { woo, coupon, readAll, verdict, told, open, register, ...side } = await openUsed(1)
  woo.world.addCoupon({ code: 'gone', amount: '10', discount_type: 'percent' })
  woo.world.addCoupon({ code: 'ended', amount: '10', discount_type: 'percent' })
  await readAll()
  woo.faults.always({ kind: 'error', status: 500 }, { path: '/customers' })
  coupon.used_by.push('4711')
  coupon.amount = 20
  woo.world.deleteCoupon('gone')
  woo.world.changeCoupon('ended', { date_expires: '2029-12-31T00:00:00' })
  // By one that knows them, and by one that has just started.
  for (const source of [side.source, open()]) {
    await readAll(source)
    expect(await verdict()).toBe('rejected')
  }
  const worth = (code: string) => appraiseCoupon(side.ctx, { code, customerId: null, lines: [line] }, side.source)
  expect(await worth('gone')).toEqual(rejected)
  expect(await worth('ended')).toEqual(rejected)
  expect(await worth('once')).toMatchObject({ discountMinor: 40_000 })
  expect(told).toEqual([expect.stringContaining('fails to say who used some of its coupons')])
})

test('a coupon for a category is for all below it, and of one that we do not know for nothing', async () => {
  const side = await openSide()
  const category = (externalId: string, parentExternalId: string | null) => ({
    ...{ externalId, parentExternalId, slug: `c-${externalId}`, name: { ru: externalId } },
  })
  await storeCategories(side.ctx, 'woocommerce', [category('20', null), category('21', '20'), category('22', '21')])
  const { rows } = await side.ctx.db.execute<{ id: number }>("select id from categories where external_id = '22'")
  side.woo.world.addCoupon({ code: 'roses', amount: '10', discount_type: 'percent', product_categories: [20] })
  side.woo.world.addCoupon({ code: 'moon', amount: '10', discount_type: 'percent', product_categories: [99] })
  await follow(side)
  const categoryIds = [rows[0]?.id] as never
  expect(await worthOf(side, 'roses', { categoryIds })).toBe(20_000)
  expect(await worthOf(side, 'roses')).toEqual(rejected)
  expect(await worthOf(side, 'moon', { categoryIds })).toEqual(rejected)
})

test('its uses there and here are counted together, and a last one is one person’s', async () => {
  const side = await openSide()
  const coupon = side.woo.world.addCoupon({ code: 'two', amount: '10', discount_type: 'percent', usage_limit: 2 })
  coupon.usage_count = 1
  await follow(side)
  const { sku } = await sell(side.on)
  const buyers = await Promise.all([0, 1].map(() => buyerOf(side.on, { [sku]: 1 })))
  for (const buyer of buyers) await putCoupon(side.on, buyer, 'two')
  const asked = asking(90_000, { delivery: { methodId: 'pickup' } })
  const tries = await Promise.all(buyers.map((buyer) => tryToPlace(side.on, buyer, asked)))
  expect(tries.map(({ refused }) => refused?.code).sort()).toEqual(['checkout.total_changed', undefined])
})

test('a coupon that frees of the cost of delivery opens the way that asks for one (E6)', async () => {
  const side = await openSide()
  const zone = side.woo.world.addZone({ name: 'Россия', locations: [{ code: 'RU', type: 'country' }] })
  const settings = { requires: 'coupon' }
  const free = side.woo.world.addZoneMethod(zone.id, { method_id: 'free_shipping', title: 'Даром', settings })
  side.woo.world.addCoupon({ code: 'gratis', amount: '0', discount_type: 'fixed_cart', free_shipping: true })
  await follow(side)
  await refreshDelivery(side.ctx, side.source, side.shortcomings)
  const { sku } = await sell(side.on)
  const customerId = await buyerOf(side.on, { [sku]: 1 })
  const offered = async () =>
    (await quoteCart(side.ctx, { customerId, locale: 'ru' }, side.selling.selling)).deliveryMethods
  expect(await offered()).toEqual([])
  await putCoupon(side.on, customerId, 'gratis')
  expect(await offered()).toMatchObject([{ title: 'Даром' }])
  const delivery = { methodId: `free_shipping:${free.instance_id}` }
  await place(side.selling, customerId, asking(100_000, { delivery }))
  const { rows } = await side.ctx.db.execute('select coupon_code, discount_minor::int from orders')
  expect(rows).toEqual([{ coupon_code: 'gratis', discount_minor: 0 }])
})

test('a change is seen at the next look, by little; a new code takes the place of the old', async () => {
  let at = Date.parse('2026-11-20T09:45:00Z')
  const side = await openSide({ clock: () => at, gmtOffsetHours: 3 })
  const { world } = side.woo
  for (let nth = 0; nth < 150; nth++) world.addCoupon({ code: `c${nth}`, amount: '10', discount_type: 'percent' })
  await follow(side)
  at += 3_600_000
  world.changeCoupon('c6', { amount: '20' })
  await follow(side)
  at += 60_000
  world.changeCoupon('c7', { amount: '20' })
  world.changeCoupon('c8', { code: 'renamed' })
  side.woo.forgetCalls()
  await follow(side)
  expect(side.woo.calls()).toHaveLength(2)
  expect(await worthOf(side, 'c7')).toBe(40_000)
  expect(await worthOf(side, 'renamed')).toBe(20_000)
  expect(await worthOf(side, 'c8')).toEqual(rejected)
})

test.each([
  ['deleted for good', (side: Side) => side.woo.world.deleteCoupon('gone')],
  ['in the trash', (side: Side) => side.woo.world.trashCoupon('gone')],
  ['a draft again', (side: Side) => side.woo.world.changeCoupon('gone', { status: 'draft' })],
])('one that is %s is accepted no more, and nothing else goes', async (_, end) => {
  const side = await openSide()
  for (const code of ['gone', 'kept']) side.woo.world.addCoupon({ code, amount: '10', discount_type: 'percent' })
  await storeCoupons(side.ctx, 'file', [
    {
      code: 'ours',
      kind: 'percent',
      value: 1000,
      minMinor: null,
      expiresAt: null,
      usageLimit: null,
      usageLimitPerCustomer: null,
      productIds: [],
      categoryIds: [],
    },
  ])
  await follow(side)
  end(side)
  await follow(side)
  expect(await worthOf(side, 'gone')).toEqual(rejected)
  expect(await worthOf(side, 'kept')).toBe(20_000)
  expect(await worthOf(side, 'ours')).toBe(20_000)
})

test('a webhook’s word is a hint: the coupon is read again, whatever it said and however often (H9, S14)', async () => {
  const side = await openSide()
  const { world } = side.woo
  const [changed, trashed, gone] = ['changed', 'trashed', 'gone'].map((code) =>
    world.addCoupon({ code, amount: '10', discount_type: 'percent' }),
  )
  await follow(side)
  world.changeCoupon('changed', { amount: '25' })
  world.trashCoupon('trashed')
  world.deleteCoupon('gone')
  for (const id of [changed, trashed, gone, changed, { id: 4711 }].map((one) => String(one?.id))) {
    await noteHint(side.ctx, { resource: 'coupon', externalId: id })
  }
  await readHintedCoupons(side.ctx, side.source)
  expect(await worthOf(side, 'changed')).toBe(50_000)
  expect(await worthOf(side, 'trashed')).toEqual(rejected)
  expect(await worthOf(side, 'gone')).toEqual(rejected)
})

test('while the site is away its coupons are those that were read last, and what was hinted at waits (Y4)', async () => {
  const side = await openSide()
  const coupon = side.woo.world.addCoupon({ code: 'ten', amount: '10', discount_type: 'percent' })
  await follow(side)
  side.woo.world.changeCoupon('ten', { amount: '20' })
  await noteHint(side.ctx, { resource: 'coupon', externalId: String(coupon.id) })
  side.woo.faults.always({ kind: 'no-database' })
  await readHintedCoupons(side.ctx, side.source)
  await expect(follow(side)).rejects.toThrow()
  expect(await worthOf(side, 'ten')).toBe(20_000)
  side.woo.faults.clear()
  await readHintedCoupons(side.ctx, side.open())
  expect(await worthOf(side, 'ten')).toBe(40_000)
})

test('one that WooCommerce fails to show takes no other away, and is told once (S8)', async () => {
  const side = await openSide()
  const broken = side.woo.world.addCoupon({ code: 'broken', amount: '10', discount_type: 'percent' })
  side.woo.world.addCoupon({ code: 'kept', amount: '10', discount_type: 'percent' })
  await follow(side)
  side.woo.faults.breakId(broken.id)
  for (let nth = 0; nth < 2; nth++) {
    side.progress.wholeAt = undefined
    await follow(side)
  }
  expect([await worthOf(side, 'broken'), await worthOf(side, 'kept')]).toEqual([20_000, 20_000])
  expect(side.told).toEqual(['WooCommerce fails to show 1 of its coupons'])
})

test('one of more than everything is not accepted, and told to the operator without its code', async () => {
  const side = await openSide()
  side.woo.world.addCoupon({ code: 'secret-code', discount_type: 'percent', amount: '101' })
  await follow(side)
  expect(await worthOf(side, 'secret-code')).toEqual(rejected)
  expect(side.told).toHaveLength(1)
  expect(side.told.join()).not.toContain('secret-code')
})

test('a shop that takes no coupons has none here', async () => {
  const side = await openSide({ takesCoupons: false })
  side.woo.world.addCoupon({ code: 'ten', amount: '10', discount_type: 'percent' })
  await follow(side)
  expect(await worthOf(side, 'ten')).toEqual(rejected)
})

test('older news of a coupon does not overwrite newer', async () => {
  const side = await openSide()
  const news = (value: number, modifiedAt: Date) => ({
    ...{ code: 'ten', kind: 'percent' as const, value, minMinor: null, expiresAt: null, usageLimit: null },
    ...{ usageLimitPerCustomer: null, productIds: [], categoryIds: [], externalId: '7', modifiedAt },
  })
  await storeCoupons(side.ctx, 'woocommerce', [news(2000, new Date(2_000))])
  await storeCoupons(side.ctx, 'woocommerce', [news(1000, new Date(1_000))])
  expect(await worthOf(side, 'ten')).toBe(40_000)
})

/** Carts of three things, each with its coupon: what it takes off there, or nothing when it is refused. */
test.each<[string, (ids: number[]) => Record<string, unknown>]>([
  ['a tenth', () => ({ amount: '10' })],
  ['an odd share', () => ({ amount: '7.77' })],
  ['a tenth of one', ([rose]) => ({ amount: '10', product_ids: [rose] })],
  ['a tenth of all but one', ([rose]) => ({ amount: '10', excluded_product_ids: [rose] })],
  ['a tenth of what is not on sale', () => ({ amount: '10', exclude_sale_items: true })],
  ['off each piece', () => ({ amount: '33.33', discount_type: 'fixed_product' })],
  ['off each piece of one', ([, tulip]) => ({ amount: '33.33', discount_type: 'fixed_product', product_ids: [tulip] })],
  ['more than each piece', () => ({ amount: '5000', discount_type: 'fixed_product' })],
  ['off the cart', () => ({ amount: '100', discount_type: 'fixed_cart' })],
  [
    'off the cart for one thing in it',
    ([rose]) => ({ amount: '2000', discount_type: 'fixed_cart', product_ids: [rose] }),
  ],
  ['off a cart without sales', () => ({ amount: '100', discount_type: 'fixed_cart', exclude_sale_items: true })],
  [
    'off a cart without one',
    ([rose]) => ({ amount: '100', discount_type: 'fixed_cart', excluded_product_ids: [rose] }),
  ],
  ['more than there is', () => ({ amount: '99999', discount_type: 'fixed_cart' })],
  ['just enough', () => ({ amount: '10', minimum_amount: '1299.99' })],
  ['not enough', () => ({ amount: '10', minimum_amount: '1300.00' })],
  ['just not too much', () => ({ amount: '10', maximum_amount: '1299.99' })],
  ['too much', () => ({ amount: '10', maximum_amount: '1299.98' })],
  ['a tenth of the two dearest pieces', () => ({ amount: '10', limit_usage_to_x_items: 2 })],
  ['a tenth of one piece of one', ([, tulip]) => ({ amount: '10', limit_usage_to_x_items: 1, product_ids: [tulip] })],
  ['off three pieces', () => ({ amount: '33.33', discount_type: 'fixed_product', limit_usage_to_x_items: 3 })],
  ['off the cart, two pieces of it', () => ({ amount: '100', discount_type: 'fixed_cart', limit_usage_to_x_items: 2 })],
  ['half a unit, rounded down', ([rose]) => ({ amount: '50', product_ids: [rose] })],
  ['for what is not there', () => ({ amount: '10', product_ids: [4711] })],
])('%s is here what it is there (O4)', async (_, rules) => {
  const side = await openSide()
  const add = (name: string, regular_price: string, sale_price = '') =>
    side.woo.world.addProduct({ name, sku: name, regular_price, sale_price }).id
  const ids = [add('rose', '299.99'), add('tulip', '150'), add('lily', '600', '400')]
  const quantities = [1, 4, 1]
  side.woo.world.addCoupon({ code: 'test', discount_type: 'percent', ...rules(ids) })
  await follow(side)
  const line_items = ids.map((product_id, at) => ({ product_id, quantity: quantities[at] }))
  const made = await side.source.client
    .write('POST', '/orders', { body: { line_items, coupon_lines: [{ code: 'test' }] } })
    .then((order) => order as { line_items: { subtotal: string; total: string }[] })
    .catch(() => 'refused' as const)
  const minor = (text: string) => Math.round(Number(text) * 100)
  const there = made === 'refused' ? made : made.line_items.map((one) => minor(one.subtotal) - minor(one.total))
  const prices = [29_999, 15_000, 40_000]
  const lines = ids.map((id, at) => ({
    ...{ productId: id, categoryIds: [], externalIds: [String(id)], isOnSale: at === 2 },
    ...{ quantity: quantities[at] ?? 0, totalMinor: (prices[at] ?? 0) * (quantities[at] ?? 0) },
  }))
  const verdict = await appraiseCoupon(side.ctx, { code: 'test', customerId: null, lines }, side.source)
  expect(verdict.kind === 'accepted' ? verdict.sharesMinor : 'refused').toEqual(there)
})
