import { startSimulator } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { openShop, readCode, type Shop } from '../harness.ts'
import { SENDER } from '../mail/letters.ts'

let shop: Shop
beforeAll(async () => {
  const simulator = await startSimulator({ limits: false })
  shop = await openShop({ mail: { url: simulator.mail.url, from: SENDER } }, simulator)
})
afterAll(() => shop.close())

let people = 0
const newEmail = () => `anna.${people++}@shop.example`
async function start(email: string, more: Record<string, unknown> = {}) {
  const browser = shop.browser({ 'accept-language': 'ru' })
  const { status, body } = await browser.post('/api/auth/verifications', { method: 'email', email, ...more })
  return { browser, status, body, state: async () => (await browser.get(`/api/auth/verifications/${body.id}`)).body }
}

const letters = (email: string) => shop.simulator.mail.letters(email)
const newestCode = (email: string) => readCode({ text: letters(email)[0]?.text ?? '' } as never)

describe('registering by mail (C1, C7)', () => {
  test('a code comes in the language of the page and signs in', async () => {
    const email = newEmail()
    const { browser, body, state } = await start(email, { name: 'Анна' })
    expect(body).toMatchObject({ method: 'email', status: 'pending' })
    expect(body).not.toHaveProperty('telegramLink')
    await eventually(async () => expect(await state()).toMatchObject({ status: 'code_sent' }))
    expect((await state()).sentTo).not.toContain(email)
    expect(letters(email)).toMatchObject([{ subject: expect.stringMatching(/[а-я]/) }])

    const code = newestCode(email)
    const session = await browser.post(`/api/auth/verifications/${body.id}/code`, { code })
    expect(session.body.customer).toMatchObject({ name: 'Анна', email, emailVerified: true, phone: null })
    const again = await browser.post(`/api/auth/verifications/${body.id}/code`, { code })
    expect(again.status).toBe(401)
  })

  test('the letter says from where the code was asked for, and when, so that its reader can refuse (X6)', async () => {
    const email = newEmail()
    const browser = shop.browser({
      'accept-language': 'uz',
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0',
    })
    await browser.post('/api/auth/verifications', { method: 'email', email, locale: 'uz' })
    await eventually(() => expect(letters(email)).toHaveLength(1))
    expect(letters(email)[0]?.text).toMatch(/kirilmoqda: Chrome, Windows, .*\d\d:\d\d/)
    expect(letters(email)[0]?.html).toContain('Chrome, Windows, ')
  })

  test('a page that is loaded again learns at once what it waits for, and where the code goes', async () => {
    const { body, state } = await start(newEmail())
    expect(body.sentTo).toMatch(/^a…\d@shop\.example$/)
    expect(await state()).toMatchObject({ method: 'email', sentTo: body.sentTo })
  })

  test('opens the account of the mailbox the next time, whoever’s browser it is (X1)', async () => {
    const email = newEmail()
    const ids = []
    for (let n = 0; n < 2; n++) {
      const { browser, body } = await start(email)
      await eventually(() => expect(letters(email)).toHaveLength(n + 1))
      const code = newestCode(email)
      const session = await eventually(async () => {
        const answer = await browser.post(`/api/auth/verifications/${body.id}/code`, { code })
        expect(answer.status).toBe(200)
        return answer
      })
      ids.push(session.body.customer.customerId)
    }
    expect(ids[0]).toBe(ids[1])
  })

  test('waits for a mail server that is away, and says no more than is true meanwhile (Y4)', async () => {
    const email = newEmail()
    shop.simulator.mail.faults.add({ kind: 'down' }, { times: 1_000 })
    const { state } = await start(email)
    const tried = `select 1 from jobs.job where name = 'registration.send-code' and retry_count > 0 and state = 'retry'`
    await eventually(async () => expect((await shop.database.db.execute(tried)).rows).toHaveLength(1))
    expect(await state()).toMatchObject({ status: 'pending' })
    expect(await state()).not.toHaveProperty('codeRefused')
    shop.simulator.mail.faults.clear()
    await eventually(async () => expect(await state()).toMatchObject({ status: 'code_sent' }))
    expect(letters(email)).toHaveLength(1)
  })

  test('tells of a mailbox that takes nothing, and when the next letter may be asked for', async () => {
    const email = newEmail()
    shop.simulator.mail.faults.add({ kind: 'refuse' }, { times: 1 })
    const { state, browser, body } = await start(email)
    await eventually(async () => expect(await state()).toMatchObject({ status: 'pending', codeRefused: true }))
    const resent = await browser.post(`/api/auth/verifications/${body.id}/resend`)
    expect([resent.status, resent.body.code]).toEqual([429, 'registration.resend_too_soon'])
    expect(new Date((await state()).resendAt).getTime() - Date.now()).toBeGreaterThan(50_000)
  })

  test('a lost answer of the mail server: the newest code is the one that fits (S18)', async () => {
    const email = newEmail()
    shop.simulator.mail.faults.add({ kind: 'drop-after' }, { times: 1 })
    const { browser, body } = await start(email)
    await eventually(() => expect(letters(email).length).toBeGreaterThanOrEqual(2))
    const code = newestCode(email)
    await eventually(async () => {
      const session = await browser.post(`/api/auth/verifications/${body.id}/code`, { code })
      expect(session.status).toBe(200)
    })
  })

  test('without a mail server is refused by name, not silently (C8)', async () => {
    const bare = await shop.openAnother({ mail: undefined })
    const answer = await fetch(`${bare.url}/api/auth/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: 'email', email: newEmail() }),
    })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'registration.email_unavailable' })
    const config = (await (await fetch(`${bare.url}/api/config`)).json()) as { methods: string[] }
    expect(config.methods).not.toContain('email')
  })
})
