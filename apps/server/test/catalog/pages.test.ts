import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSampleCatalog } from '../../src/sample-catalog.ts'
import { loadSampleContent } from '../../src/sample-content.ts'
import { testCtx } from '../ctx.ts'
import { openShop, type Shop } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
  const ctx = { ...testCtx(shop.database.db), now: () => new Date() }
  await loadSampleContent(ctx, shop.config)
  await loadSampleCatalog(ctx, shop.config)
})
afterAll(() => shop.close())

const open = (path: string, locale = 'ru') => shop.browser({ accept: 'text/html', 'accept-language': locale }).get(path)

describe('a link to the shop', () => {
  test('to a product shows what it is, in the language of whoever asks (E4)', async () => {
    const russian = await open('/product/red-roses')
    expect(russian.status).toBe(200)
    expect(russian.body).toContain('<title>Красные розы · Vitrina</title>')
    expect(russian.body).toMatch(/<meta property="og:description" content="Бархатные бутоны/)
    expect((await open('/product/red-roses', 'en')).body).toContain('<meta property="og:title" content="Red roses" />')
  })

  test('to a category shows its name', async () => {
    expect((await open('/category/roses', 'uz')).body).toContain('<title>Atirgullar · Vitrina</title>')
  })

  test('to the catalogue shows its name and its one address, however it is narrowed (E4)', async () => {
    const { body } = await open('/catalog?q=roses&sort=new', 'en')
    expect(body).toContain('<title>Catalogue · Vitrina</title>')
    expect(body).toMatch(/<link rel="canonical" href="[^"?]*\/catalog" \/>/)
    expect((await open('/catalog/', 'uz')).body).toContain('<title>Katalog · Vitrina</title>')
  })

  test('to a product says its price and its way to whoever reads data (E4)', async () => {
    const { body, headers } = await open('/product/red-roses', 'en')
    expect(body).toMatch(/"@type":"AggregateOffer","lowPrice":"\d+\.00","highPrice"/)
    expect(body).toContain('"name":"Roses","item":"http://127.0.0.1:3000/category/roses"')
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
  })

  test('has an address for each language, and one for whoever comes, and each knows the others (X2, E4)', async () => {
    const addresses = (body: string) =>
      [...body.matchAll(/<link rel="(canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]+)"/g)].map(
        ([, rel, language, href]) => [language ?? rel, new URL(href ?? '').pathname + new URL(href ?? '').search],
      )
    const path = '/product/red-roses'
    const alternates = [
      ...['ru', 'uz', 'en'].map((language) => [language, `${path}?lang=${language}`]),
      ['x-default', path],
    ]
    const plain = await open(path)
    expect(addresses(plain.body)).toEqual([['canonical', path], ...alternates])
    // Whatever the browser speaks.
    const english = await open(`${path}?lang=en&sku=RED-ROSES-25`, 'ru')
    expect(english.body).toContain('<html lang="en"')
    expect(english.body).toContain('<title>Red roses · Vitrina</title>')
    expect(addresses(english.body)).toEqual([['canonical', `${path}?lang=en`], ...alternates])
    expect(english.body).toContain('"item":"http://127.0.0.1:3000/category/roses?lang=en"')
    // A language that nobody here speaks is none.
    expect(addresses((await open(`${path}?lang=de`)).body)[0]).toEqual(['canonical', path])
  })

  test('to an information page shows its name and how it begins (E9)', async () => {
    const { body } = await open('/pages/about', 'en')
    expect(body).toContain('<title>About us · Vitrina</title>')
    expect(body).toMatch(/<meta name="description" content="We are/)
  })

  test.each(['/product/none', '/category/none', '/pages/none'])(
    'to what is not there, as to %s, is a 404 with the page',
    async (path) => {
      const answer = await open(path)
      expect(answer.status).toBe(404)
      expect(answer.body).toContain('<div id="site">')
    },
  )
})

describe('a search engine', () => {
  test('is told where everything is', async () => {
    const { body } = await shop.browser().get('/sitemap.xml')
    expect(body).toContain('<loc>http://127.0.0.1:3000/product/red-roses</loc><lastmod>')
    expect(body).toContain('<loc>http://127.0.0.1:3000/category/roses</loc>')
    expect(body).toContain('<loc>http://127.0.0.1:3000/pages/about</loc>')
  })

  test('is told where everything is in each language, a map each (X2)', async () => {
    const { body: robots } = await shop.browser().get('/robots.txt')
    const maps = [...robots.matchAll(/^Sitemap: (.+)$/gm)].map(([, address = '']) => new URL(address))
    expect(maps.map(({ pathname, search }) => pathname + search)).toEqual([
      '/sitemap.xml',
      ...['ru', 'uz', 'en'].map((language) => `/sitemap.xml?lang=${language}`),
    ])
    const { body } = await shop.browser().get('/sitemap.xml?lang=uz')
    expect(body).toContain('<loc>http://127.0.0.1:3000/product/red-roses?lang=uz</loc><lastmod>')
    expect(body).not.toContain('red-roses</loc>')
  })

  test('is asked to leave alone what is everybody’s own', async () => {
    const { body } = await shop.browser().get('/robots.txt')
    expect(body).toContain('Disallow: /cart')
    expect(body).toContain('Sitemap: http://127.0.0.1:3000/sitemap.xml')
  })
})

test('a product is found by its id, as links into the Mini App have it, and is refused as by its address', async () => {
  const visitor = shop.browser()
  const { items } = (await visitor.get('/api/products?q=roses')).body
  expect((await visitor.get(`/api/products/by-id/${items[0].id}`)).body).toEqual(items[0])
  expect((await visitor.get('/api/products/by-id/2147483647')).body.code).toBe('catalog_reading.product_unknown')
  expect((await visitor.get('/api/products/by-id/0')).status).toBe(422)
})
