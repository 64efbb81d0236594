import { botWords } from '@vitrina/contract/words/bot'
import { startSimulator } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { eventually } from '../eventually.ts'
import { newPhone, openShop, type Shop } from '../harness.ts'

const MINI_APP = 'https://shop.example/'

let shop: Shop
beforeAll(async () => {
  shop = await openShop(({ telegram }) => ({ telegram: telegram && { ...telegram, miniAppUrl: MINI_APP } }))
  await eventually(() => expect(menuButtons()).toHaveLength(1))
})
afterAll(() => shop.close())

const menuButtons = () => shop.simulator.calls().filter(({ method }) => method === 'setChatMenuButton')

/** Somebody with the bot's chat open in their Telegram, who was offered no code there: a contact would answer that. */
function visitor(overrides: Parameters<Shop['person']>[0] = {}) {
  const person = shop.person({ phone: newPhone(), languageCode: 'ru', ...overrides })
  person.start()
  // A link that leads nowhere ends the offer.
  person.start('nowhere')
  return person
}

async function enter(person = visitor(), headers: Record<string, string> = {}) {
  const browser = shop.browser()
  const { initData } = person.openMiniApp()
  const answer = await browser.post('/api/auth/mini-app', { initData }, headers)
  return { person, browser, initData, answer, me: browser.as(answer.body.accessToken) }
}

describe('the bot’s menu button', () => {
  test('opens the shop as a Mini App, and says so in the language of the shop (E3)', () => {
    const [call] = menuButtons()
    expect(call?.parameters).toEqual({
      menu_button: { type: 'web_app', text: botWords.ru.openShop, web_app: { url: MINI_APP } },
    })
  })

  test('is called by the language of each chat, as soon as somebody comes or chooses another (E3, X2)', async () => {
    const person = shop.person({ languageCode: 'uz', phone: newPhone() })
    const named = () =>
      menuButtons().flatMap(({ parameters }) =>
        parameters.chat_id === person.id ? (parameters.menu_button as { text: string }).text : [],
      )
    person.start()
    await eventually(() => expect(named()).toEqual([botWords.uz.openShop]))
    person.say('/language')
    await person.waitFor(botWords.uz.chooseLanguage)
    person.press('English')
    await eventually(() => expect(named()).toEqual([botWords.uz.openShop, botWords.en.openShop]))
    const { me } = await enter(person)
    await me.patch('/api/me', { locale: 'ru' })
    await eventually(() => expect(named().at(-1)).toBe(botWords.ru.openShop))
    expect(menuButtons().filter(({ parameters }) => parameters.chat_id === undefined)).toHaveLength(1)
  })

  test('is set although Telegram is away when the shop opens, and the shop does not wait for it', async () => {
    const simulator = await startSimulator({ limits: false })
    simulator.faults.add({ kind: 'error', status: 502 }, { method: 'setChatMenuButton', times: 1 })
    const late = await openShop(
      ({ telegram }) => ({
        telegram: telegram && {
          ...telegram,
          token: simulator.botToken,
          apiRoot: simulator.apiRoot,
          miniAppUrl: MINI_APP,
        },
      }),
      simulator,
    )
    const statuses = () =>
      simulator.calls().flatMap(({ method, status }) => (method === 'setChatMenuButton' ? status : []))
    expect((await late.browser().get('/readyz')).status).toBe(200)
    await vi.waitFor(() => expect(statuses()).toContain(200), { timeout: 15_000 })
    await late.close()
  })

  test('is left alone where Telegram would not take the address', async () => {
    const plain = await openShop()
    const person = plain.person()
    person.start()
    await person.waitFor(() => true)
    expect(plain.simulator.calls().map(({ method }) => method)).not.toContain('setChatMenuButton')
    expect(() => person.openMiniApp()).toThrow('no Mini App')
    await plain.close()
  })
})

describe('who opens the Mini App', () => {
  test('is signed in, with a session like any other (E3, X4)', async () => {
    const { person, answer, browser, me } = await enter(visitor({ firstName: 'Анна', lastName: 'Соколова' }))
    expect(answer.status).toBe(200)
    expect(answer.body.customer).toMatchObject({
      name: 'Анна Соколова',
      phone: null,
      telegramLinked: true,
      locale: 'ru',
    })
    expect((await me.get('/api/me')).body.customerId).toBe(answer.body.customer.customerId)
    expect((await browser.post('/api/auth/refresh')).status).toBe(200)
    expect((await enter(person)).answer.body.customer.customerId).toBe(answer.body.customer.customerId)
  })

  test('gets the refresh token in the body when asked for, and then in no cookie (ASVS 3.3.4)', async () => {
    const { answer, browser } = await enter(visitor(), { 'x-session-transport': 'body' })
    expect(answer.body.refreshToken).toMatch(/^[\w-]{43}$/)
    expect(browser.cookies.size).toBe(0)
    const body = { refreshToken: answer.body.refreshToken }
    expect((await browser.post('/api/auth/refresh', body, { 'x-session-transport': 'body' })).status).toBe(200)
  })

  test('is refused the second time by the same data, with a code and words (S13)', async () => {
    const { initData } = await enter()
    const { status, body } = await shop.browser({ 'accept-language': 'uz' }).post('/api/auth/mini-app', { initData })
    expect([status, body.code]).toEqual([401, 'telegram_sign_in.used'])
    expect(body.detail).toContain('Doʻkonni yoping')
  })

  test.each([
    [{ initData: 'user=1' }, 401, 'telegram_sign_in.rejected'],
    [{ initData: '' }, 422, 'http.input_invalid'],
    [{ initData: 'x'.repeat(8193) }, 422, 'http.input_invalid'],
    [{ initData: 'x', name: 'Anna' }, 422, 'http.input_invalid'],
    [{}, 422, 'http.input_invalid'],
  ])('cannot come with %#', async (body, status, code) => {
    const answer = await shop.browser().post('/api/auth/mini-app', body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })
})

describe('the phone shared in the Mini App', () => {
  test('is proven at once, and the bot, which gets the contact too, is not puzzled by it', async () => {
    const { person, me } = await enter()
    const { status, body } = await me.post('/api/auth/mini-app/contact', { contact: person.shareContactInMiniApp() })
    expect([status, body]).toEqual([200, { phone: person.phone }])
    expect((await me.get('/api/me')).body).toMatchObject({ phone: person.phone, phoneVerified: true })
    await person.waitFor(botWords.ru.phoneAttached)
  })

  test('is proven by the bot alone when the page could not hear of it', async () => {
    const { person, me } = await enter()
    person.shareContactInMiniApp()
    await person.waitFor(botWords.ru.phoneAttached)
    expect((await me.get('/api/me')).body).toMatchObject({ phone: person.phone, phoneVerified: true })
  })

  test('is no answer to the bot, which had offered a code for one before (D1, E3)', async () => {
    const person = shop.person({ phone: newPhone(), languageCode: 'ru' })
    person.start()
    await person.waitFor(botWords.ru.offerCode)
    const { me } = await enter(person)
    expect((await me.post('/api/auth/mini-app/contact/expected')).status).toBe(204)
    person.shareContactInMiniApp()
    await person.waitFor(botWords.ru.phoneAttached)
    expect((await me.get('/api/me')).body).toMatchObject({ phone: person.phone, phoneVerified: true })
    // One contact was announced; the next answers the offer.
    person.shareContact()
    await person.waitFor(/\d{6}/)
  })

  test('that was not shared after all is withdrawn, and the next one answers the bot (D1, E3)', async () => {
    const person = shop.person({ phone: newPhone(), languageCode: 'ru' })
    person.start()
    await person.waitFor(botWords.ru.offerCode)
    const { me } = await enter(person)
    await me.post('/api/auth/mini-app/contact/expected')
    expect((await me.delete('/api/auth/mini-app/contact/expected')).status).toBe(204)
    person.shareContact()
    await person.waitFor(/\d{6}/)
    expect((await me.get('/api/me')).body.phone).toBeNull()
  })

  test('is announced by no guest', async () => {
    expect((await shop.browser().post('/api/auth/mini-app/contact/expected')).status).toBe(401)
  })

  test('of somebody else, signed for them, is refused (S5)', async () => {
    const { me } = await enter()
    const contact = visitor().shareContactInMiniApp()
    const { status, body } = await me.post('/api/auth/mini-app/contact', { contact })
    expect([status, body.code]).toEqual([403, 'telegram_sign_in.contact_rejected'])
    expect((await me.get('/api/me')).body.phone).toBeNull()
  })

  test('is for whoever is signed in', async () => {
    const contact = visitor().shareContactInMiniApp()
    expect((await shop.browser().post('/api/auth/mini-app/contact', { contact })).status).toBe(401)
  })

  test('that was another Telegram’s is theirs no more, and they are told (S11)', async () => {
    const former = await enter()
    await former.me.post('/api/auth/mini-app/contact', { contact: former.person.shareContactInMiniApp() })
    const next = await enter(visitor({ phone: former.person.phone }))
    await next.me.post('/api/auth/mini-app/contact', { contact: next.person.shareContactInMiniApp() })
    expect((await next.me.get('/api/me')).body.phone).toBe(former.person.phone)
    expect((await former.me.get('/api/me')).body.phone).toBeNull()
    await former.person.waitFor('подтверждён другим человеком', 10_000)
  })
})

describe('a contact that comes to the bot unasked', () => {
  test('of somebody without an account is answered as before (B7)', async () => {
    const person = visitor()
    person.shareContact()
    await person.waitFor(botWords.ru.noVerification)
  })

  test('that is forwarded, or another’s, proves nothing (S4, S5)', async () => {
    const { person, me } = await enter()
    const other = visitor()
    person.sendContact({ phoneNumber: other.phone, userId: other.id })
    await person.waitFor(botWords.ru.foreignContact)
    person.sendContact({ phoneNumber: other.phone, userId: person.id, forwarded: true })
    await person.waitFor(botWords.ru.foreignContact)
    expect((await me.get('/api/me')).body.phone).toBeNull()
  })

  test('that is anonymous is told so (S6)', async () => {
    const { person } = await enter(visitor({ phone: '+88801234567' }))
    person.shareContact()
    await person.waitFor(botWords.ru.phoneUnusable)
  })
})
