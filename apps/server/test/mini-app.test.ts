import { sign, signData } from '@tma.js/init-data-node'
import { type Phone, readTypedPhone } from '@vitrina/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CustomerId, findCustomer } from '#identity'
import { admitCustomer } from '#own-account'
import { ensureFresh, findCustomerBySession, readAccessToken, type SessionId } from '#sessions'
import { insertOrTouchChat, updateChat } from '#telegram'
import { attachChatContact, attachSignedContact } from '../src/modules/telegram-sign-in/attach-contact.ts'
import { endExpectation, expectContact, isContactExpected } from '../src/modules/telegram-sign-in/expect-contact.ts'
import { telegramKeys } from '../src/modules/telegram-sign-in/init-data.ts'
import { signInMiniApp } from '../src/modules/telegram-sign-in/sign-in-mini-app.ts'
import { newPhone } from './made-up.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

const TOKEN = '7000000001:a-token-of-a-bot'
const keys = telegramKeys(TOKEN, 'prod')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

let people = 6_000_000_000
const newUser = (overrides: object = {}) => ({ id: people++, first_name: 'Анна', last_name: 'Соколова', ...overrides })
type User = ReturnType<typeof newUser>

/** What Telegram gives the page of somebody who opens it so long ago; no two openings are alike. */
let openings = 0
const initDataOf = (user: object, ageMs = 0) =>
  sign({ user, query_id: `q${openings++}` } as never, TOKEN, new Date(on.ctx.now().getTime() - ageMs))

const enter = (initData: string, locale: 'ru' | 'en' = 'en') =>
  signInMiniApp(on.ctx, { initData, locale, device }, { ...on.ports, telegramKeys: keys })

const refused = (code: string) => expect.objectContaining({ code: `telegram_sign_in.${code}` })

describe('who opens the Mini App (E3)', () => {
  test('is signed in without a question; a newcomer has an account, without a phone', async () => {
    const user = newUser({ username: 'anna_s', language_code: 'uz' })
    const { session, refreshToken } = await enter(initDataOf(user))
    expect(session.customer).toMatchObject({
      name: 'Анна Соколова',
      locale: 'uz',
      phone: null,
      telegramUsername: 'anna_s',
      telegramLinked: true,
      status: 'verified',
    })
    const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken)
    const found = claims && (await findCustomerBySession(on.ctx.db, claims.sessionId, on.ctx.now()))
    expect(found).toMatchObject({ telegramId: user.id })
    expect(JSON.parse(atob(session.accessToken.split('.')[1] ?? ''))).toMatchObject({ amr: ['tg'] })
    expect(refreshToken).toMatch(/^[\w-]{43}$/)
    expect(await on.takeJobs('identity.customer-registered')).toHaveLength(1)
  })

  test('comes to their one account, however often and whatever they are called by then (X1)', async () => {
    const user = newUser()
    const first = await enter(initDataOf(user))
    const again = await enter(initDataOf({ ...user, first_name: 'Другая', username: 'renamed' }))
    expect(again.session.customer).toMatchObject({
      customerId: first.session.customer.customerId,
      name: 'Анна Соколова',
      telegramUsername: 'renamed',
    })
  })

  test('comes to the account that they registered on the site', async () => {
    const proof = newProof()
    const customer = await admitCustomer(on.ctx, proof, newClaim({ name: 'С сайта' }))
    const { session } = await enter(initDataOf(newUser({ id: proof.telegramId })))
    expect(session.customer).toMatchObject({ customerId: customer.id, name: 'С сайта', phone: proof.phone })
  })

  test.each([
    [{ first_name: 'A', last_name: undefined }, 'ru', 'Покупатель'],
    [{ first_name: '🌸🌸', last_name: undefined }, 'en', 'Customer'],
    [{ first_name: 'Я'.repeat(64), last_name: 'Ю'.repeat(64) }, 'ru', 'Я'.repeat(64)],
    [{ first_name: 'A', last_name: 'Li' }, 'en', 'A Li'],
    [{ first_name: '\u202eanna', last_name: 'Li' }, 'en', 'Li'],
  ] as const)('is called by what of %j is a name', async (names, locale, name) => {
    expect((await enter(initDataOf(newUser(names)), locale)).session.customer.name).toBe(name)
  })

  test('is spoken to in the language chosen in the bot, else that of their Telegram, else that of the request', async () => {
    const user = newUser({ language_code: 'en-GB' })
    expect((await enter(initDataOf(user), 'ru')).session.customer.locale).toBe('en')
    expect((await enter(initDataOf(newUser({ language_code: 'fr' })), 'ru')).session.customer.locale).toBe('ru')
    const other = newUser({ language_code: 'en' })
    await insertOrTouchChat(on.ctx.db, { id: other.id, languageCode: 'en', username: undefined }, on.ctx.now())
    await updateChat(on.ctx.db, other.id, { locale: 'uz' })
    expect((await enter(initDataOf(other), 'ru')).session.customer.locale).toBe('uz')
  })
})

describe('init data (S13, T13)', () => {
  test.each([
    ['of another bot', (user: User) => sign({ user } as never, '7000000002:another', new Date())],
    ['with somebody else put in', (user: User) => initDataOf(user).replace(String(user.id), '5500000101')],
    ['without a person', () => sign({ query_id: 'q' } as never, TOKEN, on.ctx.now())],
    ['of a bot', (user: User) => initDataOf({ ...user, is_bot: true })],
    ['of an id that nobody can have', (user: User) => initDataOf({ ...user, id: 2 ** 53 })],
    ['that is none', () => 'user=1'],
  ])('%s is refused', async (_, make) => {
    await expect(enter(make(newUser()))).rejects.toEqual(refused('rejected'))
  })

  test('signs a newcomer in for an hour, and whoever has an account for a day', async () => {
    const [known, newcomer] = [newUser(), newUser()]
    await enter(initDataOf(known))
    await expect(enter(initDataOf(newcomer, HOUR + 1))).rejects.toEqual(refused('stale'))
    await expect(enter(initDataOf(newcomer, HOUR))).resolves.toBeDefined()
    await expect(enter(initDataOf(known, HOUR + 1))).resolves.toBeDefined()
    await expect(enter(initDataOf(known, DAY))).resolves.toBeDefined()
    await expect(enter(initDataOf(known, DAY + 1000))).rejects.toEqual(refused('stale'))
  })

  test('from the future is refused, past what clocks may differ by', async () => {
    await expect(enter(initDataOf(newUser(), -30_000))).resolves.toBeDefined()
    await expect(enter(initDataOf(newUser(), -31_000))).rejects.toEqual(refused('stale'))
  })

  test('signs in once, for as long as it could be used', async () => {
    const user = newUser()
    const initData = initDataOf(user)
    await enter(initData)
    await expect(enter(initData)).rejects.toEqual(refused('used'))
    await expect(enter(initData.split('&').reverse().join('&'))).rejects.toEqual(refused('used'))
    on.ctx.advance(DAY)
    await expect(enter(initData)).rejects.toEqual(refused('used'))
    on.ctx.advance(1001)
    await expect(enter(initData)).rejects.toEqual(refused('stale'))
  })

  test('signs in once although twenty come with it at once (S13, S15)', async () => {
    const initData = initDataOf(newUser())
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => enter(initData)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('makes a session as fresh as it is itself, not as the moment it comes (S13)', async () => {
    const known = newUser()
    await enter(initDataOf(known))
    for (const [ageMs, isFresh] of [
      [10 * MINUTE - 1000, true],
      [10 * MINUTE + 1000, false],
      [DAY - 1000, false],
      [-30_000, true],
    ] as const) {
      const { session } = await enter(initDataOf(known, ageMs))
      const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken)
      const asked = ensureFresh(on.ctx, claims?.sessionId as SessionId)
      if (isFresh) await expect(asked, String(ageMs)).resolves.toBeUndefined()
      else await expect(asked, String(ageMs)).rejects.toMatchObject({ code: 'identity.step_up_required' })
      const provenSeconds = Math.floor((on.ctx.now().getTime() - Math.max(ageMs, 0)) / 1000)
      expect(JSON.parse(atob(session.accessToken.split('.')[1] ?? '')).auth_time).toBe(provenSeconds)
    }
  })

  test('that was refused as too old has used nothing up', async () => {
    const user = newUser()
    const initData = initDataOf(user, HOUR + 1)
    await expect(enter(initData)).rejects.toEqual(refused('stale'))
    await enter(initDataOf(user))
    await expect(enter(initData)).resolves.toBeDefined()
  })
})

/** What `requestContact` answers the page. */
function contactOf(user: { id: number }, phone: string, { ageMs = 0, token = TOKEN } = {}): string {
  const contact = JSON.stringify({ user_id: user.id, phone_number: phone, first_name: 'Анна' })
  const auth_date = String(Math.floor((on.ctx.now().getTime() - ageMs) / 1000))
  const lines = `auth_date=${auth_date}\ncontact=${contact}`
  return String(new URLSearchParams({ contact, auth_date, hash: signData(lines, token) }))
}

async function signedIn() {
  const user = newUser()
  const { session } = await enter(initDataOf(user))
  return { user, customerId: session.customer.customerId as CustomerId }
}

const attach = (customerId: CustomerId, contact: string) =>
  attachSignedContact(on.ctx, { customerId, contact, device }, { telegramKeys: keys })

describe('the phone shared in the Mini App', () => {
  test('is theirs and proven, however their Telegram spells it (S4, S6)', async () => {
    const phone = newPhone()
    const spelled = [phone, phone.slice(1), `${phone.slice(0, 2)} (${phone.slice(2, 5)}) ${phone.slice(5)}`]
    for (const spelling of spelled) {
      const { user, customerId } = await signedIn()
      expect(await attach(customerId, contactOf(user, spelling))).toBe(phone)
      expect(await findCustomer(on.ctx.db, customerId)).toMatchObject({ phone, phoneVerifiedAt: on.ctx.now() })
    }
  })

  test('sent twice changes nothing the second time', async () => {
    const { user, customerId } = await signedIn()
    const contact = contactOf(user, newPhone())
    expect(await attach(customerId, contact)).toBe(await attach(customerId, contact))
  })

  test('moves from another Telegram’s account, which keeps the rest and is told (S11)', async () => {
    const former = await admitCustomer(on.ctx, newProof(), newClaim({ name: 'Прежний' }))
    const { user, customerId } = await signedIn()
    for (const name of ['identity.phone-lost', 'identity.identifier-added']) await on.takeJobs(name)
    await attach(customerId, contactOf(user, former.phone ?? ''))
    expect(await findCustomer(on.ctx.db, customerId)).toMatchObject({ phone: former.phone, name: 'Анна Соколова' })
    const after = await findCustomer(on.ctx.db, former.id)
    expect(after).toMatchObject({ phone: null, telegramId: former.telegramId, name: 'Прежний' })
    expect(await on.takeJobs('identity.phone-lost')).toMatchObject([{ customerId: former.id }])
    expect(await on.takeJobs('identity.identifier-added')).toMatchObject([{ customerId, phone: true, telegram: false }])
  })

  test.each([
    ['of somebody else', (user: User) => contactOf({ id: user.id + 1 }, newPhone())],
    ['not signed by Telegram', (user: User) => contactOf(user, newPhone(), { token: '7000000002:another' })],
    ['shared more than ten minutes ago', (user: User) => contactOf(user, newPhone(), { ageMs: 601_000 })],
    ['from the future', (user: User) => contactOf(user, newPhone(), { ageMs: -31_000 })],
    ['that is init data', (user: User) => initDataOf(user)],
    ['without an owner', (user: User) => contactOf({ ...user, id: undefined as never }, newPhone())],
  ])('%s is refused and changes nothing (S5)', async (_, make) => {
    const { user, customerId } = await signedIn()
    await expect(attach(customerId, make(user))).rejects.toEqual(refused('contact_rejected'))
    expect(await findCustomer(on.ctx.db, customerId)).toMatchObject({ phone: null })
  })

  test('that is anonymous is refused with a reason of its own (S6)', async () => {
    const { user, customerId } = await signedIn()
    await expect(attach(customerId, contactOf(user, '+88804567890'))).rejects.toEqual(refused('phone_unusable'))
  })

  test('does not sign in: a contact is no init data', async () => {
    await expect(enter(contactOf(newUser(), newPhone()))).rejects.toEqual(refused('rejected'))
  })

  test('of an account that has no Telegram is nobody’s', async () => {
    const customer = await admitCustomer(on.ctx, newProof({ telegramId: null }), newClaim())
    await expect(attach(customer.id, contactOf(newUser(), newPhone()))).rejects.toEqual(refused('contact_rejected'))
  })
})

describe('the same contact, which Telegram sends to the bot as well', () => {
  test('proves the phone of the account, before the page or after it', async () => {
    const { user, customerId } = await signedIn()
    const phone = readTypedPhone(newPhone()) as Phone
    const input = { telegramId: user.id, username: null, phone }
    expect(await attachChatContact(on.ctx, input)).toBe('attached')
    expect(await attach(customerId, contactOf(user, phone))).toBe(phone)
    expect(await attachChatContact(on.ctx, input)).toBe('attached')
    expect(await findCustomer(on.ctx.db, customerId)).toMatchObject({ phone })
  })

  test('is expected once, for two minutes after it was asked for last (E3)', async () => {
    const { user, customerId } = await signedIn()
    const isExpected = (sentAt = on.ctx.now()) => isContactExpected(on.ctx, { telegramId: user.id, sentAt }, on.ports)
    const ask = () => expectContact(on.ctx, customerId, on.ports)
    expect(await isExpected()).toBe(false)
    await ask()
    on.ctx.advance(MINUTE)
    await ask()
    on.ctx.advance(2 * MINUTE - 1000)
    // However often it is delivered, until it has been answered.
    expect([await isExpected(), await isExpected()]).toEqual([true, true])
    await endExpectation(on.ctx, user.id, on.ports)
    expect(await isExpected()).toBe(false)
    await ask()
    const inTime = new Date(on.ctx.now().getTime() + MINUTE)
    on.ctx.advance(2 * MINUTE + 1000)
    // What was sent in time may come later, when the bot was away.
    expect([await isExpected(), await isExpected(inTime)]).toEqual([false, true])
  })

  test('of somebody without an account makes none, and an anonymous number is none', async () => {
    const { user } = await signedIn()
    const phone = newPhone() as Phone
    expect(await attachChatContact(on.ctx, { telegramId: people++, username: null, phone })).toBe('no_account')
    expect(await attachChatContact(on.ctx, { telegramId: user.id, username: null, phone: null })).toBe('no_phone')
  })
})
