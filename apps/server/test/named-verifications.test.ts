import type { Email, Phone } from '@vitrina/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId } from '#identity'
import { type Ctx, sweepExpired } from '#platform'
import { confirmByName } from '../src/modules/kept-contracts/confirm-by-name.ts'
import { issueCodeForBot } from '../src/modules/kept-contracts/issue-code-for-bot.ts'
import { readContactStatus } from '../src/modules/kept-contracts/read-contact-status.ts'
import { takeContactFromBot } from '../src/modules/kept-contracts/take-contact-from-bot.ts'
import { eraseCustomer } from '../src/modules/own-account/erase-customer.ts'
import { claimVerification } from '../src/modules/registration/claim-verification.ts'
import { startVerification } from '../src/modules/registration/start-verification.ts'
import { insertOrTouchChat } from '../src/modules/telegram/store.ts'
import { confirmCode } from '../src/modules/verification-codes/confirm-code.ts'
import { makeOfferCode } from '../src/modules/verification-codes/offer-code.ts'
import type { VerificationId } from '../src/modules/verifications/model.ts'
import { findNamed, nameOf, nameOfUsername } from '../src/modules/verifications/named-verifications.ts'
import { findVerification } from '../src/modules/verifications/store.ts'
import { rowOf, signInOnceMore } from './accounts.ts'
import { newPhone } from './made-up.ts'
import { sendCodes, startToCode } from './registrations.ts'
import { device, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

let names = 0
const newName = () => `maria_${names++}`
const run = { retryCount: 0, signal: new AbortController().signal }
const typed = {
  name: 'Мария',
  phone: null,
  email: null,
  telegramUsername: null,
  password: undefined,
  locale: 'ru',
} as const
const asked = { purpose: 'register', subject: null, device, address: '127.0.0.1' } as const

const startB = () =>
  startVerification(on.ctx, { flow: 'contract_b', method: 'telegram_name', ...asked, ...typed }, on.ports)
const startC = (email: string) => {
  const from = { address: email, email: email as Email }
  const input = { flow: 'contract_c', method: 'email', ...asked, ...typed, ...from } as const
  return startVerification(on.ctx, input, on.ports)
}
const startByUsername = (telegramUsername: string) => {
  const input = { flow: 'contract_c', method: 'telegram_code', ...asked, ...typed, telegramUsername } as const
  return startVerification(on.ctx, input, on.ports)
}

let people = 9_000_000_000
const contact = (start: string, overrides: { phone?: Phone; telegramId?: number } = {}) => {
  const { phone = newPhone() as Phone, telegramId = people++ } = overrides
  return { start, telegramId, username: 'maria', contact: { phone, anonymous: null } }
}
const take = (input: ReturnType<typeof contact>, ctx: Ctx = on.ctx) => takeContactFromBot(ctx, input, on.ports)
const verificationOf = (id: VerificationId) => findVerification(on.ports.ephemeral, on.ctx, id)

/** A context in which nothing can be enqueued: the process was killed before it. */
const killedBefore = (job: string): Ctx => ({
  ...on.ctx,
  jobs: {
    ...on.ctx.jobs,
    send: (db, name, ...rest) => {
      if (name === job) throw new Error('killed')
      return on.ctx.jobs.send(db, name, ...rest)
    },
  },
})

describe('a name', () => {
  test('keeps the latest ten of twenty that begin at once, and each of them once', async () => {
    const username = newName()
    await Promise.allSettled(Array.from({ length: 20 }, () => startByUsername(username)))
    const found = await findNamed(on.ctx, nameOfUsername(username), on.ports)
    expect(found).toHaveLength(10)
    expect(new Set(found.map(({ id }) => id)).size).toBe(10)
    await on.takeJobs('registration.offer-code')
  })

  test('leads to nothing that is over', async () => {
    const email = `anna${newName()}@shop.example`
    await startC(email)
    expect(await findNamed(on.ctx, nameOf('email', email), on.ports)).toHaveLength(1)
    expect(await findNamed(on.ctx, nameOf('sms', email), on.ports)).toEqual([])
    on.ctx.advance(10 * 60_000)
    expect(await findNamed(on.ctx, nameOf('email', email), on.ports)).toEqual([])
    await on.takeJobs('registration.send-code')
  })

  test('is a username in any letters', async () => {
    const username = newName()
    const { id } = await startByUsername(username)
    const found = await findNamed(on.ctx, nameOfUsername(username.toUpperCase()), on.ports)
    expect(found.map((named) => named.id)).toEqual([id])
  })
})

describe('a session of contract B', () => {
  test('expires after ten minutes, and nobody has to ask (B5)', async () => {
    const { start } = await startB()
    expect(await readContactStatus(on.ctx, start, on.ports)).toEqual({ status: 'pending' })
    on.ctx.advance(10 * 60_000 - 1)
    expect(await readContactStatus(on.ctx, start, on.ports)).toEqual({ status: 'pending' })
    on.ctx.advance(1)
    const gone = expect.objectContaining({ code: 'registration.time_is_up' })
    await expect(readContactStatus(on.ctx, start, on.ports)).rejects.toEqual(gone)
    await expect(take(contact(start))).rejects.toEqual(gone)
  })

  test('leaves nothing behind, though nobody ever asks for it again (B5)', async () => {
    await startB()
    const left = async () => (await on.ctx.db.execute(`select key from ephemeral where key like 'verification:%'`)).rows
    expect((await left()).length).toBeGreaterThan(0)
    on.ctx.advance(3600_000)
    await sweepExpired(on.ctx)
    expect(await left()).toEqual([])
  })

  test('is received before its code is sent, and names nobody until then (B2)', async () => {
    const { start } = await startB()
    await take(contact(start))
    expect(await readContactStatus(on.ctx, start, on.ports)).toEqual({ status: 'contact_received' })
    await sendCodes(on)
    expect(await readContactStatus(on.ctx, start, on.ports)).toMatchObject({
      status: 'code_sent',
      customerId: expect.any(Number),
    })
  })

  describe('beside others of the same person', () => {
    /** Two sessions of one person, both with their codes. */
    async function twoOf() {
      const [phone, telegramId] = [newPhone() as Phone, people++]
      const sessions = [await startB(), await startB()]
      for (const { start } of sessions) await take(contact(start, { phone, telegramId }))
      const codes = await sendCodes(on)
      return { phone, telegramId, sessions, codes: codes.map(({ code }) => code) }
    }
    const promisedOf = async ({ start }: { start: string }) => {
      const status = await readContactStatus(on.ctx, start, on.ports)
      return 'customerId' in status ? status.customerId : undefined
    }
    const confirm = (phone: Phone, code = '') =>
      confirmByName(on.ctx, { channel: 'telegram', identifier: phone, code, device, address: phone }, on.ports)

    test('promises one id, and it is the account’s (B2, B4)', async () => {
      const { phone, sessions, codes } = await twoOf()
      const promised = await Promise.all(sessions.map(promisedOf))
      expect(promised[0]).toBe(promised[1])
      const opened = await confirm(phone, codes[0])
      expect(opened.session.customer.customerId).toBe(promised[0])
      expect((await Promise.allSettled(sessions.map(promisedOf))).at(1)).toMatchObject({ value: promised[0] })
      expect((await confirm(phone, codes[1])).session.customer.customerId).toBe(promised[0])
    })

    test('is promised one id though both contacts come at once (B2)', async () => {
      const [phone, telegramId] = [newPhone() as Phone, people++]
      const sessions = [await startB(), await startB(), await startB()]
      await Promise.all(sessions.map(({ start }) => take(contact(start, { phone, telegramId }))))
      await sendCodes(on)
      expect(new Set(await Promise.all(sessions.map(promisedOf))).size).toBe(1)
    })

    test('names the account that a registration on our own site made meanwhile (B2, X1)', async () => {
      const { phone, telegramId, sessions } = await twoOf()
      const [promised] = await Promise.all(sessions.map(promisedOf))
      const { id, txn, code } = await startToCode(on, { phone, telegramId })
      const opened = await confirmCode(on.ctx, { id, txn, code, device, address: phone }, on.ports)
      expect(opened.session.customer.customerId).toBe(promised)
    })

    test('opens a new account when the one it was promised to is erased meanwhile (Y7)', async () => {
      const { phone, sessions, codes } = await twoOf()
      const promised = await promisedOf(sessions[1] as { start: string })
      const { session } = await confirm(phone, codes[0])
      const customer = await rowOf(on, session.customer.customerId as CustomerId)
      await eraseCustomer(on.ctx, await signInOnceMore(on, customer))
      const again = await confirm(phone, codes[1])
      expect(again.session.customer.customerId).not.toBe(promised)
    })
  })

  test('killed between the contact and the code gets it when the bot comes again (B3)', async () => {
    const { start } = await startB()
    const input = contact(start)
    await expect(take(input, killedBefore('registration.send-code'))).rejects.toThrow('killed')
    expect(await sendCodes(on)).toEqual([])
    await take(input)
    expect(await sendCodes(on)).toHaveLength(1)
    await take(input)
    expect(await sendCodes(on)).toEqual([])
  })

  test('of twenty contacts at once takes one; all others are told so (B3)', async () => {
    const { start, id } = await startB()
    const contacts = Array.from({ length: 20 }, () => contact(start))
    const results = await Promise.allSettled(contacts.map((each) => take(each)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const won = contacts[results.findIndex(({ status }) => status === 'fulfilled')]
    expect((await verificationOf(id))?.telegram?.id).toBe(won?.telegramId)
    await sendCodes(on)
  })
})

describe('a code for a username', () => {
  const lookup = (usernames: Record<number, string | null>) => ({
    findUsername: async (chatId: number) => {
      const username = usernames[chatId]
      return username === undefined ? ('away' as const) : { username }
    },
  })
  async function met(username: string): Promise<number> {
    const id = people++
    await insertOrTouchChat(on.ctx.db, { id, languageCode: 'ru', username }, on.ctx.now())
    return id
  }
  const offer = (usernames: Record<number, string | null>, ctx: Ctx = on.ctx) =>
    makeOfferCode(ctx, { ...on.ports, lookup: lookup(usernames) })

  test('killed between its chat and the code is sent when the job comes again (C9)', async () => {
    const username = newName()
    const chatId = await met(username)
    const { id } = await startByUsername(username)
    const data = { verificationId: id }
    const killed = offer({ [chatId]: username }, killedBefore('registration.send-code'))
    await expect(killed(data, run)).rejects.toThrow('killed')
    await offer({ [chatId]: username })(data, run)
    expect(await on.takeJobs('registration.send-code')).toEqual([{ verificationId: id, nth: 1 }])
  })

  test('waits while Telegram cannot say who has the name, and is nobody’s when it was handed on (S10)', async () => {
    const username = newName()
    const chatId = await met(username)
    const { id } = await startByUsername(username)
    await expect(offer({})({ verificationId: id }, run)).rejects.toThrow('Telegram cannot be asked')
    await offer({ [chatId]: 'somebody_else' })({ verificationId: id }, run)
    expect(await on.takeJobs('registration.send-code')).toEqual([])
    expect((await verificationOf(id))?.telegram).toBeNull()
  })

  test('goes into a chat five times an hour, however many are offered at once (S16)', async () => {
    const username = newName()
    const chatId = await met(username)
    const begun = await Promise.all(Array.from({ length: 8 }, () => startByUsername(username)))
    const handle = offer({ [chatId]: username })
    await Promise.all(begun.map(({ id }) => handle({ verificationId: id }, run)))
    expect(await sendCodes(on)).toHaveLength(5)
    await on.takeJobs('registration.offer-code')
  })

  test('that its person has opened meanwhile is not sent before they have answered (X6)', async () => {
    const username = newName()
    const chatId = await met(username)
    const { id, start } = await startByUsername(username)
    await claimVerification(on.ctx, { start, telegramId: chatId, username }, on.ports)
    await offer({ [chatId]: username })({ verificationId: id }, run)
    expect(await on.takeJobs('registration.send-code')).toEqual([])
  })

  test('goes to whoever was last seen with the name, and not to a chat that blocked the bot', async () => {
    const username = newName()
    const former = await met(username)
    on.ctx.advance(1000)
    const holder = await met(username)
    const { id } = await startByUsername(username)
    await offer({ [former]: username, [holder]: username })({ verificationId: id }, run)
    expect((await verificationOf(id))?.telegram?.id).toBe(holder)
    await sendCodes(on)
  })

  test('read by an external bot is bound to the chat, also beside one that our own bot sent (C5)', async () => {
    const username = newName()
    const chatId = await met(username)
    const { id } = await startByUsername(username)
    await offer({ [chatId]: username })({ verificationId: id }, run)
    await sendCodes(on)
    await issueCodeForBot(on.ctx, username, { ...on.ports, lookup: lookup({ [chatId]: username }) })
    const verification = await verificationOf(id)
    expect(verification).toMatchObject({ status: 'code_sent', telegram: { id: chatId }, sent: 2, delivered: 2 })
  })

  test('read by an external bot is not voided by the one that was on its way into the chat (C5)', async () => {
    const username = newName()
    const chatId = await met(username)
    const { id } = await startByUsername(username)
    await offer({ [chatId]: username })({ verificationId: id }, run)
    await issueCodeForBot(on.ctx, username, { ...on.ports, lookup: lookup({ [chatId]: username }) })
    const before = await verificationOf(id)
    expect(await sendCodes(on)).toEqual([])
    expect((await verificationOf(id))?.code).toEqual(before?.code)
  })

  test('cannot be read while Telegram is away (C5)', async () => {
    const username = newName()
    await met(username)
    await startByUsername(username)
    const reading = issueCodeForBot(on.ctx, username, { ...on.ports, lookup: lookup({}) })
    await expect(reading).rejects.toMatchObject({ code: 'registration.bot_unknown', kind: 'unavailable' })
  })
})
