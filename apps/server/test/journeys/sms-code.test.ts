import { type Simulator, startSimulator } from '@vitrina/simulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { newPhone, openShop, type Shop } from '../harness.ts'
import { settingsOf } from '../sms/support.ts'

let shop: Shop
let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ limits: false })
  const providers = await settingsOf(simulator, ['twilio', 'vonage', 'bird'])
  shop = await openShop({ sms: { providers, countries: ['RU', 'UZ'] } }, simulator)
})
afterEach(() => simulator.sms.faults.clear())
afterAll(() => shop.close())

async function start(phone: string, more: Record<string, unknown> = {}) {
  const browser = shop.browser({ 'accept-language': 'ru' })
  const { status, body } = await browser.post('/api/auth/verifications', { method: 'sms', phone, ...more })
  return { browser, status, body, state: async () => (await browser.get(`/api/auth/verifications/${body.id}`)).body }
}

const inbox = (phone: string) => simulator.sms.inbox(phone)
const newestCode = (phone: string) => /\d{6}/.exec(inbox(phone)[0]?.text ?? '')?.[0]

describe('registering by SMS (C1, C8)', () => {
  test('a code comes to the phone and signs in; the next time it is the same account (X1)', async () => {
    const phone = newPhone()
    const ids = []
    for (const name of ['Анна', undefined]) {
      const { browser, body, state } = await start(phone, { name })
      expect(body).toMatchObject({ method: 'sms', status: 'pending' })
      await eventually(async () => expect((await state()).status).toBe('code_sent'))
      const session = await browser.post(`/api/auth/verifications/${body.id}/code`, { code: newestCode(phone) })
      expect(session.body.customer).toMatchObject({ name: 'Анна', phone, phoneVerified: true, telegramLinked: false })
      ids.push(session.body.customer.customerId)
    }
    expect(ids[0]).toBe(ids[1])
  })

  test('the SMS says by which browser it was asked for, and when (X6)', async () => {
    const phone = newPhone()
    const browser = shop.browser({
      'accept-language': 'ru',
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0',
    })
    await browser.post('/api/auth/verifications', { method: 'sms', phone })
    await eventually(() => expect(inbox(phone)).toHaveLength(1))
    expect(inbox(phone)[0]?.text).toMatch(/^\d{6} — код для «Vitrina» \(Chrome, \d\d:\d\d\)\./)
  })

  test('the next provider takes it when the first is down, and one SMS arrives (C8)', async () => {
    const phone = newPhone()
    simulator.sms.faults.set('twilio', { kind: 'down' })
    const { state } = await start(phone)
    await eventually(async () => expect((await state()).status).toBe('code_sent'))
    expect(inbox(phone)).toHaveLength(1)
  })

  test('a code that was typed in is noted as come back (S16)', async () => {
    const phone = newPhone()
    const { browser, body, state } = await start(phone)
    await eventually(async () => expect((await state()).status).toBe('code_sent'))
    const cameBack = async () => {
      const { rows } = await shop.database.pool.query(
        'select count(*)::int as n from sms_sends where came_back_at is not null',
      )
      return rows[0].n
    }
    const before = await cameBack()
    await browser.post(`/api/auth/verifications/${body.id}/code`, { code: newestCode(phone) })
    expect(await cameBack()).toBe(before + 1)
  })

  test('a country that is not served is refused in words, and nothing is begun (S16)', async () => {
    const { status, body } = await start('+14155552671')
    expect([status, body.code]).toEqual([422, 'sms.country_not_served'])
    expect(body.detail).toMatch(/[а-я]/)
  })
})
