import { type Email, locales, maskEmail, maskPhone, type Phone } from '@vitrina/contract'
import { noticeWords } from '@vitrina/contract/words/notices'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listActivity, seenBefore } from '#audit'
import {
  type NoticePorts,
  sayFarewell,
  tellAccountsJoined,
  tellClaimIgnored,
  tellEmailLost,
  tellIdentifierAdded,
  tellIdentifierRemoved,
  tellNewDevice,
  tellPasskeyAdded,
  tellPasswordSet,
  tellPasswordUnkept,
  tellPhoneLost,
  tellTokenReused,
} from '#notices'
import { loginWithPassword } from '#password-sign-in'
import type { Delivery } from '#platform'
import { findCustomerBySession } from '#sessions'
import { removeIdentifier } from '../src/modules/identity/identifiers.ts'
import type { NoticeId } from '../src/modules/notices/model.ts'
import { sweepNotices } from '../src/modules/notices/sweep.ts'
import { readNotice, undoNotice } from '../src/modules/notices/undo-notice.ts'
import { changePassword } from '../src/modules/own-account/change-password.ts'
import { eraseCustomer } from '../src/modules/own-account/erase-customer.ts'
import { addPasskey } from '../src/modules/passkeys/add-passkey.ts'
import { requestPasskey } from '../src/modules/passkeys/request-passkey.ts'
import { listPasskeys } from '../src/modules/passkeys/store.ts'
import { attach, byMail, newEmail, rowOf, type SignedIn, signedInAs, signInOnceMore } from './accounts.ts'
import { newPhone } from './made-up.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'
import { lettersOf, SHOP, saidIn, secretOf } from './told.ts'
import { device, type UseCases, useCases } from './use-cases.ts'

const PASSWORD = 'SecurePass123!'
const DAY_MS = 24 * 3600_000
const abroad = { browser: 'Chrome', system: 'Windows', network: '203.0.*.*' }
const stale = expect.objectContaining({ code: 'identity.notice_stale' })
const EVENTS = [
  'password-set',
  'new-device-seen',
  'identifier-added',
  'identifier-removed',
  'accounts-joined',
  'customer-erased',
]

let on: UseCases
let ports: NoticePorts
beforeAll(async () => {
  on = await useCases()
  ports = { shop: SHOP, pepper: on.ports.pepper, writesLetters: true }
})
afterAll(() => on.close())
beforeEach(async () => {
  await on.takeJobs('passkeys.added')
  for (const event of EVENTS) await on.takeJobs(`identity.${event}`)
  await said()
  await on.takeJobs('notices.send-letter')
})

const last = async (event: string) => (await on.takeJobs(`identity.${event}`)).at(-1)
const isIn = async ({ sessionId }: SignedIn) =>
  (await findCustomerBySession(on.ctx.db, sessionId, on.ctx.now())) !== undefined

const said = () => saidIn(on)
const lettersSent = (outcome?: Delivery) => lettersOf(on, outcome)

test('an address is told in the chat so that Telegram makes no link of it, nor of its domain', async () => {
  const own = await signedInAs(on)
  const email = newEmail()
  await attach(on, own, { telegramId: null, phone: null, email })
  await tellIdentifierAdded(on.ctx, ports)(await last('identifier-added'), run)
  const [notice] = await said()
  const masked = maskEmail(email)
  expect(notice?.text.replaceAll('\u2060', '')).toContain(masked)
  expect(notice?.text).not.toContain(masked)
  expect(notice?.text).not.toMatch(/[.@]\p{L}/u)
  const [letter] = await lettersSent()
  expect(JSON.stringify(letter)).toContain(masked)
})

describe('a sign-in from a new device', () => {
  test('is told, the very first and a known one are not', async () => {
    const own = await signedInAs(on)
    await signInOnceMore(on, own.customer)
    expect(await on.takeJobs('identity.new-device-seen')).toEqual([])
    const thief = await signInOnceMore(on, own.customer, { device: abroad })
    expect(await on.takeJobs('identity.new-device-seen')).toEqual([
      { customerId: own.customerId, sessionId: thief.sessionId, device: abroad },
    ])
  })

  test('is new again after ninety days away', async () => {
    const own = await signedInAs(on)
    await signInOnceMore(on, own.customer, { device: abroad })
    on.ctx.advance(89 * DAY_MS)
    await on.takeJobs('identity.new-device-seen')
    await signInOnceMore(on, own.customer)
    expect(await on.takeJobs('identity.new-device-seen')).toEqual([])
    on.ctx.advance(91 * DAY_MS)
    await signInOnceMore(on, own.customer)
    expect(await on.takeJobs('identity.new-device-seen')).toHaveLength(1)
  })

  test('is none when a browser that says nothing of itself comes back', async () => {
    const own = await signedInAs(on)
    const silent = { browser: null, system: null, network: '198.51.*.*' }
    await signInOnceMore(on, own.customer, { device: silent })
    await on.takeJobs('identity.new-device-seen')
    await signInOnceMore(on, own.customer, { device: silent })
    expect(await on.takeJobs('identity.new-device-seen')).toEqual([])
  })

  test('is found out by an index, however often its owner has been here', async () => {
    const { customerId } = await signedInAs(on)
    await on.ctx.db.execute(sql`
      insert into audit_entries (customer_id, actor_kind, act, details, browser, system, network, at)
      select ${customerId}, 'customer', 'signed_in', '{}', 'Chrome', 'Windows', '203.' || nth || '.*.*', now()
      from generate_series(1, 3000) nth`)
    await on.ctx.db.execute(sql`analyze audit_entries`)
    const given = {
      customerId: sql`${customerId}::int`,
      browser: sql`'Chrome'`,
      system: sql`'Windows'`,
      network: sql`'203.0.*.*'`,
      at: sql`now()`,
    }
    const { rows } = await on.ctx.db.execute(sql`explain select ${seenBefore(given).known}`)
    expect(JSON.stringify(rows)).toMatch(/audit_entries_device_idx.*Index Cond[^"]*browser[^"]*network/)
  })

  test('«not me» ends it and all others, and removes the password that was used (S2)', async () => {
    const passwordHash = await on.ports.hasher.hash(PASSWORD)
    const own = await signedInAs(on, {}, { passwordHash })
    const thief = await signInOnceMore(on, own.customer, { amr: 'pwd', device: abroad })
    await tellNewDevice(on.ctx, ports)(await last('new-device-seen'), run)
    const [notice] = await said()
    expect(notice?.text).toContain('Chrome, Windows')
    await undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy: Number(own.customer.telegramId) })
    expect([await isIn(own), await isIn(thief)]).toEqual([false, false])
    const login = { identifier: String(own.customer.phone), password: PASSWORD, device }
    await expect(loginWithPassword(on.ctx, login, on.ports)).rejects.toMatchObject({ code: 'identity.login_rejected' })
  })

  test('«not me» removes a password that was set since: it may be the thief’s (S2)', async () => {
    const passwordHash = await on.ports.hasher.hash(PASSWORD)
    const own = await signedInAs(on, {}, { passwordHash })
    const thief = await signInOnceMore(on, own.customer, { amr: 'pwd', device: abroad })
    await tellNewDevice(on.ctx, ports)(await last('new-device-seen'), run)
    const [notice] = await said()
    on.ctx.advance(60_000)
    const next = 'Чужой-пароль-1'
    await changePassword(on.ctx, { ...thief, current: PASSWORD, next }, on.ports)
    await undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy: Number(own.customer.telegramId) })
    const login = { identifier: String(own.customer.phone), password: next, device: abroad }
    await expect(loginWithPassword(on.ctx, login, on.ports)).rejects.toMatchObject({ code: 'identity.login_rejected' })
  })

  test('«not me» leaves a password that was not used', async () => {
    const passwordHash = await on.ports.hasher.hash(PASSWORD)
    const own = await signedInAs(on, {}, { passwordHash })
    await signInOnceMore(on, own.customer, { device: abroad })
    await tellNewDevice(on.ctx, ports)(await last('new-device-seen'), run)
    const [notice] = await said()
    await undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy: Number(own.customer.telegramId) })
    expect((await rowOf(on, own.customerId)).passwordHash).toBe(passwordHash)
  })
})

const run = { retryCount: 0, signal: AbortSignal.abort() }

/** Somebody with a mailbox and a chat who has just been told of a new password. */
async function toldOfPassword() {
  const passwordHash = await on.ports.hasher.hash(PASSWORD)
  const own = await signedInAs(on, { email: newEmail() }, { passwordHash })
  const event = await last('password-set')
  await tellPasswordSet(on.ctx, ports)(event, run)
  const [notice] = await said()
  if (!notice) throw new Error('nothing was said')
  return { own, event, ...notice }
}

describe('a notice', () => {
  test('told twice by the queue is said once', async () => {
    const { event } = await toldOfPassword()
    await tellPasswordSet(on.ctx, ports)(event, run)
    expect(await said()).toEqual([])
    expect(await lettersSent()).toHaveLength(1)
  })

  test.each([
    ['a phone that is another’s now', tellPhoneLost, { masked: '+7…11' }, { letters: 1 }],
    ['an address that is another’s now', tellEmailLost, { masked: 'a…@shop.example' }, { letters: 1 }],
    ['two passwords of which neither is kept', tellPasswordUnkept, {}, { letters: 1 }],
    ['what was typed and not taken', tellClaimIgnored, {}, { letters: 0 }],
  ])('of %s, which nothing undoes, is said once too', async (_, tell, told, { letters }) => {
    const { customerId, customer } = await signedInAs(on, { email: newEmail() })
    const event = { customerId, ...told, at: on.ctx.now().toISOString() } as never
    await tell(on.ctx, ports)(event, run)
    on.ctx.advance(60_000)
    await tell(on.ctx, ports)(event, run)
    expect(await said()).toMatchObject([{ chatId: customer.telegramId, id: undefined }])
    expect(await lettersSent()).toHaveLength(letters)
    await tell(on.ctx, ports)({ ...(event as object), at: on.ctx.now().toISOString() } as never, run)
    expect(await said()).toHaveLength(1)
    await on.takeJobs('notices.send-letter')
    const { rows } = await on.ctx.db.execute(`select id from security_notices where customer_id = ${customerId}`)
    const undoing = undoNotice(on.ctx, { id: rows[0]?.id as NoticeId, pressedBy: Number(customer.telegramId) })
    await expect(undoing).rejects.toEqual(stale)
  })

  test('pressed by somebody else, unknown or after a week is stale (S22)', async () => {
    const { id, chatId, own } = await toldOfPassword()
    await expect(undoNotice(on.ctx, { id, pressedBy: chatId + 1 })).rejects.toEqual(stale)
    await expect(undoNotice(on.ctx, { id: 'A'.repeat(22) as NoticeId, pressedBy: chatId })).rejects.toEqual(stale)
    await expect(undoNotice(on.ctx, { secret: id })).rejects.toEqual(stale)
    on.ctx.advance(7 * DAY_MS + 1)
    await expect(undoNotice(on.ctx, { id, pressedBy: chatId })).rejects.toEqual(stale)
    expect((await rowOf(on, own.customerId)).passwordHash).not.toBeNull()
  })

  test('undone twice, and twice at once, is undone once', async () => {
    const own = await signedInAs(on)
    await signInOnceMore(on, own.customer, { device: abroad })
    await tellNewDevice(on.ctx, ports)(await last('new-device-seen'), run)
    const [notice] = await said()
    const press = () => undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy: Number(own.customer.telegramId) })
    await Promise.all([press(), press()])
    const after = await signInOnceMore(on, await rowOf(on, own.customerId))
    await press()
    expect(await isIn(after)).toBe(true)
  })

  test('of a password that has changed since is stale, and stays unused', async () => {
    const { id, chatId, own } = await toldOfPassword()
    const { updateCustomer } = await import('../src/modules/identity/store.ts')
    on.ctx.advance(1_000)
    await updateCustomer(on.ctx.db, own.customerId, { passwordHash: 'another', passwordSetAt: on.ctx.now() })
    await expect(undoNotice(on.ctx, { id, pressedBy: chatId })).rejects.toEqual(stale)
    expect((await rowOf(on, own.customerId)).passwordHash).toBe('another')
  })

  test('is forgotten after a week, and with the account', async () => {
    const [first, second] = [await toldOfPassword(), await toldOfPassword()]
    await eraseCustomer(on.ctx, first.own)
    await sayFarewell(on.ctx, ports)(await last('customer-erased'), run)
    await expect(undoNotice(on.ctx, { id: first.id, pressedBy: first.chatId })).rejects.toEqual(stale)
    on.ctx.advance(7 * DAY_MS + 1)
    await sweepNotices(on.ctx)
    const ids = `('${first.own.customerId}', '${second.own.customerId}')`
    const { rows } = await on.ctx.db.execute(`select id from security_notices where customer_id in ${ids}`)
    expect(rows).toEqual([])
  })
})

describe('a letter', () => {
  test('carries a link whose secret rests nowhere, the same at every try (S18)', async () => {
    const { own } = await toldOfPassword()
    const due = await on.takeJobs('notices.send-letter')
    await on.ctx.jobs.send(on.ctx.db, 'notices.send-letter', due[0])
    await on.ctx.jobs.send(on.ctx.db, 'notices.send-letter', due[0])
    const [first, second] = await lettersSent()
    expect(first).toEqual(second)
    expect(first).toMatchObject({
      to: own.customer.email,
      locale: 'ru',
      title: noticeWords.ru.kinds.password_set.title,
    })
    const { rows } = await on.ctx.db.execute('select n::text as row from security_notices n')
    expect(JSON.stringify([rows, due])).not.toContain(secretOf(first))
  })

  test('leads to what is shown first and done at one press', async () => {
    const { own } = await toldOfPassword()
    const [letter] = await lettersSent()
    const secret = secretOf(letter)
    expect(await readNotice(on.ctx, secret)).toMatchObject({ kind: 'password_set', usedAt: null })
    expect((await rowOf(on, own.customerId)).passwordHash).not.toBeNull()
    await undoNotice(on.ctx, { secret })
    expect((await rowOf(on, own.customerId)).passwordHash).toBeNull()
    expect(await readNotice(on.ctx, secret)).toMatchObject({ usedAt: on.ctx.now() })
  })

  test('is not sent once it was undone in the bot', async () => {
    const { id, chatId } = await toldOfPassword()
    await undoNotice(on.ctx, { id, pressedBy: chatId })
    expect(await lettersSent()).toEqual([])
  })

  test('that still waits is not sent to whoever was erased meanwhile (Y7)', async () => {
    const own = await byMail(on)
    await tellPhoneLost(on.ctx, ports)({ customerId: own.customerId, masked: '+7…11', at: '' }, run)
    await eraseCustomer(on.ctx, own)
    expect(await lettersSent()).toEqual([])
  })

  test('whose fate is unknown is tried three times more, one refused never', async () => {
    await toldOfPassword()
    for (let tries = 1; tries <= 4; tries++) expect(await lettersSent({ outcome: 'doubtful' })).toHaveLength(1)
    expect(await lettersSent()).toEqual([])
    await toldOfPassword()
    await lettersSent({ outcome: 'refused', blocked: false, description: 'no' })
    expect(await lettersSent()).toEqual([])
  })

  test('is put on no way where there is no mail server', async () => {
    const own = await byMail(on)
    const event = { customerId: own.customerId, sessionId: own.sessionId, device }
    await tellTokenReused(on.ctx, { ...ports, writesLetters: false })(event, run)
    expect(await on.takeJobs('notices.send-letter')).toEqual([])
  })
})

const party = { id: 'shop.example', origin: SHOP.publicUrl, name: SHOP.name }

/** Makes a passkey in a session. Out: its id. */
async function makePasskey(owner: SignedIn): Promise<string> {
  const passkeyPorts = { ...on.ports, party }
  const options = await requestPasskey(on.ctx, owner, passkeyPorts)
  const response = new SoftwareAuthenticator(party.origin).create(options)
  return (await addPasskey(on.ctx, { ...owner, response, device: owner.device }, passkeyPorts)).id
}
const passkeysOf = async ({ customerId }: SignedIn) => (await listPasskeys(on.ctx.db, customerId)).map(({ id }) => id)

/** An owner with a passkey, and a thief who signed in by the password and made one, too. */
async function withThief() {
  const passwordHash = await on.ports.hasher.hash(PASSWORD)
  const own = await signedInAs(on, { email: newEmail() }, { passwordHash })
  const kept = await makePasskey(own)
  on.ctx.advance(60_000)
  const thief = await signInOnceMore(on, own.customer, { amr: 'pwd', device: abroad })
  await makePasskey(thief)
  return { own, thief, kept, pressedBy: Number(own.customer.telegramId) }
}

describe('«not me» leaves a thief no passkey', () => {
  test('when it is said of the sign-in', async () => {
    const { own, kept, pressedBy } = await withThief()
    await tellNewDevice(on.ctx, ports)(await last('new-device-seen'), run)
    const [notice] = await said()
    await undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy })
    expect(await passkeysOf(own)).toEqual([kept])
  })

  test('when it is said of the passkey, and no password that opened the door to it', async () => {
    const { own, thief, kept, pressedBy } = await withThief()
    const made = (await on.takeJobs('passkeys.added')).at(-1)
    await tellPasskeyAdded(on.ctx, ports)(made, run)
    await tellPasskeyAdded(on.ctx, ports)(made, run)
    const [notice, ...more] = await said()
    expect(more).toEqual([])
    expect(notice?.text).toContain(noticeWords.ru.kinds.passkey_added.title)
    await undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy })
    expect(await passkeysOf(own)).toEqual([kept])
    expect([await isIn(own), await isIn(thief)]).toEqual([false, false])
    expect((await rowOf(on, own.customerId)).passwordHash).toBeNull()
  })

  test('when it is said of another address, or of a sign-in that was copied', async () => {
    const first = await withThief()
    await attach(on, first.thief, { email: newEmail() })
    await makePasskey(first.thief)
    await tellIdentifierAdded(on.ctx, ports)(await last('identifier-added'), run)
    const [changed] = await said()
    await undoNotice(on.ctx, { id: changed?.id as NoticeId, pressedBy: first.pressedBy })
    expect(await passkeysOf(first.own)).toEqual([first.kept])

    const second = await withThief()
    await tellTokenReused(on.ctx, ports)({ ...second.thief, device: abroad }, run)
    const [copied] = await said()
    await undoNotice(on.ctx, { id: copied?.id as NoticeId, pressedBy: second.pressedBy })
    expect(await passkeysOf(second.own)).toEqual([second.kept])
  })

  test('that is finished after the session has ended', async () => {
    const { own, thief, kept, pressedBy } = await withThief()
    const options = await requestPasskey(on.ctx, thief, { ...on.ports, party })
    await tellNewDevice(on.ctx, ports)(await last('new-device-seen'), run)
    const [notice] = await said()
    await undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy })
    const response = new SoftwareAuthenticator(party.origin).create(options)
    const adding = addPasskey(on.ctx, { ...thief, response, device: abroad }, { ...on.ports, party })
    await expect(adding).rejects.toMatchObject({ code: 'identity.sign_in_required' })
    expect(await passkeysOf(own)).toEqual([kept])
  })
})

describe('a change of identifiers', () => {
  test('of the address is told at the old one too, which can take it back', async () => {
    const own = await byMail(on)
    const { email } = own.customer
    const next = newEmail()
    await attach(on, own, { email: next })
    await tellIdentifierAdded(on.ctx, ports)(await last('identifier-added'), run)
    const letters = await lettersSent()
    expect(letters.map(({ to }) => to).sort()).toEqual([String(email), next].sort())
    await undoNotice(on.ctx, { secret: secretOf(letters.find(({ to }) => to === email)) })
    expect(await rowOf(on, own.customerId)).toMatchObject({ email })
    expect(await isIn(own)).toBe(false)
  })

  test('that unlinks a Telegram is told in its chat, and taken back there', async () => {
    const own = await signedInAs(on)
    const { telegramId, phone } = own.customer
    await removeIdentifier(on.ctx, { ...own, kind: 'telegram' })
    await tellIdentifierRemoved(on.ctx, ports)(await last('identifier-removed'), run)
    const [notice] = await said()
    expect(notice?.chatId).toBe(telegramId)
    await undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy: Number(telegramId) })
    expect(await rowOf(on, own.customerId)).toMatchObject({ telegramId, phone })
  })

  test.each(locales)('says in %s what was replaced and by what, in the bot and by mail', async (locale) => {
    const own = await signedInAs(on, { email: newEmail() }, { locale })
    const { phone: was } = own.customer
    const phone = newPhone() as Phone
    await attach(on, own, { phone })
    await tellIdentifierAdded(on.ctx, ports)(await last('identifier-added'), run)
    const { identifiers, instead } = noticeWords[locale]
    const replaced = instead(`${identifiers.phone} ${maskPhone(phone)}`, maskPhone(was as Phone))
    const [inChat] = await said()
    const [letter] = await lettersSent()
    for (const text of [inChat?.text, letter?.paragraphs.join()]) expect(text).toContain(replaced)
    const [entry] = await listActivity(on.ctx, own.customerId, 1)
    expect(entry?.details).toEqual({ kind: 'phone', value: maskPhone(phone), was: maskPhone(was as Phone) })
  })

  test('names no full phone or address (X8)', async () => {
    const own = await signedInAs(on)
    const phone = newPhone() as Phone
    await attach(on, own, { phone })
    await tellIdentifierAdded(on.ctx, ports)(await last('identifier-added'), run)
    const [notice] = await said()
    expect(notice?.text).toContain(phone.slice(-2))
    expect(notice?.text).not.toContain(phone.slice(2))
  })

  test('that joins two accounts is told to both, and either can part them', async () => {
    const own = await byMail(on)
    const other = await signedInAs(on, { email: newEmail() })
    await attach(on, own, { phone: other.customer.phone })
    await tellAccountsJoined(on.ctx, ports)(await last('accounts-joined'), run)
    const [notice] = await said()
    const letters = await lettersSent()
    expect(notice?.chatId).toBe(other.customer.telegramId)
    expect(notice?.text).toContain(`телефон ${maskPhone(other.customer.phone as Phone)}, Telegram`)
    expect(letters.map(({ to }) => to as Email).sort()).toEqual(
      [own.customer.email, other.customer.email].sort() as Email[],
    )
    await undoNotice(on.ctx, { id: notice?.id as NoticeId, pressedBy: Number(other.customer.telegramId) })
    expect(await rowOf(on, other.customerId)).toMatchObject({
      ...{ joinedInto: null, phone: other.customer.phone, telegramId: other.customer.telegramId },
    })
    expect(await rowOf(on, own.customerId)).toMatchObject({ phone: null, telegramId: null })
  })

  test('that joins two accounts says what opens neither any more (X1, X8)', async () => {
    const own = await signedInAs(on)
    const mine = String(own.customer.phone)
    const other = await signedInAs(on, { telegramId: null, email: newEmail() })
    await attach(on, own, { email: other.customer.email })
    await tellAccountsJoined(on.ctx, ports)(await last('accounts-joined'), run)
    const { phone } = other.customer
    const left = `Больше не подходит для входа: телефон ${maskPhone(phone as Phone)}.`
    const [inChat] = await said()
    const letters = (await lettersSent()).map(({ paragraphs }) => paragraphs.join())
    expect(letters).not.toEqual([])
    for (const text of [inChat?.text, ...letters]) {
      expect(text).toContain(left)
      expect(text).not.toContain(phone)
    }
    expect(await rowOf(on, own.customerId)).toMatchObject({ phone: mine })
  })
})

test('the farewell goes to where the person could be reached until they were erased (Y7)', async () => {
  const own = await signedInAs(on, { email: newEmail() })
  await eraseCustomer(on.ctx, own)
  const event = await last('customer-erased')
  await sayFarewell(on.ctx, ports)(event, run)
  await sayFarewell(on.ctx, ports)(event, run)
  expect(await said()).toMatchObject([{ chatId: own.customer.telegramId, text: expect.stringContaining('удал') }])
  expect(await lettersSent()).toMatchObject([{ to: own.customer.email, title: noticeWords.ru.kinds.erased.title }])
})
