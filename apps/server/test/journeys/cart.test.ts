import { refusalWords } from '@vitrina/contract/words/refusals'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Browser } from '../browser.ts'
import { changeOffers, sell } from '../cart/catalogue.ts'
import { openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'

const COOKIE = 'vitrina_cart'
let shop: Shop
let peony: string
let rose: string
beforeAll(async () => {
  shop = await openShop()
  const { db } = shop.database
  ;[peony, rose] = [(await sell(db, { sku: 'Пион/белый 5 шт.' })).sku, (await sell(db)).sku]
})
afterAll(() => shop.close())

const item = (sku: string) => `/api/cart/items/${encodeURIComponent(sku)}`
const put = (browser: Browser, sku: string, quantity: unknown = 1) => browser.put(item(sku), { quantity })
const inCart = async (browser: Browser) => {
  const { body } = await browser.get('/api/cart')
  return Object.fromEntries(body.items.map(({ sku, quantity }: { sku: string; quantity: number }) => [sku, quantity]))
}

/** Registers in this very browser, as somebody does who was looking around before. */
async function register() {
  const registration = await startRegistration(shop)
  const { browser, started } = registration
  return {
    browser,
    signIn: async (): Promise<string> => {
      const code = await receiveCode(registration)
      const { body } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
      return body.accessToken
    },
  }
}

describe('a guest (E5)', () => {
  test('has a cart from the first change on, by a cookie that scripts and other sites do not get', async () => {
    const browser = shop.browser()
    const empty = await browser.get('/api/cart')
    expect(empty.body).toEqual({
      items: [],
      totals: { goods: rub(0), discount: rub(0), total: rub(0) },
      problems: [],
    })
    expect(empty.headers.getSetCookie()).toEqual([])

    const { status, body, headers } = await put(browser, peony, 2)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      items: [{ sku: peony, quantity: 2, unitPrice: rub(500_00) }],
      totals: { total: rub(1000_00) },
    })
    const [cookie = ''] = headers.getSetCookie()
    expect(cookie).toMatch(/^vitrina_cart=[A-Za-z0-9_-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    const days = (Date.parse(/Expires=([^;]+)/.exec(cookie)?.[1] ?? '') - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(90, 1)
    expect(await inCart(browser)).toEqual({ [peony]: 2 })
    expect((await browser.get('/api/cart')).headers.getSetCookie()).toEqual([])
  })

  test('changes and takes out, and the cookie lives on with each change', async () => {
    const browser = shop.browser()
    await put(browser, peony, 3)
    const token = browser.cookies.get(COOKIE)
    expect((await put(browser, rose)).headers.getSetCookie()).toHaveLength(1)
    expect((await put(browser, peony, 0)).body.items).toHaveLength(1)
    expect((await browser.delete(item(rose))).body.items).toEqual([])
    expect(browser.cookies.get(COOKIE)).toBe(token)
  })

  test('cannot reach another one’s cart, whatever their cookie says', async () => {
    const [owner, other] = [shop.browser(), shop.browser()]
    await put(owner, peony)
    expect(await inCart(other)).toEqual({})
    const hash = 'A'.repeat(43)
    for (const planted of [hash, '1', `${owner.cookies.get(COOKIE)}x`, "' or 1=1 --"]) {
      other.cookies.set(COOKIE, encodeURIComponent(planted))
      expect(await inCart(other)).toEqual({})
    }
    other.cookies.set(COOKIE, hash)
    await put(other, rose)
    expect(other.cookies.get(COOKIE)).not.toBe(hash)
    expect(await inCart(owner)).toEqual({ [peony]: 1 })
  })

  test('is told of too little stock, of a changed price and of what is gone, each change of theirs too (G11)', async () => {
    const browser = shop.browser()
    const { sku } = await sell(shop.database.db, { stock: 2 })
    const { body } = await put(browser, sku, 3)
    expect(body.problems).toEqual([{ code: 'insufficient_stock', sku, available: 2 }])
    await changeOffers(shop.database.db, [sku], { priceMinor: 450_00, stock: null })
    const changed = [{ code: 'price_changed', sku, price: rub(450_00), was: rub(500_00) }]
    expect((await put(browser, sku, 4)).body.problems).toEqual(changed)
    const seen = await browser.put(item(sku), { quantity: 4, price: rub(450_00) })
    expect(seen.body).toMatchObject({ problems: [], totals: { total: rub(4 * 450_00) } })
    await changeOffers(shop.database.db, [sku], { goneAt: new Date() })
    expect((await browser.get('/api/cart')).body).toMatchObject({
      problems: [{ code: 'gone', sku }],
      totals: { total: rub(0) },
    })
  })

  test('keeps a coupon that is not good now, and is told', async () => {
    const browser = shop.browser()
    const { body } = await browser.put('/api/cart/coupon', { code: ' SPRING ' })
    expect(body).toMatchObject({ coupon: { code: 'SPRING' }, problems: [{ code: 'coupon_rejected' }] })
    expect((await browser.delete('/api/cart/coupon')).body).toEqual((await shop.browser().get('/api/cart')).body)
  })

  test('tries no more than sixty coupons in ten minutes', async () => {
    const browser = shop.browser()
    for (let nth = 0; nth < 60; nth++) await browser.put('/api/cart/coupon', { code: `GUESS-${nth}` })
    expect(await browser.put('/api/cart/coupon', { code: 'ONE-MORE' })).toMatchObject({ status: 429 })
    expect((await put(browser, peony)).status).toBe(200)
  })
})

describe('signing in (E5)', () => {
  test('makes the guest’s cart the customer’s, on this door and on every other', async () => {
    const { browser, signIn } = await register()
    await put(browser, peony, 2)
    const accessToken = await signIn()
    expect(browser.cookies.has(COOKIE)).toBe(true)
    const me = browser.as(accessToken)
    const merged = await me.get('/api/cart')
    expect(merged.body.items).toMatchObject([{ sku: peony, quantity: 2 }])
    expect(merged.headers.getSetCookie()[0]).toMatch(/^vitrina_cart=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970/)
    expect(me.cookies.has(COOKIE)).toBe(false)
    // The Mini App, say: the same person, no cookies.
    const elsewhere = shop.browser().as(accessToken)
    expect(await inCart(elsewhere)).toEqual({ [peony]: 2 })
    const { headers } = await put(elsewhere, rose)
    expect(headers.getSetCookie()).toEqual([])
    expect(await inCart(me)).toEqual({ [peony]: 2, [rose]: 1 })
    // Signed out, the browser is a stranger's.
    expect(await inCart(browser)).toEqual({})
  })

  test('in two tabs at once is merged once', async () => {
    const { browser, signIn } = await register()
    await put(browser, peony, 2)
    const accessToken = await signIn()
    const tabs = [browser.as(accessToken), browser.as(accessToken)] as const
    const answers = await Promise.all([put(tabs[0], rose, 3), tabs[1].get('/api/cart'), tabs[1].get('/api/cart')])
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(body.items).toContainEqual(expect.objectContaining({ sku: peony, quantity: 2 }))
    }
    expect(await inCart(tabs[0])).toEqual({ [peony]: 2, [rose]: 3 })
  })

  test('clears the cookie also when the first call is refused', async () => {
    const { browser, signIn } = await register()
    await put(browser, peony)
    const me = browser.as(await signIn())
    expect((await put(me, 'no-such')).status).toBe(404)
    expect(me.cookies.has(COOKIE)).toBe(false)
    expect(await inCart(me)).toEqual({ [peony]: 1 })
  })

  test('is asked of nobody; a token that is no longer good is refused, and no guest is made of it', async () => {
    const browser = shop.browser().as('not.a.token')
    for (const answer of [await browser.get('/api/cart'), await put(browser, peony)]) {
      expect(answer).toMatchObject({ status: 401, body: { code: 'identity.sign_in_required' } })
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  test('and erasing the account forgets the cart (Y7)', async () => {
    const { browser, signIn } = await register()
    const me = browser.as(await signIn())
    await put(me, peony, 2)
    const { body } = await me.get('/api/me/export')
    expect(body.cart.items).toMatchObject([{ sku: peony, quantity: 2 }])
    const before = await countCustomersCarts()
    expect((await me.delete('/api/me')).status).toBe(204)
    await vi.waitFor(async () => expect(await countCustomersCarts()).toBe(before - 1), { timeout: 20_000 })
  })
})

describe('nonsense is refused', () => {
  test.each([
    ['negative', -1],
    ['a thousand million', 1e9],
    ['one more than the maximum', 1000],
    ['half', 0.5],
    ['in letters', '2'],
    ['nothing', null],
    ['not there', undefined],
    ['a list', [1]],
  ])('a quantity that is %s', async (_, quantity) => {
    const browser = shop.browser({ 'accept-language': 'en' })
    const answer = await browser.put(item(peony), { quantity })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'quantity', code: 'quantity_invalid' }] } })
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test.each([
    ['a field that is not known', { quantity: 1, sku: 'x' }],
    ['a price that is negative', { quantity: 1, price: { amountMinor: -1, currency: 'RUB' } }],
    ['a price with more in it', { quantity: 1, price: { amountMinor: 1, currency: 'RUB', discount: 1 } }],
    ['a price in no currency', { quantity: 1, price: { amountMinor: 1, currency: 'rubles' } }],
    ['a price in another currency', { quantity: 1, price: { amountMinor: 1, currency: 'USD' } }],
  ])('%s', async (_, body) => {
    expect((await shop.browser().put(item(peony), body)).status).toBe(422)
  })

  test.each(['%00', 'a%00b', `${'x'.repeat(201)}`])('a sku like %s', async (sku) => {
    for (const method of ['PUT', 'DELETE']) {
      const init = { method, headers: { 'content-type': 'application/json' }, body: '{"quantity":1}' }
      const { status } = await shop.browser().fetch(`/api/cart/items/${sku}`, init)
      expect(status).toBe(422)
    }
  })

  test.each(['', '  ', 'x'.repeat(65), 'a\u0000b', 5, null])('a coupon like %j', async (code) => {
    expect((await shop.browser().put('/api/cart/coupon', { code })).status).toBe(422)
  })

  test.each(['ru', 'uz', 'en'] as const)('an unknown sku, in words (%s)', async (locale) => {
    const answer = await put(shop.browser({ 'accept-language': locale }), 'no-such')
    const detail = refusalWords[locale].refusals['cart.offer_unknown']
    expect(answer).toMatchObject({ status: 404, body: { code: 'cart.offer_unknown', detail } })
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('a change from another site, or not as JSON', async () => {
    const browser = shop.browser()
    const foreign = await browser.put(item(peony), { quantity: 1 }, { origin: 'https://elsewhere.example' })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'http.origin_rejected' } })
    const form = { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: '{"quantity":1}' }
    expect((await browser.fetch(item(peony), form)).status).toBe(415)
    expect(await inCart(browser)).toEqual({})
  })

  test('a flood of changes from one address (D6)', async () => {
    const flooder = shop.browser({ 'x-forwarded-for': '198.51.100.9' })
    await put(flooder, peony)
    for (let sent = 1; sent < 1_200; sent += 109) {
      await Promise.all(Array.from({ length: 109 }, () => flooder.delete(item('nothing'))))
    }
    expect(await put(flooder, peony)).toMatchObject({ status: 429, body: { code: 'platform.too_many_requests' } })
    expect(await inCart(flooder)).toEqual({ [peony]: 1 })
  })
})

function rub(amountMinor: number) {
  return { amountMinor, currency: 'RUB' }
}

async function countCustomersCarts(): Promise<number> {
  const { rows } = await shop.database.pool.query('select count(*)::int from carts where customer_id is not null')
  return rows[0].count
}
