import { botWords } from '@vitrina/contract/words/bot'
import { startSimulator } from '@vitrina/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { BOT_SECRET, newPhone, openShop, readCode, receiveCode, type Shop, startRegistration } from '../harness.ts'
import { CLIENT_ID, CLIENT_SECRET, openProvider, passThrough } from '../openid.ts'
import { settingsOf } from '../sms/support.ts'

const REDIRECT = 'http://127.0.0.1:3000/api/auth/telegram/callback'
const PASSWORD = 'SecurePass123!'
const USERNAME = 'maria_of_all_doors'
const { ru } = botWords
const secret = { 'x-bot-secret': BOT_SECRET }
const phone = newPhone()

let shop: Shop
let person: ReturnType<Shop['person']>
let provider: Awaited<ReturnType<typeof openProvider>>
beforeAll(async () => {
  const simulator = await startSimulator({ limits: false })
  provider = await openProvider(REDIRECT, () => ({ id: person.id, name: 'Мария', phone_number: phone }))
  const sms = { providers: await settingsOf(simulator, ['twilio']), countries: ['RU'] }
  const telegramOidc = { issuer: provider.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }
  const overrides = { sms, telegramOidc }
  shop = await openShop(
    ({ telegram }) => ({ ...overrides, telegram: telegram && { ...telegram, miniAppUrl: 'https://shop.example/' } }),
    simulator,
  )
  const hasMenuButton = () => simulator.calls().some(({ method }) => method === 'setChatMenuButton')
  await eventually(() => expect(hasMenuButton()).toBe(true))
  person = shop.person({ phone, username: USERNAME, languageCode: 'ru' })
})
afterAll(async () => {
  await shop.close()
  await provider.close()
})

/** Every way to an account, each by what it was made for: a phone or a Telegram id proven; out: whose account it was. */
const doors: [string, (site: Browser) => Promise<number>][] = [
  ['the site, by phone and contact', bySite],
  ['system A', bySystemA],
  ['system B', bySystemB],
  ['system C by SMS', bySystemC],
  ['system C by username', bySystemCInTelegram],
  ['system D, with the number shared', bySystemD],
  ['the bot’s own code', byBotCode],
  ['the Mini App', byMiniApp],
  ['«Log in with Telegram»', byTelegramLogin],
]

test('comes to one account by every door (X1, D5, E3, Y1)', async () => {
  const found: Record<string, number> = {}
  for (const [door, enter] of doors) found[door] = await enter(shop.browser({ 'accept-language': 'ru' }))
  const first = found['the site, by phone and contact']
  expect(first).toBeGreaterThan(0)
  expect(found).toEqual(Object.fromEntries(doors.map(([door]) => [door, first])))
  const { rows } = await shop.database.db.execute('select id, phone, telegram_id from customers')
  expect(rows).toEqual([{ id: first, phone, telegram_id: String(person.id) }])
})

async function bySite(): Promise<number> {
  const registration = await startRegistration(shop, { phone, person })
  const { browser, started } = registration
  const code = await receiveCode(registration)
  return (await browser.post(`/api/auth/verifications/${started.id}/code`, { code })).body.customer.customerId
}

async function bySystemA(site: Browser): Promise<number> {
  // An owned phone registers nothing there; its password is set on the account, and signs in.
  const taken = await site.post('/auth/register', { phone_number: phone, name: 'Мария', password: PASSWORD })
  expect(taken.status).toBe(409)
  const { body } = await site.post('/auth/login', { phone_number: phone, password: 'Сирень-2026' })
  return (await site.as(body.access_token).get('/api/me')).body.customerId
}

async function bySystemB(site: Browser): Promise<number> {
  await listen()
  const { body } = await site.post('/auth/register/telegram', { name: 'Мария' })
  await site.post('/telegram/contact', { sessionId: body.sessionId, phone, telegramId: person.id }, secret)
  return verify(site, await codeInChat(), 'telegram')
}

async function bySystemC(site: Browser): Promise<number> {
  const form = { name: 'Мария', phone, password: PASSWORD, verificationMethod: 'sms' }
  expect((await site.post('/auth/register', form)).status).toBe(201)
  await expect.poll(() => shop.simulator.sms.inbox(phone).length).toBe(1)
  return verify(site, readCode({ text: shop.simulator.sms.inbox(phone)[0]?.text ?? '' }), 'sms')
}

async function bySystemCInTelegram(site: Browser): Promise<number> {
  const form = { name: 'Мария', phone, password: PASSWORD, verificationMethod: 'telegram', telegramUsername: USERNAME }
  await listen()
  expect((await site.post('/auth/register', form)).status).toBe(201)
  return verify(site, await codeInChat(), 'telegram')
}

async function bySystemD(site: Browser): Promise<number> {
  const asked = { telegram_id: person.id, phone_number: phone, contact_user_id: person.id }
  const { body } = await site.post('/api/v1/auth/telegram/otp/create/', { secret_key: BOT_SECRET, ...asked })
  return (await site.post('/api/v1/auth/register/telegram/', { phone, code: body.code })).body.user.id
}

async function byBotCode(site: Browser): Promise<number> {
  person.start()
  await person.waitFor(ru.offerCode)
  person.shareContact()
  return (await site.post('/api/auth/bot-code', { phone, code: await codeInChat() })).body.customer.customerId
}

async function byMiniApp(site: Browser): Promise<number> {
  const { initData } = person.openMiniApp()
  return (await site.post('/api/auth/mini-app', { initData })).body.customer.customerId
}

async function byTelegramLogin(site: Browser): Promise<number> {
  const start = await site.fetch('/api/auth/telegram/start', { redirect: 'manual' })
  const back = await passThrough(start.headers.get('location') ?? '', REDIRECT)
  await site.fetch(`/api/auth/telegram/callback?${new URLSearchParams(back)}`, { redirect: 'manual' })
  return (await site.post('/api/auth/refresh')).body.customer.customerId
}

/** From here on only what comes next is waited for. */
async function listen(): Promise<void> {
  person.say('/language')
  await person.waitFor(ru.chooseLanguage)
}

const codeInChat = async () => readCode(await person.waitFor(/: \d{6}/))

async function verify(site: Browser, code: string, method: string): Promise<number> {
  const { body } = await site.post('/auth/verify', { phone, code, method })
  return body.data.customerId
}
