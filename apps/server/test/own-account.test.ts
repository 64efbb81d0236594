import type { Phone } from '@vitrina/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listActivity, sweepAudit } from '#audit'
import { admitCustomer, takeIdentifiersBack } from '#own-account'
import { loginWithPassword } from '#password-sign-in'
import { transact } from '#platform'
import { endSessions, ensureFresh, findCustomerBySession } from '#sessions'
import { insertClaims } from '../src/modules/identity/contact-claims.ts'
import { updateProfile } from '../src/modules/identity/update-profile.ts'
import { changePassword } from '../src/modules/own-account/change-password.ts'
import { eraseCustomer } from '../src/modules/own-account/erase-customer.ts'
import { exportCustomer, exportIdentity } from '../src/modules/own-account/export-customer.ts'
import { stepUpByPassword } from '../src/modules/own-account/prove-by-password.ts'
import { removeOwnIdentifier } from '../src/modules/own-account/remove-own-identifier.ts'
import { startVerification } from '../src/modules/registration/start-verification.ts'
import { confirmCode } from '../src/modules/verification-codes/confirm-code.ts'
import { attach, byMail, byPhone, newEmail, rowOf, type SignedIn, signedInAs, signInOnceMore } from './accounts.ts'
import { countLockWaits } from './database.ts'
import { eventually } from './eventually.ts'
import { newPhone } from './made-up.ts'
import { sendCodes } from './registrations.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

const OLD = 'SecurePass123!'
const NEXT = 'Сирень-2026'
const MINUTE_MS = 60_000

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const code = (name: string) => expect.objectContaining({ code: name })
const stepUpRequired = code('identity.step_up_required')
const isIn = async ({ sessionId }: SignedIn) =>
  (await findCustomerBySession(on.ctx.db, sessionId, on.ctx.now())) !== undefined
const acts = async ({ customerId }: SignedIn) => (await listActivity(on.ctx, customerId, 50)).map(({ act }) => act)
const withPassword = async () => signedInAs(on, {}, { passwordHash: await on.ports.hasher.hash(OLD) })
const login = (one: SignedIn, password: string) =>
  loginWithPassword(on.ctx, { identifier: String(one.customer.phone), password, device }, on.ports)
const change = (one: SignedIn, next: string, current?: string) =>
  changePassword(on.ctx, { ...one, current, next }, on.ports)

/** Proves an identifier from where somebody is signed in. */
async function prove(one: SignedIn, purpose: 'add_identifier' | 'step_up', email: ReturnType<typeof newEmail>) {
  const typed = { name: null, phone: null, email, telegramUsername: null, password: undefined, locale: 'ru' } as const
  const subject = { customerId: one.customerId, sessionId: one.sessionId }
  const asked = { flow: 'native', method: 'email', purpose, subject, device, address: '127.0.0.1' } as const
  const { id, txn } = await startVerification(on.ctx, { ...asked, ...typed }, on.ports)
  const message = (await sendCodes(on)).at(-1)
  const input = { id, txn, code: String(message?.code), device, address: '127.0.0.1' }
  return confirmCode(on.ctx, input, on.ports)
}

describe('what is dangerous', () => {
  test('is done within ten minutes of a proof, and not a moment later', async () => {
    const one = await signedInAs(on)
    on.ctx.advance(10 * MINUTE_MS)
    await expect(ensureFresh(on.ctx, one.sessionId)).resolves.toBeUndefined()
    on.ctx.advance(1)
    await expect(ensureFresh(on.ctx, one.sessionId)).rejects.toEqual(stepUpRequired)
  })

  test('is done again after the password, in the same session', async () => {
    const one = await withPassword()
    on.ctx.advance(11 * MINUTE_MS)
    await stepUpByPassword(on.ctx, { ...one, password: OLD }, on.ports)
    await expect(ensureFresh(on.ctx, one.sessionId)).resolves.toBeUndefined()
  })

  test('is not done after a wrong password, which is written down and counted (S15)', async () => {
    const one = await withPassword()
    on.ctx.advance(11 * MINUTE_MS)
    const guess = () => stepUpByPassword(on.ctx, { ...one, password: 'wrong guess' }, on.ports)
    await expect(guess()).rejects.toEqual(code('identity.password_rejected'))
    await expect(ensureFresh(on.ctx, one.sessionId)).rejects.toEqual(stepUpRequired)
    expect(await acts(one)).toContain('step_up_failed')
    for (let n = 1; n < 10; n++) await expect(guess()).rejects.toEqual(code('identity.password_rejected'))
    const right = stepUpByPassword(on.ctx, { ...one, password: OLD }, on.ports)
    await expect(right).rejects.toEqual(code('platform.too_many_requests'))
    // Whoever holds the session must not lock the owner out.
    await expect(login(one, OLD)).resolves.toBeDefined()
  })

  test('is done again after a code, in a session that follows the old one', async () => {
    const one = await byMail(on)
    on.ctx.advance(11 * MINUTE_MS)
    const { session } = await prove(one, 'step_up', one.customer.email as never)
    expect(session.customer.customerId).toBe(one.customerId)
    expect(await isIn(one)).toBe(false)
  })

  test('is not done with a code of somebody else’s identifier', async () => {
    const [one, other] = [await byMail(on), await byMail(on)]
    await expect(prove(one, 'step_up', other.customer.email as never)).rejects.toEqual(
      code('registration.proof_of_another'),
    )
    expect(await isIn(one)).toBe(true)
  })
})

describe('an identifier proven by a code', () => {
  test('is attached, and the browser goes on in a new session (X1, S3)', async () => {
    const one = await signedInAs(on)
    const email = newEmail()
    const { session } = await prove(one, 'add_identifier', email)
    expect(session.customer).toMatchObject({ customerId: one.customerId, email, emailVerified: true })
    expect(await isIn(one)).toBe(false)
  })

  test('is not attached when the owner has signed that session out meanwhile (S2)', async () => {
    const one = await signedInAs(on)
    const other = await signInOnceMore(on, one.customer)
    const { signOutOthers } = await import('../src/modules/sessions/end-sessions.ts')
    const email = newEmail()
    await signOutOthers(on.ctx, other, other.sessionId)
    await expect(prove(one, 'add_identifier', email)).rejects.toEqual(code('identity.session_ended'))
    expect((await rowOf(on, one.customerId)).email).toBeNull()
  })
})

describe('a password', () => {
  test('is changed by who knows the one there is; every other session ends, and the owner is told', async () => {
    const one = await withPassword()
    const other = await signInOnceMore(on, one.customer)
    await on.takeJobs('identity.password-set')
    on.ctx.advance(60 * MINUTE_MS)
    await change(one, NEXT, OLD)
    expect([await isIn(one), await isIn(other)]).toEqual([true, false])
    await expect(login(one, OLD)).rejects.toEqual(code('identity.login_rejected'))
    await expect(login(one, NEXT)).resolves.toBeDefined()
    expect(await on.takeJobs('identity.password-set')).toMatchObject([{ customerId: one.customerId }])
    expect(await acts(one)).toContain('password_changed')
  })

  test('is not changed by who guesses', async () => {
    const one = await withPassword()
    await expect(change(one, NEXT, 'wrong guess')).rejects.toEqual(code('identity.password_rejected'))
    await expect(login(one, OLD)).resolves.toBeDefined()
  })

  test('is set without the old one after a fresh code, as when it was forgotten', async () => {
    const one = await withPassword()
    await change(one, NEXT)
    await expect(login(one, NEXT)).resolves.toBeDefined()
  })

  test.each([
    ['a sign-in by that very password', { amr: 'pwd' as const }, 0],
    ['a code of an hour ago', { amr: 'otp' as const }, 60],
  ])('is not set without the old one after %s', async (_, opened, minutes) => {
    const { customer } = await withPassword()
    const one = await signInOnceMore(on, customer, opened)
    on.ctx.advance(minutes * MINUTE_MS)
    await expect(change(one, NEXT)).rejects.toEqual(stepUpRequired)
  })

  test('among the commonest is refused (ASVS 6.2.4)', async () => {
    const one = await signedInAs(on)
    await expect(change(one, 'password123')).rejects.toMatchObject({
      code: 'identity.password_unfit',
      details: { errors: [{ field: 'next', code: 'password_common' }] },
    })
  })

  test('that is what the account is found by is refused, proven or not (ASVS 6.2.11, C4)', async () => {
    const one = await signedInAs(on)
    const email = newEmail()
    await insertClaims(on.ctx.db, one.customerId, { phone: null, email }, on.ctx.now())
    for (const own of [String(one.customer.phone), email.toUpperCase()])
      await expect(change(one, own)).rejects.toMatchObject({
        code: 'identity.password_unfit',
        details: { errors: [{ field: 'next', code: 'password_common' }] },
      })
    // Of somebody else it is a password like any other.
    await expect(change(one, newEmail())).resolves.toBeUndefined()
  })

  test('that became a login later still signs in: it is judged when it is set (ASVS 6.2.11)', async () => {
    const email = newEmail()
    const one = await signedInAs(on, {}, { passwordHash: await on.ports.hasher.hash(email) })
    await attach(on, one, { email })
    await expect(login(one, email)).resolves.toBeDefined()
  })

  test('disowned while the old one was being checked is not set (S2)', async () => {
    const one = await withPassword()
    const { passwordSetAt } = one.customer
    const { disownPassword } = await import('#own-account')
    const hasher = {
      ensureRoom: () => {},
      hash: (password: string) => on.ports.hasher.hash(password),
      verify: async (hash: string | undefined, password: string) => {
        const fits = await on.ports.hasher.verify(hash, password)
        await disownPassword(on.ctx, { customerId: one.customerId, setAt: passwordSetAt as Date })
        return fits
      },
    }
    const changing = changePassword(on.ctx, { ...one, current: OLD, next: NEXT }, { ...on.ports, hasher })
    await expect(changing).rejects.toEqual(code('identity.session_ended'))
    expect((await rowOf(on, one.customerId)).passwordHash).toBeNull()
  })
})

describe('a consent (Y7)', () => {
  test('is written down when it is given and when it is withdrawn, and only then', async () => {
    const one = await signedInAs(on)
    for (const marketing of [false, true, true, false]) await updateProfile(on.ctx, { ...one, marketing })
    expect((await acts(one)).filter((act) => act.startsWith('consent'))).toEqual(['consent_withdrawn', 'consent_given'])
  })

  test('outlives the rest of the log, which is forgotten after two years', async () => {
    const one = await signedInAs(on)
    await updateProfile(on.ctx, { ...one, marketing: true })
    on.ctx.advance(2 * 365 * 24 * 60 * MINUTE_MS + 1)
    await sweepAudit(on.ctx)
    expect(await acts(one)).toEqual(['consent_given'])
  })
})

describe('an export (Y7)', () => {
  test('holds what is held, no hash and no secret', async () => {
    const one = await withPassword()
    const phone = newPhone() as Phone
    await insertClaims(on.ctx.db, one.customerId, { phone: null, email: newEmail() }, on.ctx.now())
    await attach(on, one, { phone })
    const data = await exportCustomer(on.ctx, one, { account: exportIdentity })
    expect(data).toMatchObject({ account: { name: 'Анна', phone, sessions: [{ ...device }] } })
    const text = JSON.stringify(data)
    for (const secret of ['argon2', one.sessionId, 'passwordHash']) expect(text).not.toContain(secret)
    expect(await acts(one)).toContain('exported')
  })
})

describe('a session that is ended at the same moment', () => {
  test.each<[string, (one: SignedIn) => Promise<unknown>]>([
    ['erases nothing', (one) => eraseCustomer(on.ctx, one)],
    ['removes no identifier', (one) => removeOwnIdentifier(on.ctx, { ...one, kind: 'phone' })],
  ])('%s (S2)', async (_, act) => {
    const one = await signedInAs(on)
    const [ended, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const ending = transact(on.ctx, async (ctx) => {
      await endSessions(ctx.db, one.customerId, ctx.now(), { only: one.sessionId })
      ended.resolve()
      await goOn.promise
    })
    await ended.promise
    const acting = act(one)
    const refused = expect(acting).rejects.toEqual(code('identity.session_ended'))
    await Promise.race([acting.catch(() => {}), eventually(ensureSomebodyWaits)])
    goOn.resolve()
    await ending
    await refused
    expect(await rowOf(on, one.customerId)).toEqual(one.customer)
  })
})

async function ensureSomebodyWaits(): Promise<void> {
  expect(await countLockWaits(on.ctx.db)).toBe(1)
}

describe('an erasure (Y7)', () => {
  test('leaves nothing by which anybody could be known or signed in', async () => {
    const one = await signedInAs(on, { email: newEmail() }, { passwordHash: await on.ports.hasher.hash(OLD) })
    await attach(on, one, { phone: newPhone() as Phone })
    await eraseCustomer(on.ctx, one)
    const { customer } = one
    const { rows } = await on.ctx.db.execute<{ row: string }>(`
      select c::text as row from customers c where id = ${one.customerId}
      union all select s::text from sessions s where customer_id = ${one.customerId}
      union all select i::text from identifier_changes i where customer_id = ${one.customerId}
      union all select n::text from contact_claims n where customer_id = ${one.customerId}
      union all select a::text from audit_entries a where customer_id = ${one.customerId}`)
    const text = rows.map(({ row }) => row).join('\n')
    for (const known of [
      customer.name,
      customer.phone,
      customer.email,
      String(customer.telegramId),
      'Firefox',
      '127.0',
    ])
      expect(text).not.toContain(known)
    expect(text).toContain('erased')
    expect(await isIn(one)).toBe(false)
    await expect(login(one, OLD)).rejects.toEqual(code('identity.login_rejected'))
  })

  test('reaches the accounts that were joined into it', async () => {
    const own = await byMail(on)
    const other = await signedInAs(on)
    await attach(on, own, { phone: other.customer.phone })
    await eraseCustomer(on.ctx, own)
    expect(await rowOf(on, other.customerId)).toMatchObject({ name: '', erasedAt: on.ctx.now() })
  })

  test('and «not me» at the same moment do not wait for each other: one of the two is first', async () => {
    for (let n = 0; n < 12; n++) {
      const [other, own] = [await byPhone(on), await byMail(on)]
      await attach(on, own, { phone: other.customer.phone })
      const { actId } = (await on.takeJobs('identity.accounts-joined')).at(-1)
      const [erased, parted] = await Promise.allSettled([
        eraseCustomer(on.ctx, own),
        takeIdentifiersBack(on.ctx, actId),
      ])
      // «Not me» signs out whoever was about to erase.
      expect([erased.status, parted.status].sort()).toEqual(['fulfilled', 'rejected'])
      if (erased.status === 'rejected') expect(erased.reason).toEqual(code('identity.session_ended'))
      if (parted.status === 'rejected') expect(parted.reason).toEqual(code('identity.notice_stale'))
      expect((await rowOf(on, other.customerId)).erasedAt === null).toBe(parted.status === 'fulfilled')
    }
  })

  test('frees the phone for a new account', async () => {
    const one = await signedInAs(on)
    const { phone, telegramId } = one.customer
    await eraseCustomer(on.ctx, one)
    const anew = await admitCustomer(on.ctx, newProof({ phone, telegramId }), newClaim())
    expect(anew).toMatchObject({ phone, telegramId, name: 'Анна' })
    expect(anew.id).not.toBe(one.customerId)
  })

  test('of somebody erased is refused, and attaches nothing to them', async () => {
    const one = await signedInAs(on)
    await eraseCustomer(on.ctx, one)
    await expect(eraseCustomer(on.ctx, one)).rejects.toEqual(code('identity.sign_in_required'))
    await expect(attach(on, one, { email: newEmail() })).rejects.toEqual(code('identity.session_ended'))
  })
})
