import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { SimulatedPerson } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOT_SECRET, hasButton, newPhone, openShop, payloadOf, readCode, type Shop } from '../harness.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

// A site and a bot that know only the document of system B.
const ru = { 'accept-language': 'ru' }
const secret = { 'x-bot-secret': BOT_SECRET }

async function register(name = 'Test User') {
  const site = shop.browser(ru)
  const answer = await site.post('/auth/register/telegram', { name })
  return { site, answer, sessionId: String(answer.body.sessionId) }
}

const check = (sessionId: string) => shop.browser(ru).post('/auth/telegram/check-status', { sessionId })
const contact = (body: object, headers: Record<string, string> = secret) =>
  shop.browser(ru).post('/telegram/contact', body, headers)
const verify = (phone: string, code: string) =>
  shop.browser(ru).post('/auth/verify', { phone, code, method: 'telegram' })

/** Somebody who has pressed START and has a chat that codes can come into. */
async function met(overrides: Parameters<Shop['person']>[0] = {}): Promise<SimulatedPerson> {
  const person = shop.person({ languageCode: 'ru', phone: newPhone(), ...overrides })
  person.start()
  await person.waitFor('Используйте ссылку из веб-сайта')
  return person
}

const contactOf = (sessionId: string, { phone, id }: SimulatedPerson, overrides: object = {}) => ({
  sessionId,
  phone,
  telegramId: id,
  telegramUsername: 'test_user',
  ...overrides,
})

/** A session whose code has come into the chat, by way of the external bot. */
async function delivered(person?: SimulatedPerson) {
  const { sessionId, site } = await register()
  const owner = person ?? (await met())
  expect((await contact(contactOf(sessionId, owner))).status).toBe(200)
  await expect.poll(async () => (await check(sessionId)).body.status).toBe('code_sent')
  const code = owner.chat().findLast(({ text }) => /\d{6}/.test(text))
  return { sessionId, site, person: owner, code: code ? readCode(code) : '' }
}

describe('POST /auth/register/telegram', () => {
  test('answers a session, a bot and a link, and nothing else (B1)', async () => {
    const { answer, sessionId } = await register()
    expect(answer.status).toBe(201)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const botUsername = shop.simulator.botUsername
    const telegramLink = `https://t.me/${botUsername}?start=${sessionId}`
    expect(answer.body).toEqual({ sessionId, botUsername, telegramLink, status: 'pending' })
    expect(sessionId).toMatch(/^tg_[A-Za-z0-9_-]{43}$/)
    expect(payloadOf(telegramLink)).toBe(sessionId)
    expect((await register()).sessionId).not.toBe(sessionId)
  })

  test.each(['', 'И', ' И ', '12', null])('refuses the name %j by its field (B1)', async (name) => {
    const { answer } = await register(name as string)
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ field: 'name' }])
  })
})

test('a person goes from the name to a session through our own bot (B2, B4, B5, B7, X6)', async () => {
  const { sessionId } = await register('Зарина')
  const person = shop.person({ languageCode: 'ru', phone: newPhone().slice(1) })
  expect((await check(sessionId)).body).toEqual({ status: 'pending' })
  person.start(sessionId)
  const question = await person.waitFor('Это были вы?')
  expect(question.text).toContain('Имя: Зарина')
  expect((await check(sessionId)).body).toEqual({ status: 'pending' })
  person.press('Это я')
  await person.waitFor('Отправить номер')
  person.pressKeyboard('Отправить номер')
  await person.waitFor('Контакт получен! Теперь вернитесь в браузер для ввода кода.')
  const { text } = await person.waitFor(/\d{6}/)
  await expect.poll(async () => (await check(sessionId)).body.status).toBe('code_sent')

  const phone = `+${person.phone}`
  const sent = await check(sessionId)
  expect(sent.body).toEqual({ status: 'code_sent', phone, customerId: expect.any(Number) })
  const verified = await verify(phone, /\d{6}/.exec(text)?.[0] ?? '')
  expect(verified.status).toBe(200)
  expect(verified.body).toEqual({
    success: true,
    data: {
      customerId: sent.body.customerId,
      status: 'verified',
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 600,
    },
  })
  const me = await shop.browser().as(verified.body.data.access_token).get('/api/me')
  expect(me.body).toMatchObject({ name: 'Зарина', phone, phoneVerified: true, telegramLinked: true })
  expect((await check(sessionId)).status).toBe(404)
  expect((await verify(phone, /\d{6}/.exec(text)?.[0] ?? '')).body).toMatchObject({ success: false, status: 400 })
})

describe('POST /auth/telegram/check-status', () => {
  test.each(['tg_1234567890_abc123', `tg_${'A'.repeat(43)}`, 'нет'])('answers 404 for %s (B2)', async (sessionId) => {
    const answer = await check(sessionId)
    expect(answer.status).toBe(404)
    expect(answer.body.detail).toBe('Время истекло. Попробуйте снова')
  })

  test('names the account that the person has already, and the proof opens it (B2, B4)', async () => {
    const first = await delivered()
    const { body } = await verify(first.person.phone, first.code)
    const again = await delivered(first.person)
    const { customerId } = (await check(again.sessionId)).body
    expect(customerId).toBe(body.data.customerId)
    expect((await verify(again.person.phone, again.code)).body.data.customerId).toBe(customerId)
  })

  test.each([
    ['the account that has the number proven, and no Telegram', null, true],
    ['an account of its own, if the number is another Telegram’s (S11)', 6_300_000_001, false],
  ])('names %s, and the code opens that one (B2, B4)', async (_, telegramId, isTheirs) => {
    const person = await met()
    const { rows } = await shop.database.db.execute<{ id: number }>(
      `insert into customers (name, locale, phone, phone_verified_at, telegram_id, created_at, updated_at)
       values ('Анна', 'ru', '${person.phone}', now(), ${telegramId}, now(), now()) returning id`,
    )
    const { sessionId, code } = await delivered(person)
    const { customerId } = (await check(sessionId)).body
    expect(customerId === rows[0]?.id).toBe(isTheirs)
    const { body } = await verify(person.phone, code)
    expect(body.data).toMatchObject({ customerId, status: 'verified' })
    const me = await shop.browser().as(body.data.access_token).get('/api/me')
    expect(me.body).toMatchObject({ customerId, phone: person.phone, phoneVerified: true, telegramLinked: true })
  })

  test('shows nothing of a verification of our own site, nor takes a contact for it', async () => {
    const started = await shop.browser().post('/api/auth/verifications', { method: 'telegram_name', name: 'Анна' })
    const sessionId = payloadOf(started.body.telegramLink)
    expect((await check(sessionId)).status).toBe(404)
    expect((await contact(contactOf(sessionId, await met()))).status).toBe(404)
  })
})

describe('POST /telegram/contact', () => {
  test('is answered with the status, and again the same, whatever has become of it (B3)', async () => {
    const { sessionId } = await register()
    const person = await met()
    const body = contactOf(sessionId, person)
    const answers = await Promise.all([contact(body), contact(body), contact(body)])
    for (const { status, body } of answers) expect([status, body]).toEqual([200, { status: 'contact_received' }])
    const code = readCode(await person.waitFor(/\d{6}/))
    await expect.poll(async () => (await check(sessionId)).body.status).toBe('code_sent')
    expect((await contact(body)).body).toEqual({ status: 'contact_received' })
    expect((await verify(person.phone, code)).status).toBe(200)
    expect((await contact(body)).body).toEqual({ status: 'contact_received' })
    expect(person.chat().filter(({ text }) => /\d{6}/.test(text))).toHaveLength(1)
  })

  test('with other data is 409, and the first stands (B3)', async () => {
    const { sessionId, person, code } = await delivered()
    for (const other of [{ phone: newPhone() }, { telegramId: 4_400_000_001 }, { telegramUsername: 'somebody' }]) {
      const answer = await contact(contactOf(sessionId, person, other))
      expect(answer.status).toBe(409)
      expect(answer.body.code).toBe('registration.contact_differs')
    }
    expect((await verify(person.phone, code)).status).toBe(200)
  })

  test.each([
    ['a wrong', { 'x-bot-secret': 'wrong' }],
    ['an empty', { 'x-bot-secret': '' }],
    ['no', {}],
  ])('answers 403 to %s secret, whatever the body, and changes nothing (B3, S8)', async (_, headers) => {
    const { sessionId } = await register()
    const person = await met()
    for (const body of [contactOf(sessionId, person), {}, { sessionId }]) {
      expect((await contact(body, headers as Record<string, string>)).status).toBe(403)
    }
    expect((await check(sessionId)).body).toEqual({ status: 'pending' })
  })

  test.each([
    ['phone', { phone: 'not a number' }],
    ['phone', { phone: '１２３４５６７８' }],
    ['telegramId', { telegramId: null }],
    ['telegramId', { telegramId: -1 }],
    ['telegramUsername', { telegramUsername: 'a b' }],
  ])('with a wrong %s is 422 (S6)', async (field, overrides) => {
    const { sessionId } = await register()
    const answer = await contact(contactOf(sessionId, await met(), overrides))
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ field }])
  })

  test('takes no name for `null`, as libraries of bots send it', async () => {
    const { sessionId } = await register()
    expect((await contact(contactOf(sessionId, await met(), { telegramUsername: null }))).status).toBe(200)
  })

  test('of a session that somebody else has opened in our bot ends it: the link was passed on (S7)', async () => {
    const { sessionId } = await register()
    const first = shop.person({ languageCode: 'ru' })
    first.start(sessionId)
    await first.waitFor(hasButton('Это я'))
    expect((await contact(contactOf(sessionId, await met()))).status).toBe(409)
    expect((await check(sessionId)).status).toBe(404)
  })

  test('of an unknown session is 404', async () => {
    expect((await contact(contactOf(`tg_${'A'.repeat(43)}`, await met()))).status).toBe(404)
  })
})

describe('codes to one chat are five an hour, the first of each session too (S16)', () => {
  const codes = ({ chat }: SimulatedPerson) => chat().filter(({ text }) => /\d{6}/.test(text))

  test('by the external bot: 429 with the time to come back, and the session goes on waiting', async () => {
    const person = await met()
    for (let n = 0; n < 5; n++) await delivered(person)
    for (let n = 0; n < 7; n++) {
      const { sessionId } = await register()
      const answer = await contact(contactOf(sessionId, person))
      expect(answer.status).toBe(429)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3000)
      expect((await check(sessionId)).body).toEqual({ status: 'pending' })
    }
    expect(codes(person)).toHaveLength(5)
  })

  test('however many are told at once', async () => {
    const person = await met()
    const sessions = await Promise.all(Array.from({ length: 12 }, () => register()))
    const answers = await Promise.all(sessions.map(({ sessionId }) => contact(contactOf(sessionId, person))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    await expect.poll(() => codes(person).length).toBe(5)
  })

  test('in our own bot, which says so; and those of other doors are counted with them', async () => {
    const person = await met()
    for (let n = 0; n < 5; n++) await delivered(person)
    const { sessionId } = await register()
    person.start(sessionId)
    await person.waitFor(hasButton('Это я'))
    person.press('Это я')
    await person.waitFor('Отправить номер')
    person.shareContact()
    await person.waitFor('Слишком много кодов подряд')
    const offered = { secret_key: BOT_SECRET, telegram_id: person.id, phone_number: newPhone() }
    expect((await shop.browser().post('/api/v1/auth/telegram/otp/create/', offered)).status).toBe(429)
    expect(codes(person)).toHaveLength(5)
  })
})

test('an anonymous number is named as Telegram shows it, and is nobody’s phone (S6)', async () => {
  const person = await met({ phone: '+88800123457' })
  const { sessionId, code } = await delivered(person)
  const sent = await check(sessionId)
  expect(sent.body).toEqual({ status: 'code_sent', phone: '+88800123457', customerId: expect.any(Number) })
  const { body } = await verify(sent.body.phone, code)
  expect(body.data.customerId).toBe(sent.body.customerId)
  const me = await shop.browser().as(body.data.access_token).get('/api/me')
  expect(me.body).toMatchObject({ phone: null, phoneVerified: false, telegramLinked: true })
})

test('«Not me» in the bot ends the session (X6)', async () => {
  const { sessionId } = await register()
  const person = shop.person({ languageCode: 'ru' })
  person.start(sessionId)
  await person.waitFor(hasButton('Это не я'))
  person.press('Это не я')
  await person.waitFor('Отменено')
  expect((await check(sessionId)).status).toBe(404)
  expect((await contact(contactOf(sessionId, person))).status).toBe(404)
})

describe('npm run play-bot', () => {
  const root = resolve(import.meta.dirname, '../../../..')
  /** What it prints, as a developer at the prompt sees it. */
  async function play(args: string[], settings: Record<string, string> = {}): Promise<string> {
    const { PATH = '', HOME = '' } = process.env
    const env = { PATH, HOME, PUBLIC_URL: shop.url, TELEGRAM_BOT_SECRET: BOT_SECRET, ...settings }
    const command = ['run', '--silent', 'play-bot', '--', ...args]
    const { stdout, stderr } = await promisify(execFile)('npm', command, { cwd: root, env }).catch((error) => error)
    return `${stdout}${stderr}`.trim()
  }

  test('hands the contact over as the bot would, and the code comes (B8)', { timeout: 30_000 }, async () => {
    const { sessionId } = await register()
    const person = await met()
    const told = await play([sessionId, person.phone, String(person.id), 'test_user'])
    expect(told).toContain('contact_received')
    const code = readCode(await person.waitFor(/\d{6}/))
    expect((await verify(person.phone, code)).status).toBe(200)
  })

  test('says what is wrong in a sentence, and never the secret (B8)', { timeout: 60_000 }, async () => {
    const { sessionId } = await register()
    const told = [
      await play([]),
      await play([sessionId, newPhone(), 'Анна']),
      await play([sessionId, newPhone()], { TELEGRAM_BOT_SECRET: '' }),
      await play([sessionId, newPhone()], { TELEGRAM_BOT_SECRET: 'another-secret' }),
      await play([`tg_${'A'.repeat(43)}`, newPhone()]),
      await play([sessionId, 'no number']),
      await play([sessionId, newPhone()], { PUBLIC_URL: 'http://127.0.0.1:9' }),
    ]
    const expected = [
      '<sessionId>',
      'no Telegram id',
      'not set',
      'does not accept',
      'no such session',
      '422',
      'Nobody answers',
    ]
    for (const [nth, words] of expected.entries()) expect(told[nth]).toContain(words)
    expect(told.join('')).not.toContain('another-secret')
  })
})
