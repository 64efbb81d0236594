import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { storeBanners, storePages } from '#content'
import { testCtx } from '../ctx.ts'
import { openShop, type Shop } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
  const ctx = testCtx(shop.database.db)
  const modifiedAt = new Date('2026-01-01')
  const title = { ru: 'Доставка', uz: 'Yetkazish' }
  await storePages(ctx, 'file', [
    { externalId: 'd', slug: 'доставка', title, content: { ru: '<p>За час</p>' }, modifiedAt },
  ])
  const banner = { externalId: 'b', title: { ru: 'Весна' }, text: {}, picture: null, target: { page: 'доставка' } }
  await storeBanners(ctx, 'file', [{ ...banner, shownFrom: null, shownUntil: null }])
})
afterAll(() => shop.close())

test('banners and pages are there for everybody, in the language of the browser (E9)', async () => {
  const browser = shop.browser({ 'accept-language': 'uz' })
  expect((await browser.get('/api/banners')).body).toEqual({
    items: [{ id: 'file-b', title: 'Весна', target: { page: 'доставка' } }],
  })
  expect((await browser.get('/api/pages')).body).toEqual({ items: [{ slug: 'доставка', title: 'Yetkazish' }] })
  const page = await browser.get(`/api/pages/${encodeURIComponent('доставка')}`)
  expect(page.body).toMatchObject({ title: 'Yetkazish', content: '<p>За час</p>' })
})

test('an answer that the browser has is not sent again, and one in another language is another (E9)', async () => {
  const ask = (headers: Record<string, string>) => fetch(`${shop.url}/api/pages`, { headers })
  const first = await ask({ 'accept-language': 'ru' })
  const etag = first.headers.get('etag') ?? ''
  expect(first.headers.get('vary')).toContain('Accept-Language')
  expect(first.headers.get('cache-control')).toContain('stale-while-revalidate')
  expect((await ask({ 'accept-language': 'ru', 'if-none-match': etag })).status).toBe(304)
  expect((await ask({ 'accept-language': 'uz', 'if-none-match': etag })).status).toBe(200)
})

test('a page that is not there is refused in words', async () => {
  const { status, body } = await shop.browser({ 'accept-language': 'en' }).get('/api/pages/nothing')
  expect(status).toBe(404)
  expect(body).toMatchObject({ code: 'content.page_unknown', detail: 'There is no such page.' })
})

test('what changes is seen at once, and a banner ends with its time although nothing changed (E4, E9)', async () => {
  const ctx = testCtx(shop.database.db)
  const titles = async () => {
    const { body } = await shop.browser().get('/api/banners')
    return body.items.map(({ title }: { title: string }) => title)
  }
  const banner = { title: { ru: 'До завтра' }, text: {}, picture: null, target: null, shownFrom: null }
  await storeBanners(ctx, 'woocommerce', [{ ...banner, externalId: '7', shownUntil: new Date(Date.now() + 6_000) }])
  await vi.waitUntil(async () => (await titles()).includes('До завтра'), { timeout: 5_000 })
  await vi.waitUntil(async () => !(await titles()).includes('До завтра'), { timeout: 20_000 })
})
