import { createHmac } from 'node:crypto'
import type { SimulatedWooCommerce } from '@vitrina/simulator'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { openShop, type Shop } from '../harness.ts'
import { addMany, shownNames } from './replica.ts'
import { openWoo, settingsOf } from './shop.ts'

const QUICK = { timeout: 20_000 }

/** The whole product over a WooCommerce whose webhooks go out as on a site that is looked after. */
async function openBoth(woo: SimulatedWooCommerce): Promise<Shop> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const shop = await openShop({ port, publicUrl, woocommerce: settingsOf(woo) })
  onTestFinished(() => shop.close())
  return shop
}

async function readiness({ url }: Shop) {
  const answer = await fetch(`${url}/readyz`)
  return { status: answer.status, body: (await answer.json()) as { degraded: string[] } }
}

test('a shop over a WooCommerce fills itself, and a change is there within seconds of its webhook (E1, E4)', async () => {
  const woo = await openWoo({ webhookIntervalMs: 100 })
  addMany(woo, 120)
  const shop = await openBoth(woo)
  const names = () => shownNames(shop.database.db)
  await expect.poll(async () => (await names()).length, { timeout: 20_000 }).toBe(120)
  await expect.poll(() => woo.world.webhooks().length, QUICK).toBe(12)

  woo.world.changeProduct('B-1', { name: 'Пионы' })
  await expect.poll(names, QUICK).toContain('Пионы')
  woo.world.trashProduct('B-1')
  await expect.poll(names, QUICK).not.toContain('Пионы')
  const fresh = woo.world.addProduct({ name: 'Новинка', regular_price: '5' })
  await expect.poll(names, QUICK).toContain('Новинка')
  woo.world.changeProduct(fresh.id, { status: 'draft' })
  await expect.poll(names, QUICK).not.toContain('Новинка')
  expect(await readiness(shop)).toMatchObject({ status: 200, body: { degraded: [] } })
})

test('ways of delivery and coupons of the WooCommerce are those of the shop, soon after it has started (E1)', async () => {
  const woo = await openWoo({ webhookIntervalMs: 100 })
  const coupon = woo.world.addCoupon({ code: 'ten', amount: '10', discount_type: 'percent' })
  const shop = await openBoth(woo)
  const column = async (text: string) =>
    (await shop.database.db.execute<{ value: unknown }>(text)).rows.map(({ value }) => value)
  const delivery = () => column("select id as value from delivery_methods where source = 'woocommerce' order by 1")
  await expect.poll(delivery, { timeout: 20_000 }).toEqual(['flat_rate:1', 'free_shipping:2', 'local_pickup:3'])
  const worth = () => column("select value::int from coupons where source = 'woocommerce'")
  await expect.poll(worth, QUICK).toEqual([1_000])
  await expect.poll(() => woo.world.webhooks().length, { timeout: 20_000 }).toBe(12)
  woo.world.changeCoupon(coupon.code, { amount: '15' })
  await expect.poll(worth, QUICK).toEqual([1_500])
  woo.world.trashCoupon(coupon.code)
  await expect.poll(worth, QUICK).toEqual([])
})

test('its pages and banners are the shop’s, pictures too, and no visitor makes us ask the site (E1, E2, E9, S25)', async () => {
  const woo = await openWoo()
  woo.world.addPage({ title: 'О нас', slug: 'about', content: 'Мы собираем букеты.' })
  const { id: featured_media } = woo.world.addPicture({ title: 'Пионы' })
  const categories = [woo.world.addPostCategory('banners').id]
  woo.world.addPost({ title: 'Пионы', content: '<a href="/about/">О нас</a>', categories, featured_media })
  const shop = await openBoth(woo)
  const browser = shop.browser()
  const pages = async () => (await browser.get('/api/pages')).body.items
  await expect.poll(pages, { timeout: 20_000 }).toEqual([{ slug: 'about', title: 'О нас' }])
  const [banner] = (await browser.get('/api/banners')).body.items
  expect(banner).toMatchObject({ title: 'Пионы', target: { page: 'about' } })
  const picture = await fetch(`${shop.url}${banner.image.url}?w=320`, { headers: { accept: 'image/webp' } })
  expect(picture.headers.get('content-type')).toBe('image/webp')
  woo.faults.always({ kind: 'no-database' })
  woo.forgetCalls()
  expect((await browser.get('/api/pages/about')).body.content).toBe('<p>Мы собираем букеты.</p>')
  expect(woo.calls().filter(({ path }) => path.includes('/wp/v2/'))).toEqual([])
})

test('a picture of the site is shown from the shop’s own host, with nothing more configured (E4, S25)', async () => {
  const woo = await openWoo()
  const { id } = woo.world.addPicture({ title: 'Розы' })
  woo.world.addProduct({ name: 'Розы', slug: 'roses', regular_price: '5', images: [id] })
  const shop = await openBoth(woo)
  await expect.poll(() => shownNames(shop.database.db), { timeout: 20_000 }).toEqual(['Розы'])
  const product = async () => (await shop.browser().get('/api/products/roses')).body
  await expect.poll(async () => (await product()).images?.length, QUICK).toBe(1)
  const [{ url }] = (await product()).images
  expect(url).toMatch(/^\/pictures\//)
  const shown = await fetch(`${shop.url}${url}?w=320`, { headers: { accept: 'image/webp' } })
  expect(shown.headers.get('content-type')).toBe('image/webp')
})

test('forged, repeated and late webhooks leave the catalogue what the site has (S14)', async () => {
  const woo = await openWoo()
  const [id] = addMany(woo, 3)
  const shop = await openBoth(woo)
  const names = () => shownNames(shop.database.db)
  await expect.poll(async () => (await names()).length, { timeout: 20_000 }).toBe(3)
  const send = (body: object, secret: string) => {
    const text = JSON.stringify(body)
    return fetch(`${shop.url}/webhooks/woocommerce`, {
      method: 'POST',
      body: text,
      headers: {
        'content-type': 'application/json',
        'x-wc-webhook-topic': 'product.updated',
        'x-wc-webhook-signature': createHmac('sha256', secret).update(text).digest('base64'),
      },
    })
  }
  const lie = { id, name: 'Даром', price: '0', status: 'publish' }
  expect((await send(lie, 'a stranger’s secret')).status).toBe(403)
  woo.world.changeProduct(id ?? 0, { name: 'Пионы' })
  // What was true once, signed, several times and last: it only makes us look.
  for (let nth = 0; nth < 3; nth++) expect((await send(lie, settingsOf(woo).webhookSecret)).status).toBe(200)
  await expect.poll(names, QUICK).toEqual(['Пионы', 'Букет 2', 'Букет 3'])
})

test('a WooCommerce that is away keeps nothing from starting and is named; back, it is caught up with (Y4)', async () => {
  const woo = await openWoo({ webhookIntervalMs: 100 })
  addMany(woo, 3)
  woo.faults.always({ kind: 'maintenance' })
  const shop = await openBoth(woo)
  const names = () => shownNames(shop.database.db)
  await expect.poll(async () => (await readiness(shop)).body.degraded, { timeout: 20_000 }).toEqual(['woocommerce'])
  expect((await readiness(shop)).status).toBe(200)
  expect((await fetch(`${shop.url}/api/config`)).status).toBe(200)
  woo.faults.clear()
  await expect.poll(async () => (await names()).length, { timeout: 45_000 }).toBe(3)
  await expect.poll(async () => (await readiness(shop)).body.degraded, { timeout: 20_000 }).toEqual([])
}, 90_000)

test('a site that is slow to answer holds no stop of the shop up', async () => {
  const woo = await openWoo({ webhookIntervalMs: 100 })
  addMany(woo, 3)
  woo.faults.always({ kind: 'slow', delayMs: 25_000 })
  const port = await freePort()
  const shop = await openShop({ port, publicUrl: `http://127.0.0.1:${port}`, woocommerce: settingsOf(woo) })
  await expect.poll(() => woo.calls().length, QUICK).toBeGreaterThan(0)
  await shop.close()
}, 20_000)
