import { botWords } from '@vitrina/contract/words/bot'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Browser } from '../browser.ts'
import { openShop, receiveCode, type Shop, startRegistration } from '../harness.ts'

const PASSWORD = 'Сирень-2026'
let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** A registered customer in the browser of the registration. */
async function register() {
  const registration = await startRegistration(shop, { password: PASSWORD })
  const { browser, started, phone } = registration
  const code = await receiveCode(registration)
  const { body } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
  return { phone, browser, me: browser.as(body.accessToken) }
}

/** The same customer on one more device. */
async function signIn(phone: string): Promise<{ browser: Browser; me: Browser }> {
  const browser = shop.browser({ 'user-agent': 'curl/8' })
  const { body } = await browser.post('/api/auth/login', { identifier: phone, password: PASSWORD })
  return { browser, me: browser.as(body.accessToken) }
}

describe('devices (X4)', () => {
  test('are listed newest first, the asking one marked, with no address in full', async () => {
    const { phone, me } = await register()
    const second = await signIn(phone)
    const { body } = await second.me.get('/api/auth/sessions')
    expect(body).toEqual({ items: [expect.anything(), expect.anything()], nextCursor: null })
    expect(body.items.map(({ current }: { current: boolean }) => current)).toEqual([true, false])
    expect(body.items[1]).toMatchObject({
      browser: 'Firefox',
      system: 'Linux',
      network: expect.stringMatching(/^203\.\d+\.\*\.\*$/),
    })
    expect((await me.get('/api/auth/sessions')).body.items[1].current).toBe(true)
  })

  test('one is signed out at once: its access token ends with it', async () => {
    const { phone, me } = await register()
    const lost = await signIn(phone)
    const { body } = await me.get('/api/auth/sessions')
    const { id } = body.items.find(({ current }: { current: boolean }) => !current)
    expect((await me.delete(`/api/auth/sessions/${id}`)).status).toBe(204)
    expect((await lost.me.get('/api/me')).status).toBe(401)
    expect((await lost.browser.post('/api/auth/refresh')).status).toBe(401)
    expect((await me.get('/api/me')).status).toBe(200)
    expect((await me.delete(`/api/auth/sessions/${id}`)).status).toBe(404)
  })

  test('all others are signed out, the asking one stays', async () => {
    const { phone, me } = await register()
    const others = [await signIn(phone), await signIn(phone)]
    expect((await me.delete('/api/auth/sessions')).status).toBe(204)
    for (const other of others) expect((await other.me.get('/api/me')).status).toBe(401)
    expect((await me.get('/api/me')).status).toBe(200)
  })

  test('of somebody else are nobody’s to sign out', async () => {
    const [mine, theirs] = [await register(), await register()]
    const { body } = await theirs.me.get('/api/auth/sessions')
    expect((await mine.me.delete(`/api/auth/sessions/${body.items[0].id}`)).status).toBe(404)
    expect((await theirs.me.get('/api/me')).status).toBe(200)
  })

  test('sign themselves out, twice too', async () => {
    const { browser, me } = await register()
    expect((await browser.post('/api/auth/logout')).status).toBe(204)
    expect((await browser.post('/api/auth/logout')).status).toBe(204)
    expect((await me.get('/api/me')).status).toBe(401)
  })
})

describe('the profile', () => {
  test('takes a name and a language, and nothing that must be proven', async () => {
    const { me, phone } = await register()
    const changed = await me.patch('/api/me', { name: '  Анна  Мария ', locale: 'uz' })
    expect(changed.body).toMatchObject({ name: 'Анна Мария', locale: 'uz', phone, phoneVerified: true })
    for (const field of ['phone', 'email', 'telegramId', 'status', 'phoneVerified', 'customerId']) {
      const { status, body } = await me.patch('/api/me', { [field]: '+79990000000' })
      expect(status).toBe(422)
      expect(body.errors).toMatchObject([{ field, code: 'unknown_field' }])
    }
    expect((await me.get('/api/me')).body).toEqual(changed.body)
  })
})

describe('a language (X2)', () => {
  test('chosen in the cabinet is spoken in the bot, and one chosen in the bot is that of the account', async () => {
    const registration = await startRegistration(shop, { password: PASSWORD })
    const { browser, started, person } = registration
    const code = await receiveCode(registration)
    const { body } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
    const me = browser.as(body.accessToken)

    await me.patch('/api/me', { locale: 'uz' })
    await vi.waitFor(async () => {
      person.say('salom')
      await person.waitFor(botWords.uz.greeting, 500)
    }, 10_000)
    person.say('/language')
    await person.waitFor(botWords.uz.chooseLanguage)
    person.press('English')
    await person.waitFor(botWords.en.languageChosen)
    await vi.waitFor(async () => expect((await me.get('/api/me')).body.locale).toBe('en'), 10_000)
  })
})
