import { randomUUID } from 'node:crypto'
import { startSimulator } from '@vitrina/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPhone, openShop, type Shop } from '../harness.ts'
import { SENDER } from '../mail/letters.ts'

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
  expect(me.body).toMatchObject({ email, emailVerified: true, phone: null, phoneVerified: false })
})
