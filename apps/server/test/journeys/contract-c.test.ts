import { randomUUID } from 'node:crypto'
import { startSimulator } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from '../browser.ts'
import { newPhone, openShop, type Shop } from '../harness.ts'
import { SENDER } from '../mail/letters.ts'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
let shop: Shop
beforeAll(async () => {
  const simulator = await startSimulator({ limits: false })
  shop = await openShop({ mail: { url: simulator.mail.url, from: SENDER } }, simulator)
})
afterAll(() => shop.close())

test('a site of system C registers, verifies and signs in by e-mail, and by the phone beside it (C1, C3, C4, C7)', async () => {
  const site = shop.browser({ 'accept-language': 'ru' })
  const [email, phone] = [`petr.${randomUUID()}@example.com`, newPhone()]
  const form = { name: 'Петр Петров', email, phone, password: 'Test1234', verificationMethod: 'email' }
  const registered = await site.post('/auth/register', form)
  expect(registered.status).toBe(201)
  const { customerId } = registered.body.data
  expect(registered.body).toEqual({
    success: true,
    data: { customerId, email, phone, verificationMethod: 'email', message: 'Verification code sent via email' },
  })

  await expect.poll(() => shop.simulator.mail.letters(email).length, { timeout: 10_000 }).toBe(1)
  const code = /\b\d{6}\b/.exec(shop.simulator.mail.letters(email)[0]?.text ?? '')?.[0]
  const verified = await site.post('/auth/verify', { email, code, method: 'email' })
  expect(verified.body.data).toMatchObject({ customerId, status: 'verified', token_type: 'bearer' })
  for (const identifier of [{ email }, { phone }]) {
    const login = await site.post('/auth/login', { ...identifier, password: 'Test1234' })
    expect(login.body).toMatchObject({ success: true, data: { customerId } })
  }
  const me = await shop.browser().as(verified.body.data.access_token).get('/api/me')
  expect(me.body).toEqual({
    customerId,
    name: 'Петр Петров',
    email,
    emailVerified: true,
    // A login name and no more: it is not proven (C4).
    phone: null,
    phoneVerified: false,
    telegramUsername: null,
    telegramLinked: false,
    locale: 'ru',
    marketing: false,
    cartReminders: false,
    hasPassword: true,
    status: 'verified',
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
  })
})

test.each(['email', 'phone'] as const)(
  'a password that is the %s itself is refused, by contract C and natively (ASVS 6.2.11)',
  async (kind) => {
    const site = shop.browser({ 'accept-language': 'en' })
    const typed = { email: `petr.${randomUUID()}@example.com`, phone: newPhone() }
    const form = { name: 'Петр', ...typed, password: typed[kind] }
    const errors = [{ field: 'password', code: 'password_common' }]
    const kept = await site.post('/auth/register', { ...form, verificationMethod: 'email' })
    expect(kept).toMatchObject({ status: 400, body: { success: false, errors } })
    const native = await site.post('/api/auth/verifications', { ...form, method: 'email' })
    expect(native).toMatchObject({ status: 422, body: { errors } })
  },
)

describe('a way that the shop does not have', () => {
  const form = { name: 'Test', email: 'test@example.com', phone: '+79123456789', password: 'Test1234' }

  test('is refused by its name, by contract C and natively, and nothing is begun (C8)', async () => {
    const bare = await shop.openAnother({ mail: undefined, sms: undefined })
    const site = new Browser(bare.url, { 'accept-language': 'en' })
    for (const [verificationMethod, name] of [
      ['sms', 'SMS'],
      ['email', 'Email'],
    ]) {
      const answer = await site.post('/auth/register', { ...form, verificationMethod })
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ success: false, message: `${name} verification is not configured` })
      const { [verificationMethod === 'sms' ? 'phone' : 'email']: identifier } = form as Record<string, string>
      const own = { method: verificationMethod, [verificationMethod === 'sms' ? 'phone' : 'email']: identifier }
      const native = await site.post('/api/auth/verifications', own)
      expect([native.status, native.body.detail]).toEqual([422, `${name} verification is not configured`])
    }
    expect((await site.get('/api/config')).body.methods).toEqual(expect.not.arrayContaining(['sms', 'email']))
    // It takes jobs of the shop that can send letters, and cannot.
    await bare.close()
  })
})

describe('what is no answer of contract C’s', () => {
  test.each([
    ['POST', '/auth/verify', '{'],
    ['POST', '/auth/verify', 'null'],
    ['POST', '/auth/verify', '[]'],
    ['POST', '/auth/verify', ''],
    ['POST', '/auth/login', '{"email":5}'],
    ['POST', '/auth/register', '{"verificationMethod":null}'],
  ])('%s %s with the body %s has its fields all the same (X5)', async (method, path, body) => {
    const headers = { 'content-type': 'application/json', 'accept-language': 'ru' }
    const answer = await shop.browser().fetch(path, { method, headers, body })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(await answer.json()).toMatchObject({
      type: 'about:blank',
      success: false,
      status: 400,
      code: expect.any(String),
      message: expect.stringMatching(/^[\x20-\x7e]+$/),
      detail: expect.stringMatching(/[а-я]/),
    })
  })

  test('a fault of ours has them too, and names nothing but the request (X5)', async () => {
    const { db } = shop.database
    await db.execute('alter table customers rename to customers_away')
    const answer = await shop.browser().post('/auth/login', { email: 'test@example.com', password: 'Test1234' })
    await db.execute('alter table customers_away rename to customers')
    expect(answer.status).toBe(500)
    expect(answer.body).toMatchObject({ success: false, code: 'http.fault', requestId: expect.any(String) })
    expect(answer.body.message).toMatch(/^[A-Z]/)
  })
})

test('the letter of a code says from where it was asked for, and nothing in a stranger’s own words (X6, S21)', async () => {
  const email = `told.${randomUUID()}@example.com`
  const site = shop.browser({ 'accept-language': 'ru', 'user-agent': FIREFOX })
  const form = { name: 'Позвоните нам', email, password: 'Test1234', verificationMethod: 'email' }
  expect((await site.post('/auth/register', form)).status).toBe(201)
  await expect.poll(() => shop.simulator.mail.letters(email).length, { timeout: 10_000 }).toBe(1)
  const [letter] = shop.simulator.mail.letters(email)
  expect(letter?.text).toMatch(/регистрируются или входят: Firefox, Linux, сеть \d+\.\d+\.\*\.\*, \d+ .*\d\d:\d\d/)
  expect(letter?.text).not.toContain('Позвоните')
})

test.each(['Call-us.example/1.0 now', 'Call 88001234567 now/1.0 (x)', 'evil.example/1 evil'])(
  'a browser that calls itself «%s» is an unknown one in the letter (S21)',
  async (agent) => {
    const email = `agent.${randomUUID()}@example.com`
    const site = shop.browser({ 'accept-language': 'ru', 'user-agent': agent })
    const form = { name: 'Петр', email, password: 'Test1234', verificationMethod: 'email' }
    expect((await site.post('/auth/register', form)).status).toBe(201)
    await expect.poll(() => shop.simulator.mail.letters(email).length, { timeout: 10_000 }).toBe(1)
    expect(shop.simulator.mail.letters(email)[0]?.text).not.toMatch(/call|evil/i)
  },
)
