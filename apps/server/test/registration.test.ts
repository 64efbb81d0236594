import type { Phone } from '@vitrina/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findCustomer } from '#identity'
import { admitCustomer, disownPassword } from '#own-account'
import { loginWithPassword } from '#password-sign-in'
import { findCustomerBySession, openSession, readAccessToken } from '#sessions'
import { registerByExternalBot } from '../src/modules/kept-contracts/register-by-external-bot.ts'
import { confirmCode } from '../src/modules/verification-codes/confirm-code.ts'
import { describeVerification, readVerification } from '../src/modules/verifications/read-verification.ts'
import { findVerification } from '../src/modules/verifications/store.ts'
import { newPhone } from './made-up.ts'
import { answer, claim, type Message, type Started, sendCodes, share, start, startToCode } from './registrations.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const statusOf = async ({ id }: Started) => (await findVerification(on.ports.ephemeral, on.ctx, id))?.status
const seen = async ({ id, txn }: Started) =>
  describeVerification(id, await readVerification(on.ctx, { id, txn }, on.ports.ephemeral), on.ctx.now())
const confirm = ({ id, txn, code }: Started & Message) =>
  confirmCode(on.ctx, { id, txn, code, device, address: '127.0.0.1' }, on.ports)
const login = (identifier: string, password: string) =>
  loginWithPassword(on.ctx, { identifier, password, device }, on.ports)
const loginRejected = expect.objectContaining({ code: 'identity.login_rejected' })

describe('the link', () => {
  test('opened by a second Telegram id ends the verification for both (S7)', async () => {
    const registration = await startToCode(on)
    expect(await claim(on, registration, { by: 1 })).toBe('burnt')
    expect(await seen(registration)).toMatchObject({ status: 'denied', passedOn: true })
    await expect(confirm(registration)).rejects.toMatchObject({ code: 'registration.code_rejected' })
    expect(await share(on, registration)).toEqual({ kind: 'no_verification' })
  })

  test('opened by twenty at once is bound to one and then burnt (S7)', async () => {
    const registration = await start(on)
    const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => claim(on, registration, { by: 1000 + n })))
    expect(claims.filter((claimed) => typeof claimed === 'object').length).toBeLessThanOrEqual(1)
    expect(await statusOf(registration)).toBe('denied')
  })

  test('is unknown when it was made up, is over, or has expired: one answer (S7)', async () => {
    const [denied, expired] = [await start(on), await start(on)]
    await claim(on, denied)
    await answer(on, denied, 'not_mine')
    expect(await claim(on, denied)).toBe('unknown')
    expect(await claim(on, { ...denied, start: 'A'.repeat(43) })).toBe('unknown')
    on.ctx.advance(10 * 60_000)
    expect(await claim(on, expired)).toBe('unknown')
  })
})

describe('a registration of contract A', () => {
  const complete = ({ start, phone, telegramId }: Started) =>
    registerByExternalBot(on.ctx, { start, phone, telegramId }, on.ports)

  test('ends after 300 seconds for both bots, and nothing is left of it (A3, A5)', async () => {
    const registration = await start(on, { flow: 'contract_a' })
    on.ctx.advance(299_999)
    expect(await claim(on, registration)).toMatchObject({ id: registration.id })
    on.ctx.advance(1)
    expect(await claim(on, registration)).toBe('unknown')
    expect(await share(on, registration)).toEqual({ kind: 'no_verification' })
    await expect(complete(registration)).rejects.toMatchObject({ code: 'registration.time_is_up' })
    expect(await statusOf(registration)).toBeUndefined()
  })

  test('is spent by its completion: whoever asks later gets the same customer, not another (A7)', async () => {
    const registration = await start(on, { flow: 'contract_a' })
    const { customerId } = await complete(registration)
    on.ctx.advance(3600_000)
    expect(await complete({ ...registration, telegramId: 1 })).toEqual({ customerId })
  })
})

describe('«Was it you?» (X6)', () => {
  test('is answered before a contact is taken', async () => {
    const registration = await start(on)
    await claim(on, registration)
    expect(await share(on, registration)).toMatchObject({ kind: 'unanswered' })
    expect(await sendCodes(on)).toEqual([])
  })

  test('«Not me» ends it for good', async () => {
    const registration = await start(on)
    await claim(on, registration)
    expect(await answer(on, registration, 'not_mine')).toMatchObject({ status: 'denied' })
    // The same update once more, after a crash: the same words.
    expect(await answer(on, registration, 'not_mine')).toMatchObject({ status: 'denied' })
    expect(await seen(registration)).not.toHaveProperty('passedOn')
    expect(await answer(on, registration, 'mine')).toBe('stale')
    expect(await share(on, registration)).toEqual({ kind: 'no_verification' })
  })

  test('is nobody else’s to answer (S22)', async () => {
    const registration = await start(on)
    await claim(on, registration)
    expect(await answer(on, registration, 'not_mine', 1)).toBe('stale')
    expect(await statusOf(registration)).toBe('claimed')
  })
})

describe('another number than the one typed', () => {
  test('is told to the page, ends nothing, and may be followed by the right one (A6)', async () => {
    const registration = await start(on)
    await claim(on, registration)
    await answer(on, registration, 'mine')
    const mismatch = await share(on, { ...registration, phone: newPhone() as Phone })
    expect(mismatch).toEqual({ kind: 'mismatch', claimed: registration.phone })
    expect(await seen(registration)).toMatchObject({ status: 'claimed', mismatch: true })
    expect(await share(on, registration)).toMatchObject({ kind: 'code_due' })
    expect(await seen(registration)).not.toHaveProperty('mismatch')
    await on.takeJobs('registration.send-code')
  })
})

describe('an account', () => {
  test('that exists never takes the password of a registration (S2)', async () => {
    const first = await startToCode(on, { password: 'SecurePass123!' })
    await confirm(first)
    const again = await startToCode(on, { ...first, password: 'Attackers-1' })
    const { session } = await confirm(again)
    expect(session.customer.phone).toBe(first.phone)
    await expect(login(first.phone, 'Attackers-1')).rejects.toEqual(loginRejected)
    await expect(login(first.phone, 'SecurePass123!')).resolves.toBeDefined()
  })

  test('that exists without a password gets none from a registration either (S2)', async () => {
    const first = await startToCode(on)
    await confirm(first)
    await confirm(await startToCode(on, { ...first, password: 'Attackers-1' }))
    await expect(login(first.phone, 'Attackers-1')).rejects.toEqual(loginRejected)
  })

  test('of a recycled phone stays closed to its new owner, who gets one of their own (S11)', async () => {
    const former = await startToCode(on, { password: 'SecurePass123!' })
    const { session: old } = await confirm(former)
    await on.takeJobs('identity.phone-lost')
    const { session: fresh } = await confirm(await startToCode(on, { phone: former.phone }))
    expect(fresh.customer.customerId).not.toBe(old.customer.customerId)
    expect(fresh.customer).toMatchObject({ phone: former.phone, phoneVerified: true })
    const kept = await findCustomer(on.ctx.db, old.customer.customerId as never)
    expect(kept).toMatchObject({ phone: null, phoneVerifiedAt: null, telegramId: former.telegramId })
    expect(await on.takeJobs('identity.phone-lost')).toEqual([
      { customerId: old.customer.customerId, masked: `+7…${former.phone.slice(-2)}`, at: on.ctx.now().toISOString() },
    ])
    await expect(login(former.phone, 'SecurePass123!')).rejects.toEqual(loginRejected)
  })

  test('is one, however many proofs of a person arrive at once (X1)', async () => {
    const proof = newProof()
    const admitted = await Promise.all(Array.from({ length: 10 }, () => admitCustomer(on.ctx, proof, newClaim())))
    expect(new Set(admitted.map(({ id }) => id)).size).toBe(1)
  })

  test('holds a phone alone, however many Telegram ids prove it at once (X1, S11)', async () => {
    const { phone } = newProof()
    const proofs = Array.from({ length: 8 }, () => newProof({ phone }))
    const settled = await Promise.allSettled(proofs.map((proof) => admitCustomer(on.ctx, proof, newClaim())))
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([])
    const holders = await Promise.all(
      settled.map((result) => (result.status === 'fulfilled' ? findCustomer(on.ctx.db, result.value.id) : undefined)),
    )
    expect(holders.filter((holder) => holder?.phone === phone)).toHaveLength(1)
  })
})

describe('«Not me» under the notice of a new password (S2)', () => {
  const PASSWORD = 'SecurePass123!'

  async function withPassword() {
    const passwordHash = await on.ports.hasher.hash(PASSWORD)
    const customer = await admitCustomer(on.ctx, newProof(), newClaim({ passwordHash }))
    const { setAt } = (await on.takeJobs('identity.password-set')).at(-1)
    const press = { customerId: customer.id, setAt: new Date(setAt) }
    return { customer, press }
  }

  test('removes the password and ends every session at once', async () => {
    const { customer, press } = await withPassword()
    const { session } = await openSession(on.ctx, { customer, device, amr: 'pwd' }, on.ports.tokens)
    const claims = await readAccessToken(on.ports.tokens, on.ctx.now(), session.accessToken)
    await disownPassword(on.ctx, press)
    await disownPassword(on.ctx, press)
    await expect(login(String(customer.phone), PASSWORD)).rejects.toEqual(loginRejected)
    expect(claims && (await findCustomerBySession(on.ctx.db, claims.sessionId, on.ctx.now()))).toBeUndefined()
  })

  test.each([
    ['about an earlier password', { setAt: new Date(0) }],
    ['about an account that is not there', { customerId: 2_000_000_000 as never }],
  ])('is refused as stale when %s', async (_, overrides) => {
    const { customer, press } = await withPassword()
    const stale = disownPassword(on.ctx, { ...press, ...overrides })
    await expect(stale).rejects.toMatchObject({ code: 'identity.notice_stale' })
    await expect(login(String(customer.phone), PASSWORD)).resolves.toBeDefined()
  })
})

describe('the 409 of contract A', () => {
  test('is told so many times an address, and past that nothing is looked up (A2, S17)', async () => {
    const taken = await startToCode(on)
    await confirm(taken)
    const ask = (phone: Phone) => start(on, { flow: 'contract_a', phone })
    for (let times = 0; times < 100; times++) {
      await expect(ask(taken.phone)).rejects.toMatchObject({ code: 'registration.phone_taken' })
    }
    await expect(ask(taken.phone)).rejects.toMatchObject({ code: 'platform.too_many_requests' })
    await expect(ask(newPhone() as Phone)).rejects.toMatchObject({ code: 'platform.too_many_requests' })
  })
})
