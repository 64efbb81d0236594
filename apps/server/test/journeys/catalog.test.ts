import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeProducts } from '#catalog'
import { Browser } from '../browser.ts'
import { newOffer, newProduct } from '../catalog/products.ts'
import { testCtx } from '../ctx.ts'
import { eventually } from '../eventually.ts'
import { openShop, type Shop } from '../harness.ts'

let shop: Shop
let other: Browser
beforeAll(async () => {
  shop = await openShop()
  other = new Browser((await shop.openAnother({ port: 0 })).url)
})
afterAll(() => shop.close())

let news = 0
const sell = (priceMinor: number) =>
  storeProducts(testCtx(shop.database.db), 'file', [
    newProduct({ offers: [newOffer({ priceMinor })], modifiedAt: new Date(Date.UTC(2031, 0, 1, 0, 0, news++)) }),
  ])

test('what is sold is found, liked and put into the cart, by who knows only the site (E2, E4, E5)', async () => {
  await sell(300_00)
  const browser = shop.browser({ 'accept-language': 'ru' })
  const card = await eventually(async () => {
    const { body } = await browser.get('/api/products?q=krasnie rozi')
    expect(body.total).toBe(1)
    return body.items[0]
  })
  expect(card).toMatchObject({ name: 'Красные розы', price: { amountMinor: 300_00, currency: 'RUB' } })
  expect((await browser.get(`/api/products/${card.slug}`)).body).toMatchObject(card)
  expect((await browser.put(`/api/cart/items/${card.sku}`, { quantity: 1 })).body.totals.total).toEqual(card.price)
  expect((await browser.put(`/api/favorites/${card.id}`)).status).toBe(204)
  expect((await browser.get('/api/favorites')).body.items).toEqual([card])
})

test('a change is seen in every process at once, and by who asks whether there is one (E1, E4)', async () => {
  const price = async (browser: Browser) => (await browser.get('/api/products/red-roses')).body.price?.amountMinor
  for (const amount of [400_00, 500_00, 600_00]) {
    await sell(amount)
    await eventually(async () => {
      for (const browser of [shop.browser(), other]) expect(await price(browser)).toBe(amount)
    })
  }
  const { headers } = await other.get('/api/products/red-roses')
  const etag = headers.get('etag') ?? ''
  expect((await other.fetch('/api/products/red-roses', { headers: { 'if-none-match': etag } })).status).toBe(304)
  await sell(700_00)
  await eventually(async () =>
    expect((await other.fetch('/api/products/red-roses', { headers: { 'if-none-match': etag } })).status).toBe(200),
  )
})
