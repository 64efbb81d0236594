import { noticeWords } from '@vitrina/contract/words/notices'
import { startSimulator } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Browser } from '../browser.ts'
import { openShop, type Shop } from '../harness.ts'
import { SENDER } from '../mail/letters.ts'

const OLD = 'Сирень-2026'
const { kinds } = noticeWords.ru
let shop: Shop
beforeAll(async () => {
  const simulator = await startSimulator({ limits: false })
  shop = await openShop({ mail: { url: simulator.mail.url, from: SENDER } }, simulator)
})
afterAll(() => shop.close())

let people = 0
const newEmail = () => `owner.${people++}@shop.example`
const letters = (email: string) => shop.simulator.mail.letters(email)
const letterAbout = (email: string, title: string) =>
  vi.waitFor(
    () => {
      const found = letters(email).find(({ subject }) => subject.includes(title))
      expect(found, `a letter «${title}»`).toBeDefined()
      return found
    },
    { timeout: 20_000, interval: 50 },
  )
const secretIn = (letter: { text: string } | undefined) => /\/security#([\w-]{43})/.exec(letter?.text ?? '')?.[1] ?? ''

/** Proves a mailbox by the code in it; what for is in `more`. */
async function prove(browser: Browser, email: string, more: Record<string, unknown>) {
  const had = letters(email).length
  const { body } = await browser.post('/api/auth/verifications', { method: 'email', email, ...more })
  const code = await vi.waitFor(
    () => {
      expect(letters(email).length).toBeGreaterThan(had)
      return /\b\d{6}\b/.exec(letters(email)[0]?.text ?? '')?.[0]
    },
    { timeout: 20_000, interval: 50 },
  )
  return browser.post(`/api/auth/verifications/${body.id}/code`, { code })
}

async function register(email = newEmail()) {
  const browser = shop.browser({ 'accept-language': 'ru' })
  const { body } = await prove(browser, email, { name: 'Анна', password: OLD })
  return { email, browser, customerId: body.customer.customerId as number, me: browser.as(body.accessToken) }
}

const login = (identifier: string, password: string) => shop.browser().post('/api/auth/login', { identifier, password })

describe('the letter about a password', () => {
  test('leads to a page that shows what will happen, and one press does it (S2)', async () => {
    const { email, me } = await register()
    const secret = secretIn(await letterAbout(email, kinds.password_set.title))
    const stranger = shop.browser({ 'accept-language': 'uz' })
    const shown = await stranger.post('/api/security/notice', { secret })
    expect(shown.body).toMatchObject({ title: noticeWords.uz.kinds.password_set.title, isUndone: false })
    expect((await me.get('/api/me')).status).toBe(200)
    expect((await stranger.post('/api/security/undo', { secret })).body).toMatchObject({ isUndone: true })
    expect((await me.get('/api/me')).status).toBe(401)
    expect((await login(email, OLD)).status).toBe(401)
    expect((await stranger.post('/api/security/undo', { secret })).status).toBe(200)
  })

  test('keeps its secret out of the database, the queue among it (S18)', async () => {
    const { email } = await register()
    const secret = secretIn(await letterAbout(email, kinds.password_set.title))
    const { rows: tables } = await shop.database.db.execute<{ name: string }>(sql`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`)
    for (const { name } of tables) {
      const { rows } = await shop.database.db.execute<{ row: string }>(sql.raw(`select t::text as row from ${name} t`))
      expect(
        rows.filter(({ row }) => row.includes(secret)),
        name,
      ).toEqual([])
    }
  })
})

describe('another address (X1)', () => {
  test('is told at the old one, whose owner takes it back', async () => {
    const { email, browser, me } = await register()
    const next = newEmail()
    for (const [name, value] of browser.cookies) me.cookies.set(name, value)
    const changed = await prove(me, next, { purpose: 'add_identifier' })
    expect(changed.body.customer).toMatchObject({ email: next })
    const secret = secretIn(await letterAbout(email, kinds.identifiers_added.title))
    await letterAbout(next, kinds.identifiers_added.title)
    expect((await shop.browser().post('/api/security/undo', { secret })).status).toBe(200)
    expect((await browser.as(changed.body.accessToken).get('/api/me')).status).toBe(401)
    expect((await login(email, OLD)).status).toBe(200)
    expect((await login(next, OLD)).status).toBe(401)
  })
})

describe('a forgotten password', () => {
  test('is replaced after a code by mail, without the old one', async () => {
    const { email } = await register()
    const elsewhere = shop.browser({ 'accept-language': 'ru' })
    const { body } = await prove(elsewhere, email, { purpose: 'reset_password' })
    const next = 'Черёмуха-2027'
    expect((await elsewhere.as(body.accessToken).post('/api/auth/password', { next })).status).toBe(204)
    expect((await login(email, OLD)).status).toBe(401)
    expect((await login(email, next)).status).toBe(200)
  })
})

test('the farewell comes by mail, and the passkeys go with the account (Y7)', async () => {
  const { email, me, customerId } = await register()
  await shop.database.db.execute(sql`insert into passkeys
    (id, customer_id, user_handle, public_key, counter, transports, device_type, backed_up, created_at)
    values (${`key-${customerId}`}, ${customerId}, 'handle', ''::bytea, 0, '{}', 'singleDevice', false, now())`)
  expect((await me.get('/api/me/export')).body.passkeys).toHaveLength(1)
  expect((await me.delete('/api/me')).status).toBe(204)
  await letterAbout(email, kinds.erased.title)
  await vi.waitFor(
    async () => {
      const { rows } = await shop.database.db.execute(sql`select id from passkeys where customer_id = ${customerId}`)
      expect(rows).toEqual([])
    },
    { timeout: 10_000 },
  )
})
