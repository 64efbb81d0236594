import { setTimeout as delay } from 'node:timers/promises'
import type { SimulatedPerson } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../src/app.ts'
import { Browser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { BOT_SECRET, newPhone, openShop, readCode, type Shop } from '../harness.ts'
import { Home, type ServerProcess } from './server-process.ts'

const secret = { 'x-bot-secret': BOT_SECRET }
const newestCode = (person: SimulatedPerson) => {
  const message = person.chat().findLast(({ text }) => /: \d{6}/.test(text))
  expect(message).toBeDefined()
  return message ? readCode(message) : ''
}

async function met(person: SimulatedPerson): Promise<SimulatedPerson> {
  person.start()
  await person.waitFor('Используйте ссылку из веб-сайта', 30_000)
  return person
}

/** What a client of systems B and C does that is told «cannot be reached»: the same again. */
function again(url: string, path: string, body: object): Promise<{ status: number; body: any }> {
  return eventually(async () => {
    const answer = await new Browser(url).post(path, body, secret)
    expect(answer.status).toBeLessThan(500)
    return answer
  })
}

describe('a process killed', () => {
  let home: Home
  let server: ServerProcess

  beforeAll(async () => {
    home = await Home.open()
    server = await home.start({ TELEGRAM_BOT_SECRET: BOT_SECRET })
  })
  afterAll(() => home.close())

  async function killAndStart(): Promise<void> {
    await server.stop('SIGKILL')
    server = await home.start({ TELEGRAM_BOT_SECRET: BOT_SECRET })
  }

  const newPerson = (username?: string) =>
    met(home.simulator.addPerson({ phone: newPhone(), languageCode: 'ru', ...(username && { username }) }))

  /** Enters the newest code as soon as one fits; a code that was overtaken is asked for anew by nobody. */
  const verify = (body: () => object) =>
    eventually(async () => {
      const answer = await new Browser(home.url).post('/auth/verify', body())
      expect(answer.status).toBe(200)
      return answer.body.data
    })

  test('between the contact and the code sends the code when it is back (B3)', async () => {
    const person = await newPerson()
    const { body } = await again(home.url, '/auth/register/telegram', { name: 'Анна' })
    home.simulator.faults.add({ kind: 'slow', delayMs: 5_000 }, { method: 'sendMessage', times: 1 })
    const contact = { sessionId: body.sessionId, phone: person.phone, telegramId: person.id }
    expect((await again(home.url, '/telegram/contact', contact)).body).toEqual({ status: 'contact_received' })
    await killAndStart()
    await eventually(async () => {
      const { body: state } = await new Browser(home.url).post('/auth/telegram/check-status', {
        sessionId: body.sessionId,
      })
      expect(state.status).toBe('code_sent')
    })
    const data = await verify(() => ({ phone: person.phone, code: newestCode(person), method: 'telegram' }))
    expect(await home.query('select id from customers where telegram_id = $1', [person.id])).toEqual([
      { id: data.customerId },
    ])
  })

  test.for([20, 60, 120, 200, 300, 420])(
    'at any moment of contract B leaves one account, with the id that was promised: after %i ms',
    async (afterMs) => {
      const person = await newPerson()
      const killed = delay(afterMs).then(killAndStart)
      const { body } = await again(home.url, '/auth/register/telegram', { name: 'Анна' })
      const { sessionId } = body
      await again(home.url, '/telegram/contact', { sessionId, phone: person.phone, telegramId: person.id })
      const sent = await eventually(async () => {
        const answer = await new Browser(home.url).post('/auth/telegram/check-status', { sessionId })
        expect(answer.body.status).toBe('code_sent')
        return answer.body
      })
      await killed
      const data = await verify(() => ({ phone: person.phone, code: newestCode(person), method: 'telegram' }))
      expect(data.customerId).toBe(sent.customerId)
      const sql = 'select count(*)::int from customers where telegram_id = $1 or phone = $2'
      expect(await home.query(sql, [person.id, person.phone])).toEqual([{ count: 1 }])
    },
  )

  test('after a registration by username sends its code at once when it is back (C9)', async () => {
    const telegramUsername = `maria_${Date.now()}`
    const person = await newPerson(telegramUsername)
    home.simulator.faults.add({ kind: 'slow', delayMs: 5_000 }, { method: 'getChat', times: 1 })
    const form = { name: 'Мария', password: 'Test1234', verificationMethod: 'telegram', telegramUsername }
    const { body } = await again(home.url, '/auth/register', { ...form, phone: person.phone })
    await killAndStart()
    const data = await verify(() => ({ phone: person.phone, code: newestCode(person), method: 'telegram' }))
    expect(data.customerId).toBe(body.data.customerId)
  })
})

describe('two processes on one database', () => {
  let shop: Shop
  let other: App

  beforeAll(async () => {
    shop = await openShop()
    other = await shop.openAnother()
  })
  afterAll(() => shop.close())

  test('serve one session of contract B between them, and its code once (B2, B3, B5)', async () => {
    const person = await met(shop.person({ phone: newPhone(), languageCode: 'ru' }))
    const { body } = await again(shop.url, '/auth/register/telegram', { name: 'Анна' })
    const contact = { sessionId: body.sessionId, phone: person.phone, telegramId: person.id }
    const told = await Promise.all([shop.url, other.url].map((url) => again(url, '/telegram/contact', contact)))
    expect(told.map((answer) => answer.body)).toEqual([{ status: 'contact_received' }, { status: 'contact_received' }])
    const { body: sent } = await eventually(async () => {
      const answer = await again(other.url, '/auth/telegram/check-status', { sessionId: body.sessionId })
      expect(answer.body.status).toBe('code_sent')
      return answer
    })
    const guess = { phone: person.phone, code: newestCode(person), method: 'telegram' }
    const urls = Array.from({ length: 20 }, (_, n) => (n % 2 ? shop.url : other.url))
    const answers = await Promise.all(urls.map((url) => new Browser(url).post('/auth/verify', guess)))
    const opened = answers.filter(({ status }) => status === 200)
    expect(opened.map((answer) => answer.body.data.customerId)).toEqual([sent.customerId])
  })

  test('make one account of two registrations of one person, each verified elsewhere (C6, X1)', async () => {
    const username = `anna_${Date.now()}`
    const person = await met(shop.person({ username, languageCode: 'ru' }))
    const form = { name: 'Анна', password: 'Test1234', verificationMethod: 'telegram', telegramUsername: username }
    const phones = [newPhone(), newPhone()]
    for (const phone of phones) {
      expect((await again(shop.url, '/auth/register', { ...form, phone })).status).toBe(201)
      await person.waitFor(/: \d{6}/)
      person.say('/language')
    }
    const codes = person.chat().flatMap((message) => (/: \d{6}/.test(message.text) ? [readCode(message)] : []))
    const answers = await Promise.all(
      phones.map((phone, n) =>
        again([shop.url, other.url][n] ?? '', '/auth/verify', { phone, code: codes[n], method: 'telegram' }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers[0]?.body.data.customerId).toBe(answers[1]?.body.data.customerId)
  })
})
