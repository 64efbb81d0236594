import { botWords } from '@vitrina/contract/words/bot'
import { noticeWords } from '@vitrina/contract/words/notices'
import { startSimulator } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { eventually } from '../eventually.ts'
import { hasButton, openShop, payloadOf, readCode, receiveCode, type Shop, startRegistration } from '../harness.ts'
import { SENDER } from '../mail/letters.ts'

const words = botWords.ru
const EMAIL = 'anna.erased@shop.example'
let shop: Shop
beforeAll(async () => {
  const simulator = await startSimulator({ limits: false })
  const mail = { url: simulator.mail.url, from: SENDER }
  shop = await openShop({ mail, redisUrl: undefined }, simulator)
})
afterAll(() => shop.close())

/** Every row of the database in which one of these is found, the queue's own tables among them. */
async function rowsWith(known: readonly string[]): Promise<string[]> {
  const { db } = shop.database
  const { rows: tables } = await db.execute<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await db.execute<{ row: string }>(sql.raw(`select t::text as row from ${name} t`))
    found.push(...rows.filter(({ row }) => known.some((one) => row.includes(one))).map(({ row }) => `${name}: ${row}`))
  }
  return found
}

test('an erased customer is found in no row of any table, once the farewell has arrived (Y7)', async () => {
  const registration = await startRegistration(shop, { password: 'Сирень-2026' })
  const { browser, started, phone, person } = registration
  const code = await receiveCode(registration)
  const { body } = await browser.post(`/api/auth/verifications/${started.id}/code`, { code })
  const me = browser.as(body.accessToken)

  const adding = await me.post('/api/auth/verifications', { method: 'email', purpose: 'add_identifier', email: EMAIL })
  const letter = await eventually(() => {
    const [newest] = shop.simulator.mail.letters(EMAIL)
    if (!newest) throw new Error('no letter yet')
    return newest
  })
  const added = await me.post(`/api/auth/verifications/${adding.body.id}/code`, { code: readCode(letter as never) })
  expect(added.body.customer).toMatchObject({ email: EMAIL, emailVerified: true })
  await eventually(() => expect(shop.simulator.mail.letters(EMAIL)).toHaveLength(2))

  // Something begun in the chat and not finished, and a code that the bot gave for the site.
  const another = await startRegistration(shop, { person, phone })
  person.start(payloadOf(another.started.telegramLink))
  await person.waitFor(hasButton(words.mine))
  person.start('register')
  await person.waitFor(words.askNumber)

  const mine = me.as(added.body.accessToken)
  const known = [phone, phone.slice(1), EMAIL, String(person.id)]
  expect((await rowsWith(known)).length).toBeGreaterThan(3)
  expect((await mine.delete('/api/me')).status).toBe(204)
  await person.waitFor(noticeWords.ru.kinds.erased.title)
  await vi.waitFor(async () => expect(await rowsWith(known)).toEqual([]), { timeout: 10_000, interval: 200 })
})
