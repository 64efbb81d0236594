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

test('a long description ends at a word', () => {
  const page = sayPage(html, { title: 'Roses', description: 'word '.repeat(100), path: '/' }, around)
  expect(page).toMatch(/content="(?:word )*word…"/)
})
