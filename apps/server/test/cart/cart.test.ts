import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transact } from '#platform'
import { removeCoupon, removeLine, setCoupon, setQuantity } from '../../src/modules/cart/change-cart.ts'
import { addLines, cartLines, takeCart } from '../../src/modules/cart/for-orders.ts'
import { exportCart, forgetCart, sweepCarts } from '../../src/modules/cart/keep-carts.ts'
import { GUEST_MS, MAX_LINES } from '../../src/modules/cart/model.ts'
import { readCart } from '../../src/modules/cart/show-cart.ts'
import { cartLines as cartLinesTable, carts } from '../../src/modules/cart/tables.ts'
import { offers, products } from '../../src/modules/catalog/tables.ts'
import { byMail } from '../accounts.ts'
import { type UseCases, useCases } from '../use-cases.ts'
import { changeOffers, sell } from './catalogue.ts'
import { portsOf, put, quantitiesOf, rub, see, stranger, tokenOf } from './shopping.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const countCarts = async () => (await on.ctx.db.select({ id: carts.id }).from(carts)).length

describe('a cart (E5)', () => {
  test('is not made by looking at it', async () => {
    const before = await countCarts()
    const { customerId } = await byMail(on)
    expect((await see(on, stranger())).items).toEqual([])
    expect((await see(on, { customerId })).items).toEqual([])
    expect((await removeLine(on.ctx, { owner: stranger(), sku: 'x' })).guestToken).toBeUndefined()
    expect((await removeCoupon(on.ctx, stranger())).guestToken).toBeUndefined()
    expect(await countCarts()).toBe(before)
  })

  test('holds so many as were said last, in the order in which they came', async () => {
    const [{ sku: one }, { sku: other }] = [await sell(on.ctx.db), await sell(on.ctx.db)]
    const guest = await put(on, stranger(), { sku: one, quantity: 2 })
    on.ctx.advance(1000)
    await put(on, guest, { sku: other })
    on.ctx.advance(1000)
    await put(on, guest, { sku: one, quantity: 5 })
    const { items, totals } = await see(on, guest)
    expect(items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      [one, 5],
      [other, 1],
    ])
    expect(totals.total).toEqual(rub(6 * 500_00))
  })

  test('the answer to a change is what is read afterwards', async () => {
    const [{ sku }, { sku: other }] = [await sell(on.ctx.db), await sell(on.ctx.db)]
    const guest = await put(on, stranger(), { sku })
    for (const [changed, quantity] of [
      [other, 3],
      [sku, 2],
    ] as const) {
      const { lines } = await setQuantity(on.ctx, { owner: guest, sku: changed, quantity }, portsOf(on))
      expect(Object.fromEntries(lines.map((line) => [line.sku, line.quantity]))).toEqual(await quantitiesOf(on, guest))
    }
  })

  test('none of it, or taking it out, leaves the rest', async () => {
    const [{ sku: one }, { sku: other }] = [await sell(on.ctx.db), await sell(on.ctx.db)]
    const guest = await put(on, await put(on, stranger(), { sku: one }), { sku: other })
    await put(on, guest, { sku: one, quantity: 0 })
    expect(await quantitiesOf(on, guest)).toEqual({ [other]: 1 })
    await removeLine(on.ctx, { owner: guest, sku: other })
    await removeLine(on.ctx, { owner: guest, sku: other })
    expect(await quantitiesOf(on, guest)).toEqual({})
  })

  test('what is unknown, hidden, without a price or gone is refused alike, and no cart comes of it', async () => {
    const before = await countCarts()
    const { db } = on.ctx
    const hidden = await sell(db, { isShown: false })
    const gone = await sell(db)
    await db.update(products).set({ goneAt: on.ctx.now() }).where(eq(products.id, gone.productId))
    const priceless = await sell(db)
    await db.update(offers).set({ priceMinor: null }).where(eq(offers.sku, priceless.sku))
    for (const sku of ['no-such', hidden.sku, gone.sku, priceless.sku]) {
      await expect(put(on, stranger(), { sku })).rejects.toMatchObject({ code: 'cart.offer_unknown', kind: 'missing' })
    }
    expect(await countCarts()).toBe(before)
  })

  test('of a product with variations only a variation can be put in', async () => {
    const { db } = on.ctx
    const { sku, productId } = await sell(db, { sku: 'tulips-9' })
    await db.update(products).set({ hasVariations: true, slug: 'tulips' }).where(eq(products.id, productId))
    await expect(put(on, stranger(), { sku: 'tulips' })).rejects.toMatchObject({ code: 'cart.offer_unknown' })
    expect(await quantitiesOf(on, await put(on, stranger(), { sku }))).toEqual({ [sku]: 1 })
  })

  test('more than there is is kept and shown as a problem, until there is enough again (G11)', async () => {
    const { sku } = await sell(on.ctx.db, { stock: 3 })
    const guest = await put(on, stranger(), { sku, quantity: 5 })
    expect(await see(on, guest)).toMatchObject({
      items: [{ quantity: 5, available: 3 }],
      problems: [{ code: 'insufficient_stock', sku, available: 3 }],
    })
    await changeOffers(on.ctx.db, [sku], { stock: 5 })
    expect((await see(on, guest)).problems).toEqual([])
  })

  test('a product that vanishes stays to be seen, can be taken out, and not be put in anew (G11)', async () => {
    const { sku } = await sell(on.ctx.db)
    const guest = await put(on, stranger(), { sku })
    await changeOffers(on.ctx.db, [sku], { goneAt: on.ctx.now() })
    expect((await see(on, guest)).problems).toEqual([{ code: 'gone', sku }])
    await expect(put(on, guest, { sku, quantity: 2 })).rejects.toMatchObject({ code: 'cart.offer_unknown' })
    await on.ctx.db.delete(offers).where(eq(offers.sku, sku))
    expect((await see(on, guest)).problems).toEqual([{ code: 'gone', sku }])
    await removeLine(on.ctx, { owner: guest, sku })
    expect(await quantitiesOf(on, guest)).toEqual({})
  })

  test('the hundred and first line is refused, and the hundred can still be changed', async () => {
    const { db } = on.ctx
    const { sku } = await sell(db)
    const guest = await put(on, stranger(), { sku })
    const [cart] = await db.select().from(carts).orderBy(sql`id desc`).limit(1)
    await db.execute(sql`insert into cart_lines (cart_id, sku, quantity, seen_price_minor, added_at)
      select ${cart?.id}, 'old-' || n, 1, 1, now() from generate_series(2, ${MAX_LINES}::int) as n`)
    const { sku: another } = await sell(db)
    await expect(put(on, guest, { sku: another })).rejects.toMatchObject({ code: 'cart.too_many_lines' })
    await put(on, guest, { sku, quantity: 7 })
    await removeLine(on.ctx, { owner: guest, sku: 'old-2' })
    await put(on, guest, { sku: another })
    expect(Object.keys(await quantitiesOf(on, guest))).toHaveLength(MAX_LINES)
  })
})

describe('the price that was seen', () => {
  const set = (owner: Parameters<typeof put>[1], sku: string, quantity: number, seen?: number) =>
    setQuantity(on.ctx, { owner, sku, quantity, price: seen === undefined ? undefined : rub(seen) }, portsOf(on))

  test('is kept when the price changes and when another quantity is asked for', async () => {
    const { sku } = await sell(on.ctx.db)
    const guest = await put(on, stranger(), { sku })
    await changeOffers(on.ctx.db, [sku], { priceMinor: 600_00 })
    await put(on, guest, { sku, quantity: 2 })
    const { problems, totals } = await see(on, guest)
    expect(problems).toEqual([{ code: 'price_changed', sku, price: rub(600_00), was: rub(500_00) }])
    expect(totals.total).toEqual(rub(1200_00))
  })

  test('is no problem any more once the person has seen the new one, and is one again at the next', async () => {
    const { sku } = await sell(on.ctx.db)
    const guest = await put(on, stranger(), { sku })
    await changeOffers(on.ctx.db, [sku], { priceMinor: 600_00 })
    await set(guest, sku, 1, 600_00)
    expect((await see(on, guest)).problems).toEqual([])
    await changeOffers(on.ctx.db, [sku], { priceMinor: 500_00 })
    expect((await see(on, guest)).problems).toMatchObject([{ was: rub(600_00), price: rub(500_00) }])
  })

  test('when the page was already stale, the first look at the cart says so', async () => {
    const { sku } = await sell(on.ctx.db, { priceMinor: 600_00 })
    const { guestToken } = await set(stranger(), sku, 1, 500_00)
    expect((await see(on, stranger(guestToken))).problems).toMatchObject([{ code: 'price_changed', was: rub(500_00) }])
  })

  test('never decides what is paid', async () => {
    const { sku } = await sell(on.ctx.db)
    const { guestToken } = await set(stranger(), sku, 2, 1)
    expect((await see(on, stranger(guestToken))).totals.total).toEqual(rub(1000_00))
  })

  test('in another currency was not seen in this shop', async () => {
    const { sku } = await sell(on.ctx.db)
    const price = { amountMinor: 500_00, currency: 'USD' }
    const setting = setQuantity(on.ctx, { owner: stranger(), sku, quantity: 1, price }, portsOf(on))
    await expect(setting).rejects.toMatchObject({ code: 'cart.currency_unknown' })
  })
})

describe('a coupon', () => {
  test('is rejected where nobody knows coupons, and stays until it is taken out', async () => {
    const { sku } = await sell(on.ctx.db)
    const guest = await put(on, stranger(), { sku })
    await setCoupon(on.ctx, { owner: guest, code: 'SPRING' }, on.ports.flood)
    expect(await see(on, guest)).toMatchObject({
      coupon: { code: 'SPRING' },
      problems: [{ code: 'coupon_rejected' }],
      totals: { discount: rub(0), total: rub(500_00) },
    })
    await removeCoupon(on.ctx, guest)
    const { coupon, problems } = await see(on, guest)
    expect([coupon, problems]).toEqual([undefined, []])
  })

  test('is judged by the desk on what can be sold, for whom it is, whenever the cart is shown', async () => {
    const { db } = on.ctx
    const { customerId } = await byMail(on)
    const [{ sku }, { sku: gone }] = [await sell(db), await sell(db)]
    for (const one of [sku, gone]) await put(on, { customerId }, { sku: one, quantity: 2 })
    await changeOffers(db, [gone], { goneAt: on.ctx.now() })
    await setCoupon(on.ctx, { owner: { customerId }, code: 'SPRING' }, on.ports.flood)
    const asked: object[] = []
    const coupons = {
      describe: async (_: unknown, { lines, ...question }: { lines: readonly { quantity: number }[] }) => {
        asked.push({ ...question, quantities: lines.map(({ quantity }) => quantity) })
        return { discountMinor: 100_00 }
      },
    }
    const cart = await readCart(on.ctx, { owner: { customerId }, locale: 'ru' }, { ...portsOf(on), coupons })
    expect(cart.totals).toEqual({ goods: rub(1000_00), discount: rub(100_00), total: rub(900_00) })
    expect(asked).toEqual([{ code: 'SPRING', customerId, quantities: [2] }])
  })

  test('can be the first thing in a cart', async () => {
    const { guestToken } = await setCoupon(on.ctx, { owner: stranger(), code: 'SPRING' }, on.ports.flood)
    expect((await see(on, stranger(guestToken))).coupon).toEqual({ code: 'SPRING' })
  })
})

describe('what an order takes (G7)', () => {
  test('is the cart as it was read, coupon and all, and leaves it empty', async () => {
    const { customerId } = await byMail(on)
    const { sku } = await sell(on.ctx.db)
    await put(on, { customerId }, { sku, quantity: 2 })
    await setCoupon(on.ctx, { owner: { customerId }, code: 'SPRING' }, on.ports.flood)
    const { version, ...content } = await cartLines(on.ctx, customerId)
    expect(content).toEqual({ lines: [{ sku, quantity: 2, seenPriceMinor: 500_00 }], couponCode: 'SPRING' })
    expect(await takeCart(on.ctx, { customerId, version })).toBe(true)
    expect(await see(on, { customerId })).toMatchObject({ items: [], problems: [] })
    expect(await takeCart(on.ctx, { customerId, version })).toBe(false)
  })

  test('is refused when another tab has changed the cart since', async () => {
    const { customerId } = await byMail(on)
    const { sku } = await sell(on.ctx.db)
    await put(on, { customerId }, { sku })
    const { version } = await cartLines(on.ctx, customerId)
    await put(on, { customerId }, { sku, quantity: 2 })
    expect(await takeCart(on.ctx, { customerId, version })).toBe(false)
    expect(await quantitiesOf(on, { customerId })).toEqual({ [sku]: 2 })
  })

  test('goes back into the cart when the order fails', async () => {
    const { customerId } = await byMail(on)
    const { sku } = await sell(on.ctx.db)
    await put(on, { customerId }, { sku })
    const { version } = await cartLines(on.ctx, customerId)
    const order = transact(on.ctx, async (ctx) => {
      await takeCart(ctx, { customerId, version })
      throw new Error('the order was not made')
    })
    await expect(order).rejects.toThrow('the order was not made')
    expect(await quantitiesOf(on, { customerId })).toEqual({ [sku]: 1 })
  })

  test('of twenty orders at once one has it', async () => {
    const { customerId } = await byMail(on)
    const { sku } = await sell(on.ctx.db)
    await put(on, { customerId }, { sku })
    const { version } = await cartLines(on.ctx, customerId)
    const orders = Array.from({ length: 20 }, () => transact(on.ctx, (ctx) => takeCart(ctx, { customerId, version })))
    expect((await Promise.all(orders)).filter(Boolean)).toHaveLength(1)
  })

  test('of nobody who ever had a cart is nothing', async () => {
    const { customerId } = await byMail(on)
    expect(await cartLines(on.ctx, customerId)).toEqual({ lines: [], couponCode: null, version: 0 })
    expect(await takeCart(on.ctx, { customerId, version: 0 })).toBe(false)
  })
})

describe('an order repeated', () => {
  test('comes into the cart at the prices it was bought for, once however often it is pressed', async () => {
    const { db } = on.ctx
    const { customerId } = await byMail(on)
    const [{ sku: there }, { sku: bought }, { sku: gone }] = [await sell(db), await sell(db), await sell(db)]
    await put(on, { customerId }, { sku: there, quantity: 3 })
    await changeOffers(db, [gone], { goneAt: on.ctx.now() })
    const lines = [there, bought, gone, 'lost'].map((sku) => ({ sku, quantity: 2, seenPriceMinor: 400_00 }))
    on.ctx.advance(1000)
    for (let press = 0; press < 2; press++) {
      expect(await addLines(on.ctx, customerId, lines)).toEqual({ unknown: ['lost'] })
    }
    const cart = await see(on, { customerId })
    expect(await quantitiesOf(on, { customerId })).toEqual({ [there]: 3, [bought]: 2, [gone]: 2 })
    expect(cart.problems).toEqual(
      expect.arrayContaining([
        { code: 'price_changed', sku: bought, price: rub(500_00), was: rub(400_00) },
        { code: 'gone', sku: gone },
      ]),
    )
  })

  test('is refused when it does not fit, and nothing of it comes in', async () => {
    const { db } = on.ctx
    const { customerId } = await byMail(on)
    const skus = await Promise.all(Array.from({ length: MAX_LINES + 1 }, async () => (await sell(db)).sku))
    const lines = skus.map((sku) => ({ sku, quantity: 1, seenPriceMinor: 1 }))
    await expect(addLines(on.ctx, customerId, lines)).rejects.toMatchObject({ code: 'cart.too_many_lines' })
    expect(await quantitiesOf(on, { customerId })).toEqual({})
    await addLines(on.ctx, customerId, lines.slice(1))
    expect(Object.keys(await quantitiesOf(on, { customerId }))).toHaveLength(MAX_LINES)
  })
})

describe('what is kept', () => {
  test('a guest’s token is nowhere in the tables (S18)', async () => {
    const { sku } = await sell(on.ctx.db)
    const token = tokenOf(await put(on, stranger(), { sku }))
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const rows = JSON.stringify(await on.ctx.db.select().from(carts))
    expect(rows).not.toContain(token)
  })

  test('a token that we never gave is not taken over', async () => {
    const { sku } = await sell(on.ctx.db)
    const planted = 'A'.repeat(43)
    const guest = await put(on, stranger(planted), { sku })
    expect(tokenOf(guest)).not.toBe(planted)
    expect(await quantitiesOf(on, stranger(planted))).toEqual({})
  })

  test('carts begun from one address are counted', async () => {
    const { sku } = await sell(on.ctx.db)
    const owner = { token: undefined, address: '198.51.100.77' }
    const begin = () => setQuantity(on.ctx, { owner, sku, quantity: 1 }, portsOf(on))
    for (let nth = 0; nth < 300; nth++) await begin()
    await expect(begin()).rejects.toMatchObject({ code: 'platform.too_many_requests' })
    await put(on, stranger(), { sku })
  })

  test('is exported, and forgotten with the account (Y7)', async () => {
    const { customerId } = await byMail(on)
    const { sku } = await sell(on.ctx.db)
    await put(on, { customerId }, { sku, quantity: 2 })
    expect(await exportCart(on.ctx, customerId)).toEqual({
      items: [{ sku, quantity: 2, seenPriceMinor: 500_00, addedAt: on.ctx.now() }],
      couponCode: null,
      favorites: [],
    })
    await forgetCart(on.ctx, customerId)
    expect(await exportCart(on.ctx, customerId)).toEqual({ items: [], couponCode: null, favorites: [] })
  })

  test('a guest’s cart is swept ninety days after its last change, a customer’s never', async () => {
    const { db } = on.ctx
    const { sku } = await sell(db)
    const { customerId } = await byMail(on)
    await put(on, { customerId }, { sku })
    const [old, kept] = [await put(on, stranger(), { sku }), await put(on, stranger(), { sku })]
    on.ctx.advance(GUEST_MS)
    await put(on, kept, { sku, quantity: 2 })
    on.ctx.advance(1)
    await sweepCarts(on.ctx)
    expect([await quantitiesOf(on, old), await quantitiesOf(on, kept)]).toEqual([{}, { [sku]: 2 }])
    expect(await quantitiesOf(on, { customerId })).toEqual({ [sku]: 1 })
    const orphans = await db.select().from(cartLinesTable).leftJoin(carts, eq(carts.id, cartLinesTable.cartId))
    expect(orphans.filter(({ carts }) => carts === null)).toEqual([])
  })
})
