import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer, limitFlood, siteRoutes } from '#http'
import { productUnknown } from '../../src/modules/catalog-reading/errors.ts'

const options = {
  log: pino({ level: 'silent' }),
  publicUrl: 'https://shop.example',
  defaultLocale: 'ru' as const,
  allowedOrigins: [],
  frameAncestors: [],
  trustedProxies: ['loopback'],
}
const PAGE = '<!doctype html><title>Vitrina</title>'
// Under a folder of this very name: where the site stands must not decide how long it is kept.
let folder: string
let early: string
let server: Awaited<ReturnType<typeof createServer>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrina-site-'))
  const site = join(folder, 'assets', 'dist')
  early = join(folder, 'early')
  await mkdir(join(site, 'assets'), { recursive: true })
  await writeFile(join(site, 'index.html'), PAGE)
  await writeFile(join(site, 'assets', 'app-4f2a.js'), 'export {}')
  await mkdir(early)
  await writeFile(join(early, 'index.html'), '<!doctype html><head><title>Vitrina</title></head>')
  const links = { ru: '<link href="/ru.js">', uz: '<link href="/uz.js">', en: '' }
  await writeFile(
    join(early, 'early-links.json'),
    JSON.stringify([{ path: '/product/:slug', links, asks: ['/api/products/:slug'] }]),
  )
  await writeFile(join(site, 'assets', 'app-4f2a.js.br'), brotliCompressSync('export {}'))
  await writeFile(join(folder, 'secret.txt'), 'not for you')
  server = await createServer(options)
  await siteRoutes(server, site)
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const ask = (url: string, headers: Record<string, string> = { accept: 'text/html' }) => server.inject({ url, headers })

// As the site itself has them: a page that it gets must not be a 404 to whoever follows a letter's link to it.
const routes = readFileSync(new URL('../../../web/src/routes.ts', import.meta.url), 'utf8')
const pages = [...routes.matchAll(/path: '(\/[^']*)'/g)].map(([, path = '']) => path.replace(/:\w+/, 'A'.repeat(43)))

describe('the page', () => {
  test.each(pages)('is at %s, and is asked for again each time', async (path) => {
    const answer = await ask(path)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe(PAGE)
    expect(answer.headers['cache-control']).toBe('no-cache')
    expect(answer.headers['strict-transport-security']).toContain('max-age=')
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
  })

  test('is alone with itself, lets the windows it opens speak to it, and asks for no device', async () => {
    const { headers } = await ask('/')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin-allow-popups')
    for (const feature of ['camera', 'geolocation', 'microphone', 'payment', 'usb']) {
      expect(headers['permissions-policy']).toContain(`${feature}=()`)
    }
    const data = (await server.inject({ url: '/api/nothing' })).headers
    expect(data).not.toHaveProperty('cross-origin-opener-policy')
    expect(data).not.toHaveProperty('permissions-policy')
  })

  test.each(['/nothing', '/register/x/y', '/admin.php', '/..%2Fsecret.txt'])(
    'says «not found» to a browser at %s',
    async (path) => {
      const answer = await ask(path)
      expect(answer.statusCode).toBe(404)
      expect(answer.body).toBe(PAGE)
    },
  )
})

test.each([{ accept: '*/*' }, { accept: 'application/xml, */*;q=0.8' }, { accept: 'text/*' }, {}])(
  'whoever takes anything gets the page where there is one (%o)',
  async (headers) => {
    for (const path of ['/product/red-roses', '/catalog?sort=new', '/']) {
      const answer = await ask(path, headers as Record<string, string>)
      expect(answer.statusCode, path).toBe(200)
      expect(answer.body).toBe(PAGE)
    }
  },
)

test.each([
  ['/api/nothing', { accept: 'text/html' }],
  ['/api/nothing', { accept: '*/*' }],
  ['/api/products/none/more', {}],
  ['/product/red-roses', { accept: 'application/json' }],
  ['/nothing', { accept: 'application/json' }],
  ['/nothing', {}],
  ['/assets/gone.js', { accept: '*/*' }],
])('%s is a problem to whoever wants no page (%o)', async (path, headers) => {
  const answer = await ask(path, headers as Record<string, string>)
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.json()).toMatchObject({ status: 404, code: 'http.route_unknown', detail: 'Такого адреса нет.' })
})

test('a file with a hash in its name never changes, and comes compressed from the build', async () => {
  const plain = await ask('/assets/app-4f2a.js', {})
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(plain.headers['content-type']).toContain('javascript')
  const small = await ask('/assets/app-4f2a.js', { 'accept-encoding': 'br' })
  expect(small.headers['content-encoding']).toBe('br')
})

test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/assets/%00'])(
  'nothing outside of the site is at %s',
  async (path) => {
    const answer = await ask(path)
    expect(answer.body).not.toContain('not for you')
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
  },
)

test('a page names what it will need in the language of whoever asks, and only there', async () => {
  const other = await createServer(options)
  await siteRoutes(other, early)
  const headOf = async (url: string, locale: string) =>
    (await other.inject({ url, headers: { accept: 'text/html', 'accept-language': locale } })).body
  expect(await headOf('/product/roses', 'uz')).toContain('<link href="/uz.js"></head>')
  expect(await headOf('/product/roses', 'ru')).toContain('<link href="/ru.js"></head>')
  expect(await headOf('/cart', 'ru')).not.toContain('<link')
  await other.close()
})

test('the data of a page is named in its head, in the language it will be asked for in and only if it will be (E4)', async () => {
  const other = await createServer(options)
  await siteRoutes(other, early)
  const headOf = async (url: string) =>
    (await other.inject({ url, headers: { accept: 'text/html', 'accept-language': 'ru' } })).body
  const named = (address: string) => `<link rel="preload" as="fetch" crossorigin href="${address}">`
  expect(await headOf('/product/roses')).toContain(named('/api/products/roses?lang=ru'))
  expect(await headOf('/product/roses/?lang=uz')).toContain(named('/api/products/roses?lang=uz'))
  for (const url of ['/product/roses?more=1', '/product/%22%3E%3Cb%3E', '/product/a+b', '/cart']) {
    expect(await headOf(url)).not.toContain('as="fetch"')
  }
  await other.close()
})

test('after a flood pages are not looked for in the tables any more, and are shown all the same (S20)', async () => {
  const other = await createServer(options)
  const looks: string[] = []
  const describe = async (path: string) => {
    looks.push(path)
    throw productUnknown()
  }
  await other.register(async (scope) => {
    limitFlood(scope)
    scope.get('/counted', (_request, reply) => reply.code(204).send())
  })
  await siteRoutes(other, early, { publicUrl: 'https://shop.example', shopName: 'Shop', describe })
  const visit = (url: string, from = '198.51.100.9') =>
    other.inject({ url, headers: { accept: 'text/html', 'x-forwarded-for': from } })
  for (let nth = 1; nth < 6_000; nth++) await visit('/counted')
  expect((await visit('/product/none')).statusCode).toBe(404)
  const answer = await visit('/product/another')
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('<title>Vitrina</title>')
  expect(looks).toEqual(['/product/none'])
  expect((await visit('/product/another', '198.51.100.10')).statusCode).toBe(404)
  await other.close()
}, 60_000)
