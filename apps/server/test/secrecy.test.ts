import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog } from '#platform'
import {
  BOT_SECRET,
  newPhone,
  openShop,
  payloadOf,
  readCode,
  receiveCode,
  type Shop,
  startRegistration,
} from './harness.ts'

const PASSWORD = 'Сирень-на-окне-2026'
let shop: Shop
const lines: string[] = []
beforeAll(async () => {
  shop = await openShop({}, undefined, openLog('trace', { write: (line) => lines.push(line) }))
})
afterAll(() => shop.close())

/** Everything that the database holds, the queue's own tables too, as one text. */
async function dump(): Promise<string> {
  const { db } = shop.database
  const { rows: tables } = await db.execute<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`)
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['public.customers', 'public.ephemeral', 'jobs.job_common']),
  )
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await db.execute<{ row: string }>(sql.raw(`select t::text as row from ${name} t`))
      return rows.map(({ row }) => `${name}: ${row}`)
    }),
  )
  return texts.flat().join('\n')
}

/** A code has six digits, and so has the middle of many a number: it is looked for as a word of its own. */
const wordsOf = (text: string) => new Set(text.split(/[^\p{L}\p{N}_+-]+/u))

/** The secrets of a registration as they come up, natively and by the kept contracts. */
async function walkThrough(look: (secrets: string[]) => Promise<void>): Promise<string[]> {
  const secrets = [PASSWORD, BOT_SECRET]
  const registration = await startRegistration(shop, { password: PASSWORD })
  const { browser, started, phone, person } = registration
  secrets.push(registration.payload, ...browser.cookies.values())
  await look(secrets)
  const code = await receiveCode(registration)
  secrets.push(code)
  await look(secrets)
  const { body: session } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
  secrets.push(session.accessToken, ...browser.cookies.values())
  await person.waitFor('Задан пароль')
  await look(secrets)
  await browser.post('/api/auth/refresh')
  secrets.push(...browser.cookies.values())
  await browser.post('/api/auth/login', { identifier: phone, password: PASSWORD })
  secrets.push(...browser.cookies.values())
  await browser.post('/api/auth/login', { identifier: phone, password: `${PASSWORD} wrong` })

  const guest = shop.browser()
  await guest.put('/api/cart/coupon', { code: 'SPRING' })
  expect(guest.cookies.size).toBe(1)
  secrets.push(...guest.cookies.values())
  await look(secrets)

  const site = shop.browser()
  const telegram_phone = newPhone()
  const { body: a } = await site.post('/auth/register', {
    phone_number: telegram_phone,
    name: 'Иван',
    password: PASSWORD,
  })
  secrets.push(a.verification_code, payloadOf(a.telegram_link))
  await look(secrets)
  const done = { verification_code: a.verification_code, telegram_phone, telegram_chat_id: 77 }
  await site.post('/auth/complete-registration', done, { 'x-bot-secret': BOT_SECRET })
  await site.get(`/auth/check-verification/${a.verification_code}`)
  await look(secrets)
  const named = await walkByNames(secrets, look)
  const numbers = [phone, telegram_phone, ...(await walkThroughBot(secrets, look))]
  return [...secrets, ...named, ...numbers, ...numbers.map((number) => number.slice(1))]
}

/** The same by contracts B and C; out: the numbers and addresses that were told. */
async function walkByNames(secrets: string[], look: (secrets: string[]) => Promise<void>): Promise<string[]> {
  const site = shop.browser()
  const bot = { 'x-bot-secret': BOT_SECRET }
  const [phone, email, username] = [newPhone(), `anna.${randomUUID()}@shop.example`, `anna_${Date.now()}`]
  const person = shop.person({ phone, username, languageCode: 'ru' })
  person.start()
  await person.waitFor('Используйте ссылку')
  const { body: b } = await site.post('/auth/register/telegram', { name: 'Анна' })
  secrets.push(b.sessionId)
  await site.post('/telegram/contact', { sessionId: b.sessionId, phone, telegramId: person.id }, bot)
  const codeOfB = readCode(await person.waitFor(/\d{6}/))
  secrets.push(codeOfB)
  await look(secrets)
  const verified = await site.post('/auth/verify', { phone, code: codeOfB, method: 'telegram' })
  secrets.push(verified.body.data.access_token, verified.body.data.refresh_token)

  const form = { name: 'Анна', email, password: PASSWORD, verificationMethod: 'telegram', telegramUsername: username }
  expect((await site.post('/auth/register', form)).status).toBe(201)
  const read = await site.get(`/telegram/verification/${username}`, bot)
  secrets.push(read.body.data.code)
  await look(secrets)
  await site.post('/auth/verify', { email, code: read.body.data.code, method: 'telegram' })
  await site.post('/auth/login', { email, password: PASSWORD })
  await look(secrets)
  return [phone, phone.slice(1), email]
}

/** The same for the way that begins in the bot, ours and another of contract D; out: its numbers. */
async function walkThroughBot(secrets: string[], look: (secrets: string[]) => Promise<void>): Promise<string[]> {
  const person = shop.person({ phone: newPhone(), languageCode: 'ru' })
  person.start()
  await person.waitFor('нажмите «Отправить номер»')
  person.shareContact()
  const code = readCode(await person.waitFor(/\d{6}/))
  secrets.push(code)
  await look(secrets)
  const browser = shop.browser()
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  await browser.post('/api/auth/bot-code', { phone: person.phone, code: wrong })
  const { body: session } = await browser.post('/api/auth/bot-code', { phone: person.phone, code })
  secrets.push(session.accessToken, ...browser.cookies.values())
  await look(secrets)

  const phone_number = newPhone()
  const asked = { secret_key: BOT_SECRET, telegram_id: 78, phone_number }
  const { body: created } = await shop.browser().post('/api/v1/auth/telegram/otp/create/', asked)
  await shop.browser().post('/api/v1/auth/telegram/otp/create/', { ...asked, secret_key: `${BOT_SECRET}?` })
  secrets.push(created.code)
  await look(secrets)
  const given = { phone: phone_number, code: created.code }
  const { body } = await shop.browser().post('/api/v1/auth/register/telegram/', given)
  secrets.push(body.tokens.access, body.tokens.refresh)
  await look(secrets)
  return [person.phone, phone_number]
}

describe('a whole registration', () => {
  test('leaves no code, token, start payload or password in any column of any table (S18)', async () => {
    await walkThrough(async (secrets) => {
      const text = await dump()
      const words = wordsOf(text)
      for (const secret of secrets) {
        expect(secret.length === 6 ? words.has(secret) : text.includes(secret), `«${secret}» is kept`).toBe(false)
      }
    })
    // The proof that this looks where things are kept.
    expect(await dump()).toContain('Анна')
  })

  test('leaves no phone, code, token, password or start payload in the log at its most talkative (X8)', async () => {
    const secrets = await walkThrough(async () => {})
    const text = lines.join('')
    const words = wordsOf(text)
    expect(text).toContain('"route":"/api/auth/verifications/:id/code"')
    for (const secret of secrets) {
      expect(secret.length === 6 ? words.has(secret) : text.includes(secret), `«${secret}» is logged`).toBe(false)
    }
  })

  test('leaves none in the log either when its statements fail (X8)', async () => {
    const phone = newPhone()
    const { db } = shop.database
    const body = { method: 'telegram_contact', name: 'Анна', phone, password: PASSWORD }
    const from = lines.length
    for (const table of ['customers', 'ephemeral', 'sessions']) {
      await db.execute(sql.raw(`alter table ${table} rename to ${table}_away`))
      const browser = shop.browser()
      const answers = [
        await browser.post('/api/auth/verifications', body),
        await browser.post('/auth/register', { phone_number: phone, name: 'Анна', password: PASSWORD }),
        await browser.post('/api/auth/login', { identifier: phone, password: PASSWORD }),
        await browser.post('/api/auth/bot-code', { phone, code: '123456' }),
        await browser.post('/api/v1/auth/telegram/otp/create/', {
          secret_key: BOT_SECRET,
          telegram_id: 79,
          phone_number: phone,
        }),
      ]
      await db.execute(sql.raw(`alter table ${table}_away rename to ${table}`))
      for (const { status, body } of answers) if (status === 500) expect(Object.keys(body)).toContain('requestId')
    }
    const text = lines.slice(from).join('')
    expect(text).toContain('a statement failed')
    expect(text).toMatch(/relation \\"\w+\\" does not exist/)
    for (const secret of [phone, phone.slice(1), PASSWORD, 'Анна']) expect(text).not.toContain(secret)
  })

  test('that hits a constraint leaves nothing of the row in the log (X8)', async () => {
    const registration = await startRegistration(shop, { password: PASSWORD })
    await shop.database.db.execute(sql`alter table customers add constraint nobody check (name is null) not valid`)
    const from = lines.length
    const code = await receiveCode(registration)
    const { browser, started, phone } = registration
    expect((await browser.post(`/api/auth/verifications/${started.id}/code`, { code })).status).toBe(500)
    await shop.database.db.execute(sql`alter table customers drop constraint nobody`)
    const text = lines.slice(from).join('')
    expect(text).toContain('"constraint":"nobody"')
    for (const secret of [phone, phone.slice(1), PASSWORD, '$argon2id$']) expect(text).not.toContain(secret)
    // As a word: among so many digits there may be six like these.
    expect(wordsOf(text)).not.toContain(code)
  })
})
