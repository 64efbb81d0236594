import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOT_SECRET, openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'

interface Operation {
  method: string
  path: string
  hasBody: boolean
}

let shop: Shop
let operations: Operation[]
let accessToken: string
let cookie: string

beforeAll(async () => {
  shop = await openShop()
  const { body: document } = await shop.browser().get('/docs/openapi.json')
  operations = Object.entries<Record<string, any>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      hasBody: requestBody !== undefined,
    })),
  )
  const registration = await startRegistration(shop)
  const { browser, started } = registration
  cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const code = await receiveCode(registration)
  accessToken = (await browser.post(`/api/auth/verifications/${started.id}/code`, { code })).body.accessToken
})
afterAll(() => shop.close())

const FIELDS = [
  'phone_number',
  'name',
  'password',
  'method',
  'phone',
  'identifier',
  'code',
  'secret',
  'locale',
  '__proto__',
  'constructor',
  'verification_code',
  'telegram_phone',
  'telegram_chat_id',
  'secret_key',
  'telegram_id',
  'contact_user_id',
  'marketing',
  'cartReminders',
  'email',
  'verificationMethod',
  'telegramUsername',
  'sessionId',
  'telegramId',
  'refreshToken',
  'quantity',
  'price',
]
const nasty = fc.constantFrom(
  '\u0000',
  'a\u0000b',
  '\uD800',
  '\uDFFF',
  '\u202E',
  "'; drop table customers; --",
  '../../etc/passwd',
  '%00',
  '%',
  '\r\nX: y',
  'A'.repeat(43),
  '+79991234567',
  'NaN',
  '1e999',
  '\u0301\u0316'.repeat(20),
  'é'.repeat(90),
)
const text = fc.oneof(nasty, fc.string({ maxLength: 60 }))
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(0, -1, 2 ** 53, 1e308, null, true, [], {}))
const json = fc.oneof(
  value,
  fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), text), value, { maxKeys: 6 }).map((fields) => ({ ...fields })),
)
const rawBody = fc.oneof(
  json.map((any) => Buffer.from(JSON.stringify(any))),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    Buffer.alloc(0),
    Buffer.from('{'),
    Buffer.from('{"name":"\xff\xfe"}', 'latin1'),
    Buffer.from('{"name":"a","name":"b"}'),
    Buffer.from('{"__proto__":{"admin":true},"name":"Anna"}'),
    Buffer.from('['.repeat(30_000)),
    Buffer.from(`${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}`),
    Buffer.from('null'),
    Buffer.alloc(70_000, ' '),
    Buffer.alloc(200_000, 'a'),
  ),
)
const contentType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  '',
  'é',
  'application/json; '.repeat(50),
)
const segment = fc.oneof(
  text.map(encode),
  fc.constantFrom('%00', '%', '%zz', '%C0%80', '%ED%A0%80', '..%2F', 'x'.repeat(500), 'A'.repeat(43)),
)

function encode(raw: string): string {
  return encodeURIComponent(raw.toWellFormed())
}

/** What every answer to nonsense has to be: our own «no», in the one shape, and never a fault. */
async function expectRefusal(response: Response, what: string): Promise<void> {
  const text = await response.text()
  expect(response.status, `${what}: ${text}`).toBeLessThan(500)
  if (response.status < 400) return
  expect(response.headers.get('content-type'), what).toBe('application/problem+json; charset=utf-8')
  const problem = JSON.parse(text)
  expect(problem, what).toMatchObject({ type: 'about:blank', status: response.status })
  for (const key of ['title', 'detail', 'code']) expect(problem[key], `${what}: ${text}`).toMatch(/./)
}

const fill = (path: string, part: string) => path.replace(/\{[^}]+\}/g, part)

describe('whatever is sent to any route is answered, and never by a fault', () => {
  test('the reference lists the routes that are tried here', () => {
    expect(operations.length).toBeGreaterThan(15)
    const paths = operations.map(({ path }) => path)
    for (const path of ['/auth/complete-registration', '/auth/verify', '/telegram/contact'])
      expect(paths).toContain(path)
    expect(paths).toContain('/telegram/verification/{username}')
  })

  test('bodies of any kind', { timeout: 120_000 }, async () => {
    const run = fc.asyncProperty(fc.nat(), rawBody, contentType, async (n, body, type) => {
      const changing = operations.filter(({ method }) => method !== 'GET')
      const { method, path } = changing[n % changing.length] as Operation
      const headers = {
        ...(type && { 'content-type': Buffer.from(type).toString('latin1') }),
        authorization: `Bearer ${accessToken}`,
        cookie,
        'x-bot-secret': 'the-secret-of-an-external-bot',
      }
      const response = await shop
        .browser()
        .fetch(fill(path, 'A'.repeat(43)), { method, headers, body: new Uint8Array(body) })
      await expectRefusal(response, `${method} ${path} ${type} ${body.subarray(0, 120)}`)
    })
    await fc.assert(run, { numRuns: 400 })
  })

  test('bodies of the right shape with anything in their fields', { timeout: 120_000 }, async () => {
    // A live one, so that what is asked for with it is really done.
    const { body: live } = await shop.browser().post('/auth/register/telegram', { name: 'Анна' })
    const sessionId = String(live.sessionId)
    const right = [
      ['POST', '/auth/register', { phone_number: '+79991234567', name: 'Анна', password: 'SecurePass123!' }],
      ['POST', '/auth/login', { phone_number: '+79991234567', password: 'SecurePass123!' }],
      [
        'POST',
        '/auth/complete-registration',
        { verification_code: 'A'.repeat(43), telegram_phone: '+79991234567', telegram_chat_id: 1 },
      ],
      [
        'POST',
        '/auth/register',
        {
          name: 'Анна',
          email: 'anna@shop.example',
          phone: '+79991234567',
          password: 'SecurePass123!',
          verificationMethod: 'telegram',
          telegramUsername: 'anna_shop',
        },
      ],
      ['POST', '/auth/login', { email: 'anna@shop.example', password: 'SecurePass123!' }],
      [
        'POST',
        '/auth/verify',
        { phone: '+79991234567', email: 'anna@shop.example', code: '123456', method: 'telegram' },
      ],
      ['POST', '/auth/register/telegram', { name: 'Анна' }],
      ['POST', '/auth/telegram/check-status', { sessionId: `tg_${'A'.repeat(43)}` }],
      [
        'POST',
        '/telegram/contact',
        { sessionId, phone: '+79991234567', telegramId: 5_500_000_101, telegramUsername: 'anna_shop' },
      ],
      ['POST', '/api/auth/login', { identifier: '+79991234567', password: 'SecurePass123!' }],
      [
        'POST',
        '/api/auth/verifications',
        { method: 'telegram_contact', name: 'Анна', phone: '+79991234567', password: 'SecurePass123!' },
      ],
      ['POST', '/api/auth/bot-code', { phone: '+79991234567', code: '123456' }],
      ['POST', '/api/v1/auth/register/telegram/', { phone: '+79991234567', code: '123456' }],
      [
        'POST',
        '/api/v1/auth/telegram/otp/create/',
        { secret_key: BOT_SECRET, telegram_id: 1, phone_number: '+79991234567', contact_user_id: 1 },
      ],
      ['PATCH', '/api/me', { name: 'Анна', locale: 'ru', marketing: true, cartReminders: true }],
      ['PUT', '/api/cart/items/none', { quantity: 1, price: { amountMinor: 1, currency: 'RUB' } }],
      ['PUT', '/api/cart/coupon', { code: 'SPRING' }],
      ['POST', '/api/auth/refresh', { refreshToken: 'A'.repeat(43) }],
    ] as const
    const run = fc.asyncProperty(fc.constantFrom(...right), fc.nat(9), value, async ([method, path, body], n, any) => {
      const fields = Object.keys(body)
      const changed = { ...body, [fields[n % fields.length] as string]: any }
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${accessToken}`,
        'x-bot-secret': 'the-secret-of-an-external-bot',
        'x-session-transport': 'body',
      }
      const response = await shop.browser().fetch(path, { method, headers, body: JSON.stringify(changed) })
      await expectRefusal(response, `${method} ${path} ${JSON.stringify(changed)}`)
    })
    await fc.assert(run, { numRuns: 500 })
  })

  test('paths with anything in them', { timeout: 120_000 }, async () => {
    const run = fc.asyncProperty(fc.nat(), segment, async (n, part) => {
      const { method, path } = operations[n % operations.length] as Operation
      const headers = { authorization: `Bearer ${accessToken}`, cookie }
      const response = await shop.browser().fetch(fill(path, part), { method, headers })
      await expectRefusal(response, `${method} ${fill(path, part)}`)
    })
    await fc.assert(run, { numRuns: 300 })
  })

  test('headers and cookies with anything in them', { timeout: 120_000 }, async () => {
    const printable = text.map((raw) => Buffer.from(raw.replace(/[\0\r\n]/g, '')).toString('latin1'))
    const name = fc.constantFrom(
      'cookie',
      'authorization',
      'accept-language',
      'user-agent',
      'x-forwarded-for',
      'x-session-transport',
      'origin',
      'x-bot-secret',
      'accept',
      'if-none-match',
      'x-forwarded-host',
    )
    const wrapped = fc.tuple(name, printable).map(([name, raw]): [string, string] => {
      if (name === 'cookie') return [name, `vitrina_txn=${raw}; vitrina_refresh=%00${raw}; ${raw}`]
      return [name, name === 'authorization' ? `Bearer ${raw}` : raw]
    })
    const run = fc.asyncProperty(fc.nat(), fc.array(wrapped, { maxLength: 4 }), async (n, headers) => {
      const { method, path } = operations[n % operations.length] as Operation
      const response = await shop
        .browser()
        .fetch(fill(path, 'A'.repeat(43)), { method, headers: Object.fromEntries(headers) })
      await expectRefusal(response, `${method} ${path} ${JSON.stringify(headers)}`)
    })
    await fc.assert(run, { numRuns: 300 })
  })
})
