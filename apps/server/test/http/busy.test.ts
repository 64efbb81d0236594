import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop, startRegistration } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

test('a flood of sign-ins is told when to come back, and the waiting page is answered meanwhile (S20)', async () => {
  const { browser, started } = await startRegistration(shop)
  const flood = Array.from({ length: 400 }, (_, n) =>
    shop.browser().post('/api/auth/login', { identifier: `+7999${String(n).padStart(7, '0')}`, password: 'wrong one' }),
  )
  const over = Promise.all(flood)
  let isOver = false
  void over.then(() => {
    isOver = true
  })
  const status = await browser.get(`/api/auth/verifications/${started.id}`)
  expect(status.body.status).toBe('pending')
  expect(isOver).toBe(false)

  const answers = await over
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 503]))
  const busy = answers.find((answer) => answer.status === 503)
  expect(busy?.body).toMatchObject({ code: 'platform.busy', retryAfter: expect.any(Number) })
  expect(Number(busy?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
})

test('one address may ask for a hundred passwords in ten minutes and no more (S20)', async () => {
  const stranger = shop.browser()
  const attempt = (n: number) =>
    stranger.post('/api/auth/login', { identifier: `nobody-${n}@shop.example`, password: 'wrong one' })
  for (let n = 0; n < 100; n++) expect((await attempt(n)).status).toBe(401)
  expect((await attempt(100)).status).toBe(429)
  expect((await shop.browser().post('/auth/login', { phone_number: '+79990000001', password: 'x' })).status).toBe(401)
})
