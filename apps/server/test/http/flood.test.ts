import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { openShop, type Shop } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const ID = 'A'.repeat(43)
const limited = { status: 429, body: expect.objectContaining({ code: 'platform.too_many_requests' }) }

/** So many requests at once, and that many times. */
async function hammer(times: number, ask: () => Promise<{ status: number }>): Promise<Map<number, number>> {
  const statuses = new Map<number, number>()
  for (let sent = 0; sent < times; sent += 100) {
    const answers = await Promise.all(Array.from({ length: Math.min(100, times - sent) }, ask))
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  return statuses
}

const changes: [string, (browser: Browser) => Promise<{ status: number; headers: Headers; body: any }>][] = [
  ['POST /api/auth/login', (one) => one.post('/api/auth/login', { identifier: '+79990000000', password: 'x' })],
  ['POST /api/auth/refresh', (one) => one.post('/api/auth/refresh')],
  ['POST /api/auth/logout', (one) => one.post('/api/auth/logout')],
  ['POST /api/auth/verifications', (one) => one.post('/api/auth/verifications', {})],
  ['POST …/resend', (one) => one.post(`/api/auth/verifications/${ID}/resend`)],
  ['POST …/code', (one) => one.post(`/api/auth/verifications/${ID}/code`, { code: '000000' })],
  ['POST …/return', (one) => one.post(`/api/auth/verifications/${ID}/return`, { secret: ID })],
  ['POST /auth/register', (one) => one.post('/auth/register', {})],
  ['POST /auth/login', (one) => one.post('/auth/login', {})],
  ['DELETE /api/auth/sessions', (one) => one.delete('/api/auth/sessions')],
  ['PATCH /api/me', (one) => one.patch('/api/me', {})],
]
const reads: [string, (browser: Browser) => Promise<{ status: number; headers: Headers; body: any }>][] = [
  ['a verification', (one) => one.get(`/api/auth/verifications/${ID}`)],
  ['its events', (one) => one.get(`/api/auth/verifications/${ID}/events`)],
  ['contract A', (one) => one.get('/auth/check-verification/x')],
  ['one’s account', (one) => one.get('/api/me')],
  ['one’s devices', (one) => one.get('/api/auth/sessions')],
]

describe('after 1,200 changes from one address in ten minutes (D6, S20)', () => {
  let flooder: Browser
  beforeAll(async () => {
    flooder = shop.browser({ 'x-forwarded-for': '198.51.100.7' })
    expect(await hammer(1_200, () => flooder.post('/api/auth/logout'))).toEqual(new Map([[204, 1_200]]))
  })

  test.each(changes)('%s is refused in words, with the time to come back', async (_, ask) => {
    const answer = await ask(flooder)
    expect(answer).toMatchObject(limited)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(500)
  })

  test('no change that the product offers is left out, but those of bots, which show a secret (D6)', async () => {
    const { body: document } = await shop.browser().get('/docs/openapi.json')
    const operations = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    )
    const open: string[] = []
    for (const { method, path } of operations.filter(({ method }) => method !== 'GET')) {
      const url = path.replaceAll(/\{[^}]+\}/g, ID)
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.7' }
      const { status } = await shop.browser().fetch(url, { method, headers, ...(method !== 'HEAD' && { body: '{}' }) })
      if (status !== 429) open.push(`${method} ${path} ${status}`)
    }
    expect(operations.length).toBeGreaterThan(30)
    expect(open.sort()).toEqual([
      'POST /api/v1/auth/telegram/otp/create/ 403',
      'POST /auth/complete-registration 403',
      'POST /telegram/contact 403',
    ])
  })

  test('reading goes on, and so does everybody else', async () => {
    expect((await flooder.get(`/api/auth/verifications/${ID}`)).status).toBe(404)
    expect((await flooder.get('/api/config')).status).toBe(200)
    const other = shop.browser({ 'x-forwarded-for': '198.51.100.8' })
    expect((await other.post('/api/auth/logout')).status).toBe(204)
  })

  test('an external bot is not counted: its secret says who it is (S8)', async () => {
    expect((await flooder.post('/auth/complete-registration', {})).status).toBe(403)
  })
})

test('after 6,000 readings from one address every reading is refused, and nobody else’s (D6)', async () => {
  const flooder = shop.browser({ 'x-forwarded-for': '2001:db8:1:2::1' })
  const read = () => flooder.get('/api/auth/verifications/none')
  expect(await hammer(6_000, read)).toEqual(new Map([[422, 6_000]]))
  // The whole network of that address: moving within it costs nothing.
  const neighbour = shop.browser({ 'x-forwarded-for': '2001:db8:1:2::2' })
  for (const [name, ask] of reads) expect(await ask(neighbour), name).toMatchObject(limited)
  expect((await neighbour.post('/api/auth/logout')).status).toBe(204)
  const other = shop.browser({ 'x-forwarded-for': '2001:db8:1:3::1' })
  expect((await other.get('/api/auth/verifications/none')).status).toBe(422)
})

describe('what is tried in vain 120 times in ten minutes from one address is refused before anything is looked up (D6)', () => {
  const token = 'A'.repeat(43)
  const transport = { 'x-session-transport': 'body' }
  const attempts: [string, number, (one: Browser) => Promise<{ status: number; headers: Headers; body: any }>][] = [
    ['a session of contract B', 404, (one) => one.post('/auth/telegram/check-status', { sessionId: `tg_${token}` })],
    ['a code of contract A', 404, (one) => one.get('/auth/check-verification/abc')],
    ['an opening of the Mini App', 401, (one) => one.post('/api/auth/mini-app', { initData: `hash=${token}` })],
    ['a refresh token', 401, (one) => one.post('/api/auth/refresh', { refreshToken: token })],
  ]

  test.each(attempts)('%s', async (name, status, ask) => {
    const address = { 'x-forwarded-for': `198.51.100.${100 + attempts.findIndex(([known]) => known === name)}` }
    const guesser = shop.browser({ ...address, ...transport })
    expect(await hammer(120, () => ask(guesser))).toEqual(new Map([[status, 120]]))
    const answer = await ask(guesser)
    expect(answer).toMatchObject(limited)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(500)
    const other = shop.browser({ 'x-forwarded-for': '198.51.100.99', ...transport })
    expect((await ask(other)).status).toBe(status)
    // The other doors do not suffer for it.
    expect((await guesser.post('/api/auth/login', { identifier: '+79990000000', password: 'x' })).status).toBe(401)
  })

  test('and what works, or was not even tried, costs nothing', async () => {
    const one = shop.browser({ 'x-forwarded-for': '198.51.100.98' })
    // A visitor who was never signed in has no token to be wrong.
    expect(await hammer(200, () => one.post('/api/auth/refresh'))).toEqual(new Map([[401, 200]]))
    const { body } = await one.post('/auth/register/telegram', { name: 'Анна' })
    const check = () => one.post('/auth/telegram/check-status', { sessionId: body.sessionId })
    expect(await hammer(200, check)).toEqual(new Map([[200, 200]]))
  })
})
