import type { Email, Phone, VerificationMethod, VerificationPurpose } from '@vitrina/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId } from '#identity'
import { loginWithPassword } from '#password-sign-in'
import { Limits, MemoryCounters } from '#platform'
import { findClaims } from '../src/modules/identity/contact-claims.ts'
import { type StartVerification, startVerification } from '../src/modules/registration/start-verification.ts'
import { insertOrTouchChat } from '../src/modules/telegram/store.ts'
import { confirmCode } from '../src/modules/verification-codes/confirm-code.ts'
import { makeOfferCode } from '../src/modules/verification-codes/offer-code.ts'
import { resendCode } from '../src/modules/verification-codes/resend-code.ts'
import { findVerification } from '../src/modules/verifications/store.ts'
import { newPhone } from './made-up.ts'
import { answer, claim, sendCodes, share, start as startByContact, startToCode } from './registrations.ts'
import { device, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

let mailboxes = 0
const newEmail = () => `person${mailboxes++}@shop.example` as Email
let addresses = 0
let chats = 0

interface Typed extends Partial<StartVerification> {
  method: VerificationMethod
  purpose?: VerificationPurpose
}

function start(typed: Typed) {
  const input: StartVerification = {
    flow: 'native',
    purpose: 'register',
    subject: null,
    name: 'Анна',
    phone: null,
    email: null,
    telegramUsername: null,
    password: undefined,
    locale: 'ru',
    device,
    address: `10.0.0.${addresses++}`,
    ...typed,
  }
  return startVerification(on.ctx, input, on.ports)
}

/** Starts, reads the code where it was sent, and types it. */
async function signIn(typed: Typed) {
  const { id, txn } = await start(typed)
  const [message] = await sendCodes(on)
  if (!message) throw new Error('no code was sent')
  const input = { id, txn, code: message.code, device, address: '127.0.0.1' }
  return (await confirmCode(on.ctx, input, on.ports)).session.customer
}

/** Sends a code into the chat of a username that the bot knows, without its being opened. */
async function offered(typed: { telegramUsername: string; address: string }) {
  const started = await start({ method: 'telegram_code', ...typed })
  const [id, username] = [9_200_000_000 + chats++, typed.telegramUsername]
  await insertOrTouchChat(on.ctx.db, { id, languageCode: 'ru', username }, on.ctx.now())
  const lookup = { findUsername: async () => ({ username }) }
  const handle = makeOfferCode(on.ctx, { ...on.ports, lookup })
  await handle({ verificationId: started.id }, { retryCount: 0, signal: AbortSignal.abort() })
  await sendCodes(on)
  return started
}

const login = (identifier: string, password: string) =>
  loginWithPassword(on.ctx, { identifier, password, device }, on.ports)

const claims = (id: number) => findClaims(on.ctx.db, id as CustomerId)

describe('a code by mail', () => {
  test('makes an account of the mailbox, and finds it the next time (X1, C1)', async () => {
    const email = newEmail()
    const made = await signIn({ method: 'email', email })
    expect(made).toMatchObject({ name: 'Анна', email, emailVerified: true, phone: null })
    const found = await signIn({ method: 'email', email, name: 'Борис' })
    expect(found).toEqual(made)
  })

  test('gives a new account without a name a plain word (X2)', async () => {
    expect(await signIn({ method: 'email', email: newEmail(), name: null, locale: 'uz' })).toMatchObject({
      name: 'Xaridor',
    })
  })

  test('never puts the typed password on an account that was there (S2)', async () => {
    const email = newEmail()
    await signIn({ method: 'email', email, password: 'Сирень-2026' })
    await signIn({ method: 'email', email, password: 'Чужой-пароль-1' })
    await expect(login(email, 'Сирень-2026')).resolves.toBeDefined()
    await expect(login(email, 'Чужой-пароль-1')).rejects.toMatchObject({ code: 'identity.login_rejected' })
  })

  test('leaves the phone typed beside it a login name, and no more (C4)', async () => {
    const [email, phone] = [newEmail(), newPhone() as Phone]
    const made = await signIn({ method: 'email', email, phone, password: 'Сирень-2026' })
    expect(made).toMatchObject({ phone: null, phoneVerified: false })
    expect((await login(phone, 'Сирень-2026')).session.customer).toEqual(made)
    expect((await login(email, 'Сирень-2026')).session.customer).toEqual(made)
  })

  test('is counted against the mailbox and the address it is asked from (S16)', async () => {
    const email = newEmail()
    for (let n = 0; n < 5; n++) await start({ method: 'email', email })
    await expect(start({ method: 'email', email })).rejects.toMatchObject({ kind: 'limited' })
    const address = '10.9.9.9'
    for (let n = 0; n < 20; n++) await start({ method: 'email', email: newEmail(), address })
    await expect(start({ method: 'email', email: newEmail(), address })).rejects.toMatchObject({ kind: 'limited' })
    await sendCodes(on)
  })

  test('and every further one against that address too, in whichever process (S16)', async () => {
    const address = '10.9.9.10'
    const begun = []
    for (let n = 0; n < 12; n++) begun.push(await start({ method: 'email', email: newEmail(), address }))
    await sendCodes(on)
    on.ctx.advance(60_000)
    const elsewhere = { ...on.ports, flood: new Limits(new MemoryCounters()) }
    const again = await Promise.allSettled(
      begun.map(({ id, txn }) => resendCode(on.ctx, { id, txn, address }, elsewhere)),
    )
    expect(again.filter(({ status }) => status === 'fulfilled')).toHaveLength(8)
    await sendCodes(on)
  })
})

describe('a login name that nobody has proven', () => {
  test('ends when somebody proves it, and opens nothing of its claimant’s any more (C4, S12)', async () => {
    const [email, phone] = [newEmail(), newPhone() as Phone]
    const claimant = await signIn({ method: 'email', email, phone, password: 'Сирень-2026' })
    const owner = await signIn({ method: 'sms', phone })
    expect(owner.customerId).not.toBe(claimant.customerId)
    expect(owner).toMatchObject({ phone, phoneVerified: true, email: null })
    await expect(login(phone, 'Сирень-2026')).rejects.toMatchObject({ code: 'identity.login_rejected' })
    await expect(login(email, 'Сирень-2026')).resolves.toBeDefined()
    expect(await claims(claimant.customerId)).toEqual({ phone: null, email: null })
  })

  test('claimed by two opens each with its own password (C6)', async () => {
    const phone = newPhone() as Phone
    const [one, other] = [newEmail(), newEmail()]
    const first = await signIn({ method: 'email', email: one, phone, password: 'Первый-пароль-1' })
    const second = await signIn({ method: 'email', email: other, phone, password: 'Второй-пароль-2' })
    expect((await login(phone, 'Первый-пароль-1')).session.customer).toEqual(first)
    expect((await login(phone, 'Второй-пароль-2')).session.customer).toEqual(second)
  })

  test('is refused to whoever claims what another has proven', async () => {
    const phone = newPhone() as Phone
    await signIn({ method: 'sms', phone })
    const late = await signIn({ method: 'email', email: newEmail(), phone, password: 'Сирень-2026' })
    expect(await claims(late.customerId)).toEqual({ phone: null, email: null })
    await expect(login(phone, 'Сирень-2026')).rejects.toMatchObject({ code: 'identity.login_rejected' })
  })
})

describe('a code by SMS', () => {
  test('opens the account whose phone a contact had proven (X1)', async () => {
    const { id, txn, code, phone } = await startToCode(on)
    const opened = await confirmCode(on.ctx, { id, txn, code, device, address: '127.0.0.1' }, on.ports)
    const found = await signIn({ method: 'sms', phone })
    expect(found.customerId).toBe(opened.session.customer.customerId)
  })

  test('and a contact afterwards are one account, with both (X1)', async () => {
    const phone = newPhone() as Phone
    const bySms = await signIn({ method: 'sms', phone })
    const { id, txn, code } = await startToCode(on, { phone })
    const opened = await confirmCode(on.ctx, { id, txn, code, device, address: '127.0.0.1' }, on.ports)
    expect(opened.session.customer).toMatchObject({ customerId: bySms.customerId, telegramLinked: true })
  })
})

describe('a new password for an account', () => {
  test('is not offered to whom it does not exist: nothing is sent, and the page says the same (S17)', async () => {
    const known = newEmail()
    await signIn({ method: 'email', email: known })
    const states = []
    for (const email of [known, newEmail()]) {
      const { id } = await start({ method: 'email', email, purpose: 'reset_password' })
      const sent = await sendCodes(on)
      states.push({ sent: sent.length, status: (await findVerification(on.ports.ephemeral, on.ctx, id))?.status })
    }
    expect(states).toEqual([
      { sent: 1, status: 'code_sent' },
      { sent: 0, status: 'code_sent' },
    ])
  })

  test('signs its owner in by the code', async () => {
    const email = newEmail()
    const made = await signIn({ method: 'email', email })
    expect(await signIn({ method: 'email', email, purpose: 'reset_password' })).toEqual(made)
  })
})

describe('a code to a username', () => {
  test('is written into twenty chats an hour at the wish of one address, and nobody is refused (S16)', async () => {
    await on.takeJobs('registration.offer-code')
    const address = '10.9.9.11'
    for (let n = 0; n < 22; n++) await start({ method: 'telegram_code', telegramUsername: `someone_${n}`, address })
    expect(await on.takeJobs('registration.offer-code')).toHaveLength(20)
  })

  test('and every further one into a chat that has not come for it, against that address too (S16)', async () => {
    const address = '10.9.9.12'
    const begun = []
    for (let n = 0; n < 12; n++) begun.push(await offered({ telegramUsername: `guest_${n}`, address }))
    on.ctx.advance(60_000)
    const again = await Promise.allSettled(
      begun.map(({ id, txn }) => resendCode(on.ctx, { id, txn, address }, on.ports)),
    )
    expect(again.filter(({ status }) => status === 'fulfilled')).toHaveLength(8)
    await sendCodes(on)
  })

  test('is for whoever has that name now, and for nobody else (S10)', async () => {
    const started = await start({ method: 'telegram_code', telegramUsername: 'anna' })
    const by = (username: string | null, telegramId: number) =>
      claim(on, { ...started, telegramId, phone: newPhone() as Phone }, { username })
    expect(await by('boris', 9_100_000_001)).toBe('other_name')
    expect(await by(null, 9_100_000_002)).toBe('other_name')
    expect(await by('Anna', 9_100_000_003)).toMatchObject({ verification: { status: 'claimed' } })
    // Bound to the id: the name may be handed on, and does not open it again (S7).
    expect(await by('anna', 9_100_000_004)).toBe('burnt')
  })
})

describe('by name only', () => {
  test('whatever number the contact has is proven, and an anonymous one is none (S6)', async () => {
    for (const phone of [newPhone() as Phone, null]) {
      const started = { ...(await startByContact(on, { method: 'telegram_name' })), phone: phone as Phone }
      await claim(on, started)
      await answer(on, started, 'mine')
      const received = await share(on, started)
      expect(received.kind).toBe('code_due')
      const [message] = await sendCodes(on)
      const input = { id: started.id, txn: started.txn, code: message?.code ?? '', device, address: '127.0.0.1' }
      const { session } = await confirmCode(on.ctx, input, on.ports)
      expect(session.customer).toMatchObject({ telegramLinked: true, phone })
    }
  })
})
