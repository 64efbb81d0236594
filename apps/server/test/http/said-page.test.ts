import { expect, test } from 'vitest'
import { sayPage } from '../../src/http/said-page.ts'

const html = '<!doctype html><html lang="ru"><head><title>Vitrina</title></head></html>'
const around = { publicUrl: 'https://shop.example', shopName: 'Shop', locale: 'en' as const }

test('a page says what it is to whoever shows a link to it', () => {
  const image = { path: '/pictures/roses?w=1280', alt: 'Roses', width: 800, height: 600 }
  const page = sayPage(
    html,
    { title: 'Roses', description: 'Red', path: '/product/roses', kind: 'product', image },
    around,
  )
  expect(page).toContain('<html lang="en"')
  expect(page).toContain('<title>Roses · Shop</title>')
  expect(page).toContain('<link rel="canonical" href="https://shop.example/product/roses" />')
  expect(page).toContain('<meta property="og:image" content="https://shop.example/pictures/roses?w=1280" />')
  expect(page).toContain('<meta property="og:type" content="product" />')
})

test('whatever a merchant wrote comes out as text (S21)', () => {
  const evil = `"><script>alert(1)</script>'$&$1\u0000`
  const page = sayPage(html, { title: evil, description: evil, path: '/product/x' }, around)
  expect(page).not.toContain('<script')
  expect(page).not.toContain('\u0000')
  expect(page).toContain('&#34;&#62;&#60;script&#62;alert(1)')
  expect(page).toContain('$&#38;$1')
  expect(page.match(/<title>/g)).toHaveLength(1)
})

test('a product says what it costs and where it stands, and no name ends the data early (S21)', () => {
  const goods = { lowestMinor: 269_000, highestMinor: 2_490_000, currency: 'RUB', offers: 4, inStock: true }
  const trail = [{ name: 'Bouquets', path: '/category/bouquets' }]
  const said = { title: 'Roses</script>', path: '/product/roses', kind: 'product' as const, goods: { ...goods, trail } }
  const page = sayPage(html, said, around)
  const [product, way] = [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(
    ([, data = '']) => JSON.parse(data),
  )
  expect(product).toMatchObject({
    '@type': 'Product',
    name: 'Roses</script>',
    url: 'https://shop.example/product/roses',
  })
  expect(product.offers).toMatchObject({ lowPrice: '2690.00', highPrice: '24900.00', offerCount: 4 })
  expect(product.offers.availability).toBe('https://schema.org/InStock')
  expect(way.itemListElement.map(({ item }: { item: string }) => item)).toEqual([
    'https://shop.example/',
    'https://shop.example/category/bouquets',
    'https://shop.example/product/roses',
  ])
})

test('one price is one offer, in the digits of its currency', () => {
  const goods = { lowestMinor: 500, highestMinor: 500, currency: 'JPY', offers: 1, inStock: false, trail: [], sku: 'A' }
  const page = sayPage(html, { title: 'Rose', path: '/product/rose', goods }, around)
  expect(page).toContain('"price":"500"')
  expect(page).toContain('OutOfStock')
})

test('a long description ends at a word', () => {
  const page = sayPage(html, { title: 'Roses', description: 'word '.repeat(100), path: '/' }, around)
  expect(page).toMatch(/content="(?:word )*word…"/)
})
