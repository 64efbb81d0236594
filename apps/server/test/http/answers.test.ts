import { locales } from '@vitrina/contract'
import { refusalWords } from '@vitrina/contract/words/refusals'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const start = { method: 'telegram_contact', name: 'Анна', phone: '+79991234567' }

describe('a refusal', () => {
  test.each(locales)('has one shape and the words of %s (X5, X2)', async (locale) => {
    const browser = shop.browser({ 'accept-language': `xx, ${locale};q=0.9, de;q=0.5` })
    const { status, headers, body } = await browser.post('/api/auth/verifications', { ...start, phone: '1', admin: 1 })
    const { kinds, fields } = refusalWords[locale]
    expect(status).toBe(422)
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(body).toEqual({
      type: 'about:blank',
      title: kinds[422],
      status: 422,
      code: 'http.input_invalid',
      detail: `phone: ${fields.phone_invalid}; admin: ${fields.unknown_field}`,
      errors: [
        { field: 'phone', code: 'phone_invalid', message: fields.phone_invalid },
        { field: 'admin', code: 'unknown_field', message: fields.unknown_field },
      ],
    })
  })

  test('speaks the shop’s language to whoever names none that it knows', async () => {
    const { body } = await shop.browser({ 'accept-language': 'de, fr;q=0.5, *' }).get('/api/me')
    expect(body).toMatchObject({
      title: refusalWords.ru.kinds[401],
      detail: refusalWords.ru.refusals['identity.sign_in_required'],
    })
  })

  test.each([
    ['a missing field', { ...start, phone: undefined }, 'phone', 'required'],
    ['a wrong type', { ...start, name: 7 }, 'name', 'malformed'],
    ['an unknown method', { ...start, method: 'pigeon' }, 'method', 'malformed'],
    ['a short name', { ...start, name: 'A' }, 'name', 'name_too_short'],
    ['an empty name, once,', { ...start, name: '' }, 'name', 'name_too_short'],
  ])('names %s by its field and a stable code', async (_, body, field, code) => {
    const answer = await shop.browser().post('/api/auth/verifications', body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ field, code }])
  })

  test.each([
    ['nothing', undefined],
    ['null', 'null'],
    ['a list', '[]'],
    ['a word', '"x"'],
  ])('of %s in place of a body has words all the same', async (_, body) => {
    const answer = await shop.browser().post('/api/auth/login', body)
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toMatch(/^\p{L}/u)
  })

  test('names the request, so that its line can be found', async () => {
    const { headers } = await shop.browser().get('/api/nothing')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('of a limit says when to come back, in header, field and words', async () => {
    const browser = shop.browser({ 'accept-language': 'en' })
    const attempt = () => browser.post('/api/auth/login', { identifier: '+79990000001', password: 'wrong' })
    for (let n = 0; n < 10; n++) expect((await attempt()).status).toBe(401)
    const { status, headers, body } = await attempt()
    expect(status).toBe(429)
    expect(body).toMatchObject({
      code: 'platform.too_many_requests',
      detail: 'Too many attempts. Try again in 60 min.',
    })
    expect(headers.get('retry-after')).toBe(String(body.retryAfter))
    expect(body.retryAfter).toBeGreaterThan(3_500)
  })
})

describe('every answer', () => {
  test.each([
    '/api/config',
    '/api/me',
    '/api/nothing',
    '/healthz',
    '/docs/openapi.json',
    '/auth/check-verification/x',
    '/%zz',
  ])('%s carries the headers that keep a browser safe', async (path) => {
    const { headers } = await shop.browser().get(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    const policy = headers.get('content-security-policy') ?? ''
    // What is data loads nothing and is framed by nobody; a page is what the site and Telegram's clients need.
    const parts = path.startsWith('/api/')
      ? ["default-src 'none'", "frame-ancestors 'none'"]
      : [
          "default-src 'self'",
          "script-src 'self' https://telegram.org;",
          "frame-ancestors 'self' https://web.telegram.org https://*.telegram.org",
        ]
    for (const part of parts) expect(policy).toContain(part)
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toMatch(/no-store|no-cache/)
  })

  test('of a status stream carries them too', async () => {
    const browser = shop.browser()
    const { body: started } = await browser.post('/api/auth/verifications', start)
    const abort = new AbortController()
    const { headers } = await browser.fetch(`/api/auth/verifications/${started.id}/events`, { signal: abort.signal })
    abort.abort()
    expect(headers.get('content-type')).toBe('text/event-stream')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('to a configured site may be read by it, to another may not (D4)', async () => {
    const headersFor = async (origin: string) => (await shop.browser().get('/api/config', { origin })).headers
    const known = await headersFor('https://old-site.example')
    expect(known.get('access-control-allow-origin')).toBe('https://old-site.example')
    expect(known.get('access-control-allow-credentials')).toBe('true')
    expect((await headersFor('https://evil.example')).get('access-control-allow-origin')).toBeNull()
  })
})

describe('the shop says of itself', () => {
  test('that it lives, and that it is ready', async () => {
    expect(await shop.browser().get('/healthz')).toMatchObject({ status: 200, body: { status: 'alive' } })
    await expect
      .poll(async () => (await shop.browser().get('/readyz')).body)
      .toEqual({
        status: 'ready',
        degraded: [],
        checks: { database: 'ok', telegram: 'ok' },
      })
  })

  test('which contracts it serves: without A there is none (A1)', async () => {
    const bare = await openShop({ wireContracts: [] })
    const answer = await bare
      .browser()
      .post('/auth/register', { phone_number: '+79991234567', name: 'Иван', password: 'SecurePass123!' })
    expect(answer.status).toBe(404)
    expect((await bare.browser().get('/docs/openapi.json')).body.paths).not.toHaveProperty('/auth/register')
    await bare.close()
  })
})
