import { randomBytes } from 'node:crypto'
import { type Locale, locales } from '@vitrina/contract'
import { botWords } from '@vitrina/contract/words/bot'
import type { ChatMessage, SimulatedPerson } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog } from '#platform'
import type { Browser } from '../browser.ts'
import { BOT_SECRET, hasButton, newPhone, openShop, payloadOf, readCode, type Shop } from '../harness.ts'

let shop: Shop
const lines: string[] = []
beforeAll(async () => {
  shop = await openShop({}, undefined, openLog('info', { write: (line) => lines.push(line) }))
})
afterAll(() => shop.close())

const { ru } = botWords
const PASSWORD = 'Сирень-2026'
const secret = { 'x-bot-secret': BOT_SECRET }
const newName = () => `maria_${randomBytes(5).toString('hex')}`

interface Starting {
  browser: Browser
  id: string
  payload: string
}

async function startNative(body: object, locale: Locale = 'ru'): Promise<Starting> {
  const browser = shop.browser({ 'accept-language': locale })
  const { status, body: started } = await browser.post('/api/auth/verifications', body)
  expect(status).toBe(201)
  return { browser, id: started.id, payload: payloadOf(started.telegramLink) }
}

async function byName(telegramUsername: string, overrides: object = {}): Promise<Starting> {
  const body = { method: 'telegram_code', name: 'Мария', password: PASSWORD, telegramUsername }
  const started = await startNative({ ...body, ...overrides })
  await offered()
  return started
}

/** The bot has looked whether it knows whom the code is for; who comes later is asked. */
async function offered(): Promise<void> {
  const waiting = `select 1 from jobs.job where name = 'registration.offer-code' and state < 'completed'`
  await expect.poll(async () => (await shop.database.db.execute(waiting)).rows).toEqual([])
}

async function registerC(telegramUsername: string, overrides: object = {}) {
  const phone = newPhone()
  const body = { name: 'Мария', phone, password: PASSWORD, verificationMethod: 'telegram', telegramUsername }
  const answer = await shop.browser().post('/auth/register', { ...body, ...overrides })
  expect(answer.status).toBe(201)
  await offered()
  return { phone, customerId: answer.body.data.customerId }
}

const stateOf = async ({ browser, id }: Starting) => (await browser.get(`/api/auth/verifications/${id}`)).body
const enter = ({ browser, id }: Starting, code: string) => browser.post(`/api/auth/verifications/${id}/code`, { code })
const verify = (phone: string, code: string) => shop.browser().post('/auth/verify', { phone, code, method: 'telegram' })
const read = (username: string, headers: Record<string, string> = secret) =>
  shop.browser().get(`/telegram/verification/${username}`, headers)

/** Somebody whom the bot knows under this name. */
async function met(username: string | undefined, overrides: Parameters<Shop['person']>[0] = {}) {
  const person = shop.person({ languageCode: 'ru', ...(username && { username }), ...overrides })
  person.start()
  await person.waitFor(ru.greeting)
  return person
}

const saidCodes = (person: SimulatedPerson) => person.chat().filter(({ text }) => /\d{6}/.test(text))
const codeFor = async (person: SimulatedPerson) => readCode(await person.waitFor(/: \d{6}/))

describe('by the name alone (telegram_name)', () => {
  test.each(locales)('in %s: question, contact, code, session (B6, B7)', async (locale) => {
    const words = botWords[locale]
    const registration = await startNative({ method: 'telegram_name', name: 'Мария' }, locale)
    const person = shop.person({ languageCode: locale, phone: newPhone() })
    person.start(registration.payload)
    const question = await person.waitFor(hasButton(words.mine))
    expect(question.text).toContain('Мария')
    person.press(words.mine)
    await person.waitFor(words.askContact)
    person.pressKeyboard(words.shareContact)
    await person.waitFor(words.contactReceived)
    const code = await codeFor(person)
    await expect.poll(async () => (await stateOf(registration)).status).toBe('code_sent')
    expect((await stateOf(registration)).sentTo).toBe(`+7…${person.phone.slice(-2)}`)
    const { body } = await enter(registration, code)
    expect(body.customer).toMatchObject({ name: 'Мария', phone: person.phone, phoneVerified: true })
  })

  test('an anonymous number leaves a Telegram identity without a phone (S6)', async () => {
    const registration = await startNative({ method: 'telegram_name' })
    const username = newName()
    const person = shop.person({ languageCode: 'ru', phone: '+88800123458', username })
    person.start(registration.payload)
    await person.waitFor(hasButton(ru.mine))
    person.press(ru.mine)
    await person.waitFor(ru.askContact)
    person.shareContact()
    await person.waitFor(ru.contactReceived)
    const code = await codeFor(person)
    await expect.poll(async () => (await stateOf(registration)).sentTo).toBe(`@${username}`)
    const { body } = await enter(registration, code)
    expect(body.customer).toMatchObject({ phone: null, phoneVerified: false, telegramLinked: true, name: 'Покупатель' })
  })

  test('a contact whose number cannot be read is asked for again', async () => {
    const registration = await startNative({ method: 'telegram_name', name: 'Мария' })
    const person = shop.person({ languageCode: 'ru' })
    person.start(registration.payload)
    await person.waitFor(hasButton(ru.mine))
    person.press(ru.mine)
    await person.waitFor(ru.askContact)
    person.sendContact({ phoneNumber: '8 999 123 47 02 ext 5', userId: person.id })
    await person.waitFor(ru.unreadableContact)
    expect((await stateOf(registration)).status).toBe('claimed')
  })

  test('opened by a second person ends it for both (S7)', async () => {
    const registration = await startNative({ method: 'telegram_name', name: 'Мария' })
    const [first, second] = [shop.person({ languageCode: 'ru' }), shop.person({ languageCode: 'ru' })]
    first.start(registration.payload)
    await first.waitFor(hasButton(ru.mine))
    second.start(registration.payload)
    await second.waitFor(ru.linkBurnt)
    expect((await stateOf(registration)).status).toBe('denied')
  })
})

describe('by a username (telegram_code)', () => {
  test('whoever opens the bot under it is asked, and then gets the code (C9, X6)', async () => {
    const username = newName()
    const registration = await byName(`@${username.toUpperCase()}`)
    const person = shop.person({ languageCode: 'ru', username })
    person.start()
    const question = await person.waitFor(hasButton(ru.mine))
    expect(question.text).toContain('Мария')
    expect(question.text).not.toContain('номер')
    expect(saidCodes(person)).toEqual([])
    person.press(ru.mine)
    await person.waitFor(ru.codeComes)
    const code = await codeFor(person)
    await expect.poll(async () => (await stateOf(registration)).status).toBe('code_sent')
    expect((await stateOf(registration)).sentTo).toBe(`@${username}`)
    const { body } = await enter(registration, code)
    expect(body.customer).toMatchObject({
      name: 'Мария',
      telegramUsername: username,
      telegramLinked: true,
      phone: null,
    })
    person.start()
    await person.waitFor(ru.greeting)
  })

  test('the link works as well, for whoever has the name and for nobody else', async () => {
    const username = newName()
    const registration = await byName(username)
    const [stranger, nameless] = [
      shop.person({ languageCode: 'ru', username: newName() }),
      shop.person({ languageCode: 'ru' }),
    ]
    for (const other of [stranger, nameless]) {
      other.start(registration.payload)
      await other.waitFor(ru.linkOfAnother)
    }
    const person = shop.person({ languageCode: 'ru', username })
    person.start(registration.payload)
    await person.waitFor(hasButton(ru.mine))
    person.press(ru.mine)
    expect((await enter(registration, await codeFor(person))).status).toBe(200)
  })

  test('«Not me» ends it (X6)', async () => {
    const username = newName()
    const registration = await byName(username)
    const person = shop.person({ languageCode: 'ru', username })
    person.start()
    await person.waitFor(hasButton(ru.notMine))
    person.press(ru.notMine)
    await expect.poll(async () => (await stateOf(registration)).status).toBe('denied')
    person.start()
    await person.waitFor(ru.greeting)
  })

  test('a chat that the bot knows gets the code at once, with whose it is and a way to say no (C9, X6)', async () => {
    const username = newName()
    const person = await met(username)
    const registration = await byName(username)
    const message = await person.waitFor(/: \d{6}/)
    expect(message.text).toContain('Мария')
    expect(message.text).toContain('127.0.0.1:3000')
    expect(message.inlineKeyboard.flat().map(({ text }) => text)).toContain(ru.notMine)
    await expect.poll(async () => (await stateOf(registration)).status).toBe('code_sent')
    const { body } = await enter(registration, readCode(message))
    expect(body.customer).toMatchObject({ telegramUsername: username })
  })

  test('opened before its answer has come, the question says that the code is there (X6)', async () => {
    const username = newName()
    const registration = await byName(username)
    const person = shop.person({ languageCode: 'ru', username })
    person.start(registration.payload)
    await person.waitFor(hasButton(ru.mine))
    person.start()
    await person.waitFor(hasButton(ru.mine))
    person.press(ru.mine)
    const code = await codeFor(person)
    await expect.poll(async () => (await stateOf(registration)).status).toBe('code_sent')
    person.press(ru.mine)
    await person.waitFor(ru.codeCame)
    expect((await enter(registration, code)).status).toBe(200)
  })

  test('«Not me» under a code that came at once ends it (X6)', async () => {
    const username = newName()
    const person = await met(username)
    const registration = await byName(username)
    const code = await codeFor(person)
    person.press(ru.notMine)
    await expect.poll(async () => (await stateOf(registration)).status).toBe('denied')
    expect((await enter(registration, code)).status).toBe(401)
  })

  test('a name that was handed on is the new holder’s; the old one’s chat is not told (S10)', async () => {
    const username = newName()
    const former = await met(username)
    former.rename(undefined)
    const registration = await byName(username)
    const holder = shop.person({ languageCode: 'ru', username })
    // Asked of Telegram by the job, and found to be nobody's whom the bot knows.
    await expect
      .poll(() =>
        shop.simulator
          .calls()
          .filter(({ method, parameters }) => method === 'getChat' && parameters.chat_id === former.id),
      )
      .toHaveLength(1)
    holder.start()
    await holder.waitFor(hasButton(ru.mine))
    holder.press(ru.mine)
    const { body } = await enter(registration, await codeFor(holder))
    expect(body.customer.telegramUsername).toBe(username)
    expect(saidCodes(former)).toEqual([])
    former.start()
    await former.waitFor(ru.greeting)
    expect(former.chat().filter(({ text }) => text.includes('Мария'))).toEqual([])
  })

  test('an account is its Telegram id’s: renamed, the same person comes back to it (S10)', async () => {
    const person = await met(newName())
    const first = await byName(String(person.username))
    const { body: before } = await enter(first, await codeFor(person))
    person.rename(newName())
    person.start()
    await person.waitFor(ru.greeting)
    const again = await byName(String(person.username))
    const { body: after } = await enter(again, await codeFor(person))
    expect(after.customer.customerId).toBe(before.customer.customerId)
    expect(after.customer.telegramUsername).toBe(person.username)
  })

  test('strangers cannot fill a chat: five an hour are written, and the sixth waits for the bot to be opened (S16)', async () => {
    const username = newName()
    const person = await met(username)
    for (let n = 0; n < 5; n++) {
      const registration = await byName(username)
      await expect.poll(async () => (await stateOf(registration)).status).toBe('code_sent')
    }
    const sixth = await byName(username)
    person.start()
    await person.waitFor(hasButton(ru.mine))
    expect(saidCodes(person)).toHaveLength(5)
    expect((await stateOf(sixth)).status).toBe('claimed')
    person.press(ru.mine)
    await person.waitFor(ru.tooManyCodes)
    expect(saidCodes(person)).toHaveLength(5)
    expect((await stateOf(sixth)).status).toBe('claimed')
  })
})

describe('a new password through Telegram (reset_password)', () => {
  test('opens the account that is there, by contact and by username', async () => {
    const person = await met(newName(), { phone: newPhone() })
    const { body: account } = await enter(await byName(String(person.username)), await codeFor(person))

    const byUsername = await byName(String(person.username), { purpose: 'reset_password' })
    await expect.poll(() => saidCodes(person).length).toBe(2)
    const second = readCode(saidCodes(person).at(-1) as ChatMessage)
    expect((await enter(byUsername, second)).body.customer).toEqual(account.customer)

    const byContact = await startNative({ method: 'telegram_name', purpose: 'reset_password' })
    person.start(byContact.payload)
    await person.waitFor(hasButton(ru.mine))
    person.press(ru.mine)
    await person.waitFor(ru.askContact)
    person.shareContact()
    const { body } = await enter(byContact, await codeFor(person))
    expect(body.customer.customerId).toBe(account.customer.customerId)
  })

  test('for nobody’s account sends no code and makes no account, and the page says the same (S17)', async () => {
    const username = newName()
    const person = await met(username)
    const reset = await byName(username, { purpose: 'reset_password' })
    await expect.poll(async () => (await stateOf(reset)).status).toBe('code_sent')
    expect(saidCodes(person)).toEqual([])
    const { db } = shop.database
    const { rows } = await db.execute(`select 1 from customers where telegram_id = ${person.id}`)
    expect(rows).toEqual([])
  })
})

describe('contract C by Telegram', () => {
  test('a registration by phone ends with the code from the bot, and the phone is a login name (C1, C3, C4, C9)', async () => {
    const username = newName()
    const { phone, customerId } = await registerC(`@${username}`)
    const person = shop.person({ languageCode: 'ru', username })
    person.start()
    await person.waitFor(hasButton(ru.mine))
    person.press(ru.mine)
    const code = await codeFor(person)
    const { status, body } = await verify(phone, code)
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ customerId, status: 'verified' })
    const login = await shop.browser().post('/auth/login', { phone, password: PASSWORD })
    expect(login.body.data.customerId).toBe(customerId)
    const me = await shop.browser().as(body.data.access_token).get('/api/me')
    expect(me.body).toMatchObject({ phone: null, phoneVerified: false, telegramUsername: username })
  })

  test('an e-mail names it as well, and the bot may know the chat (C1, C9)', async () => {
    const username = newName()
    const person = await met(username)
    const email = `${username}@example.com`
    await registerC(username, { email, phone: null })
    const code = await codeFor(person)
    const { status } = await shop.browser().post('/auth/verify', { email, code, method: 'telegram' })
    expect(status).toBe(200)
  })
})

describe('GET /telegram/verification/{username}', () => {
  test('gives the code and its end, for the name in any letters (C5)', async () => {
    const username = newName()
    await met(username)
    const { phone, customerId } = await registerC(username)
    const first = await read(`@${username.toUpperCase()}`)
    expect(first.status).toBe(200)
    expect(first.body).toEqual({
      success: true,
      data: { code: expect.stringMatching(/^\d{6}$/), expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    })
    expect(new Date(first.body.data.expiresAt).getTime()).toBeGreaterThan(Date.now())
    const second = await read(username)
    expect(second.status).toBe(429)
    expect(second.body).toMatchObject({ success: false, code: 'registration.resend_too_soon' })
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(50)
    const { body } = await verify(phone, first.body.data.code)
    expect(body.data).toMatchObject({ customerId, status: 'verified' })
    expect((await read(username)).status).toBe(404)
  })

  test('is on the log, without the code and without the name (S9, X8)', async () => {
    const username = newName()
    const person = await met(username)
    await registerC(username)
    const { body } = await read(username)
    const told = lines.filter((line) => line.includes('handed to an external bot') && line.includes(String(person.id)))
    expect(told).toHaveLength(1)
    expect(lines.join('')).not.toContain(`"${body.data.code}"`)
    expect(lines.join('')).not.toContain(username)
  })

  test.each([
    ['a wrong', { 'x-bot-secret': 'wrong' }],
    ['no', {}],
  ])('answers 403 to %s secret, pending or not (C5, S8)', async (_, headers) => {
    const username = newName()
    await met(username)
    await registerC(username)
    for (const name of [username, newName(), '%']) {
      const answer = await read(encodeURIComponent(name), headers as Record<string, string>)
      expect(answer.status).toBe(403)
      expect(answer.body).toMatchObject({ success: false, message: 'The bot secret is wrong.' })
    }
  })

  test.each([
    ['nobody registered', async () => newName()],
    [
      'a registration of our own site',
      async () => {
        const username = newName()
        await met(username)
        await byName(username)
        return username
      },
    ],
    [
      'a name whose holder never opened the bot (S9)',
      async () => {
        const username = newName()
        await registerC(username)
        return username
      },
    ],
    [
      'a name that its holder gave up (S10)',
      async () => {
        const username = newName()
        const person = await met(username)
        await registerC(username)
        await codeFor(person)
        person.rename(undefined)
        return username
      },
    ],
    ['no username at all', async () => '%D0%BD%D0%B5%D1%82'],
  ])('answers 404 for %s', async (_, name) => {
    const answer = await read(await name())
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ success: false, code: 'registration.nothing_pending' })
  })

  test('counts each reading as a code sent: past five an hour to one chat it is 429 (S16)', async () => {
    const username = newName()
    await met(username)
    const statuses: number[] = []
    for (let n = 0; n < 4; n++) {
      await registerC(username)
      statuses.push((await read(username)).status)
    }
    // Each registration of them sent one itself.
    expect(statuses).toEqual([200, 200, 429, 429])
  })

  test('answers 503 while whoever answers for Telegram answers nonsense (C5)', async () => {
    const username = newName()
    await met(username)
    await registerC(username)
    shop.simulator.faults.add({ kind: 'garbage', body: '{"ok":true,"result":true}' }, { method: 'getChat' })
    const answer = await read(username)
    expect(answer.status).toBe(503)
    expect(answer.body).toMatchObject({ success: false, code: 'registration.bot_unknown' })
    expect((await read(username)).status).toBe(200)
  })

  test('is not read by asking for its head', async () => {
    const username = newName()
    await met(username)
    const { phone } = await registerC(username)
    const { body } = await read(username)
    const head = await shop.browser().fetch(`/telegram/verification/${username}`, { method: 'HEAD', headers: secret })
    expect(head.status).toBe(404)
    expect((await verify(phone, body.data.code)).status).toBe(200)
  })
})
