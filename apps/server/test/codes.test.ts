import type { Email, Phone } from '@vitrina/contract'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { admitCustomer } from '#own-account'
import { type Delivery, type Ephemeral, storeUnavailable } from '#platform'
import { startVerification } from '../src/modules/registration/start-verification.ts'
import { confirmCode, confirmReturn } from '../src/modules/verification-codes/confirm-code.ts'
import { makeSendCode, sendCode } from '../src/modules/verification-codes/jobs.ts'
import { resendCode } from '../src/modules/verification-codes/resend-code.ts'
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
afterEach(() => {
  vi.useRealTimers()
})

const rejected = expect.objectContaining({ code: 'registration.code_rejected' })
const returnRejected = expect.objectContaining({ code: 'registration.return_rejected' })
const limited = expect.objectContaining({ code: 'platform.too_many_requests' })

// Everybody from an address of their own, unless told otherwise.
const confirm = (
  { id, txn, code }: Started & Message,
  overrides: { txn?: string | undefined; code?: string; address?: string } = {},
) => confirmCode(on.ctx, { id, txn, code, device, address: id, ...overrides }, on.ports)
const comeBack = (by: Started & Message, overrides: { txn?: string | undefined; secret?: string } = {}) =>
  confirmReturn(on.ctx, { id: by.id, txn: by.txn, secret: by.secret, device, ...overrides }, on.ports)
const address = '127.0.0.1'
const resend = ({ id, txn }: Started) => resendCode(on.ctx, { id, txn, address }, on.ports)
const startReset = (email: Email) => {
  const asked = { flow: 'native', method: 'email', purpose: 'reset_password', subject: null } as const
  const typed = { name: null, phone: null, email, telegramUsername: null, password: undefined, locale: 'ru' } as const
  return startVerification(on.ctx, { ...asked, ...typed, device, address: email }, on.ports)
}
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const attemptsLeft = async ({ id }: Started) =>
  (await findVerification(on.ports.ephemeral, on.ctx, id))?.code?.attemptsLeft

describe('a wrong code', () => {
  test('says how many tries are left, to the browser that asked for it alone (S15)', async () => {
    const registration = await startToCode(on)
    const code = wrong(registration.code)
    for (const left of [4, 3]) {
      await expect(confirm(registration, { code })).rejects.toMatchObject({ details: { attemptsLeft: left } })
    }
    await expect(confirm(registration, { code, txn: 'A'.repeat(43) })).rejects.toMatchObject({ details: {} })
  })

  test('for a new password says nothing of that: without an account there is no code to try (S17)', async () => {
    const refusals = []
    for (const email of ['tried@shop.example', 'untried@shop.example'] as Email[]) {
      if (email.startsWith('tried')) {
        await admitCustomer(on.ctx, newProof({ email, telegramId: null, phone: null }), newClaim())
      }
      const started = await startReset(email)
      const [message] = await sendCodes(on)
      const code = message ? wrong(message.code) : '000000'
      const input = { id: started.id, txn: started.txn, code, device, address: email }
      refusals.push(await confirmCode(on.ctx, input, on.ports).catch(({ code, details }) => ({ code, details })))
    }
    expect(refusals[0]).toEqual({ code: 'registration.code_rejected', details: {} })
    expect(refusals[1]).toEqual(refusals[0])
  })
})

describe('a code typed where there is none', () => {
  test('counts against the address alone, so that no stranger locks an owner out (S15)', async () => {
    const registration = await startToCode(on)
    const blind = { txn: 'A'.repeat(43), address: '203.0.113.9' }
    for (let times = 0; times < 30; times++) await expect(confirm(registration, blind)).rejects.toEqual(rejected)
    await expect(confirm(registration, blind)).rejects.toEqual(limited)
    await expect(confirm(registration)).resolves.toBeDefined()
  })

  test('counts in the browser that started it too, before a code was sent and after it was spent (S15)', async () => {
    const early = { ...(await start(on)), code: '000000', secret: '' }
    const spent = await startToCode(on)
    const address = '203.0.113.10'
    for (let times = 0; times < 5; times++) {
      await expect(confirm(spent, { address, code: wrong(spent.code) })).rejects.toEqual(rejected)
    }
    for (let times = 0; times < 15; times++) {
      await expect(confirm(early, { address })).rejects.toEqual(rejected)
      await expect(confirm(spent, { address })).rejects.toEqual(rejected)
    }
    await expect(confirm(early, { address })).rejects.toEqual(limited)
  })
})

describe('the code from the chat', () => {
  test('is not taken for dead while it waits for its turn behind a slow Telegram', () => {
    // Twenty in a batch, eight at once, each with a question and a message that may take 15 s.
    const slowestSeconds = Math.ceil(20 / 8) * 2 * 15
    expect(sendCode.options.expireInSeconds ?? 60).toBeGreaterThan(slowestSeconds)
  })

  test('says of an account that was there before that the password typed now is not its (S2)', async () => {
    const first = await startToCode(on, { password: 'Сирень-2026' })
    expect((await confirm(first)).session).not.toHaveProperty('passwordIgnored')
    const again = await startToCode(on, { ...first, password: 'Жасмин-2027' })
    expect((await confirm(again)).session).toMatchObject({ passwordIgnored: true, customer: { hasPassword: true } })
    const third = await startToCode(on, { phone: first.phone, telegramId: first.telegramId })
    expect((await confirm(third)).session).not.toHaveProperty('passwordIgnored')
  })

  test('typed five times at once tells nobody of an account that was there before (S2)', async () => {
    const registration = await startToCode(on, { password: 'Сирень-2026' })
    await on.takeJobs('identity.claim-ignored')
    const entered = await Promise.allSettled(Array.from({ length: 5 }, () => confirm(registration)))
    expect(entered.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    expect(await on.takeJobs('identity.claim-ignored')).toEqual([])
  })

  test('signs in although the store went away between the account and its record', async () => {
    const registration = await startToCode(on)
    const { id, txn, code } = registration
    let writes = 0
    const ephemeral: Ephemeral = Object.create(on.ports.ephemeral, {
      unsynced: { get: () => ephemeral },
      replace: {
        value: (...args: Parameters<Ephemeral['replace']>) =>
          ++writes === 1 ? on.ports.ephemeral.replace(...args) : Promise.reject(storeUnavailable()),
      },
    })
    const input = { id, txn, code, device, address: '127.0.0.1' }
    expect(await confirmCode(on.ctx, input, { ...on.ports, ephemeral })).toMatchObject({
      refreshToken: expect.any(String),
    })
    expect(writes).toBe(2)
    await expect(confirm(registration)).rejects.toEqual(rejected)
  })

  test('signs the starting browser in, once (S1, X3)', async () => {
    const registration = await startToCode(on)
    const { session } = await confirm(registration)
    expect(session.customer).toMatchObject({ phone: registration.phone, phoneVerified: true, telegramLinked: true })
    await expect(confirm(registration)).rejects.toEqual(rejected)
    await expect(comeBack(registration)).rejects.toEqual(returnRejected)
  })

  test.each([
    ['without the cookie', undefined],
    ['with another browser’s cookie', 'A'.repeat(43)],
  ])('is worth nothing %s, and costs its owner no attempt (S1)', async (_, txn) => {
    const registration = await startToCode(on)
    for (let n = 0; n < 6; n++) await expect(confirm(registration, { txn })).rejects.toEqual(rejected)
    await expect(confirm(registration)).resolves.toBeDefined()
  })

  test('presented twenty times at once opens exactly one session (S15)', async () => {
    const registration = await startToCode(on)
    await on.takeJobs('identity.customer-registered')
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => confirm(registration)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await on.takeJobs('identity.customer-registered')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toEqual(rejected)
  })

  test('is spent after five wrong guesses: the right one comes too late (S15)', async () => {
    const registration = await startToCode(on)
    for (let n = 0; n < 5; n++) {
      await expect(confirm(registration, { code: wrong(registration.code) })).rejects.toEqual(rejected)
    }
    await expect(confirm(registration)).rejects.toEqual(rejected)
  })

  test('takes an attempt of every guess even when many arrive at once (S15)', async () => {
    const registration = await startToCode(on)
    const guesses = Array.from({ length: 20 }, (_, n) => confirm(registration, { code: String(n).padStart(6, '0') }))
    await Promise.allSettled(guesses)
    expect(await attemptsLeft(registration)).toBe(0)
    await expect(confirm(registration)).rejects.toEqual(rejected)
  })

  test('ends with the verification', async () => {
    const registration = await startToCode(on)
    on.ctx.advance(10 * 60_000)
    await expect(confirm(registration)).rejects.toEqual(rejected)
  })

  test('of one verification is nothing in another', async () => {
    const [mine, other] = [await startToCode(on), await startToCode(on)]
    if (mine.code !== other.code) await expect(confirm(mine, { code: other.code })).rejects.toEqual(rejected)
    await expect(comeBack(mine, { secret: other.secret })).rejects.toEqual(returnRejected)
  })
})

describe('the return link', () => {
  test('signs the starting browser in without a code, once (A9)', async () => {
    const registration = await startToCode(on)
    await expect(comeBack(registration)).resolves.toBeDefined()
    await expect(comeBack(registration)).rejects.toEqual(returnRejected)
    await expect(confirm(registration)).rejects.toEqual(rejected)
  })

  test('refuses in a browser that did not start this (S1, S3)', async () => {
    const registration = await startToCode(on)
    await expect(comeBack(registration, { txn: undefined })).rejects.toEqual(returnRejected)
    await expect(comeBack(registration, { txn: 'A'.repeat(43) })).rejects.toEqual(returnRejected)
    await expect(comeBack(registration, { secret: 'A'.repeat(43) })).rejects.toEqual(returnRejected)
  })

  test('and the code at once open one session', async () => {
    const registration = await startToCode(on)
    const results = await Promise.allSettled([confirm(registration), comeBack(registration)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a code that was refused where it should go', () => {
  const refused = { outcome: 'refused', blocked: true, description: 'Forbidden: bot was blocked by the user' } as const
  const seen = async ({ id, txn }: Started) =>
    describeVerification(id, await readVerification(on.ctx, { id, txn }, on.ports.ephemeral), on.ctx.now())

  async function startToRefusal(): Promise<Started> {
    const registration = await start(on)
    await claim(on, registration)
    await answer(on, registration, 'mine')
    await share(on, registration)
    await sendCodes(on, refused)
    return registration
  }

  test('is told to the page, with the time of the next one (A6)', async () => {
    const registration = await startToRefusal()
    const resendAt = new Date(on.ctx.now().getTime() + 60_000).toISOString()
    expect(await seen(registration)).toMatchObject({ status: 'contact_received', codeRefused: true, resendAt })
  })

  test('is followed by another one when it is asked for, and is forgotten', async () => {
    const registration = await startToRefusal()
    await expect(resend(registration)).rejects.toMatchObject({ code: 'registration.resend_too_soon' })
    on.ctx.advance(60_000)
    await resend(registration)
    const [message] = await sendCodes(on)
    const state = await seen(registration)
    expect(state.status).toBe('code_sent')
    expect(state).not.toHaveProperty('codeRefused')
    await expect(confirm({ ...registration, code: '', secret: '', ...message })).resolves.toBeDefined()
  })

  test('is told of a second one too, which voids the first', async () => {
    const registration = await startToCode(on)
    expect(await seen(registration)).not.toHaveProperty('codeRefused')
    on.ctx.advance(60_000)
    await resend(registration)
    await sendCodes(on, refused)
    expect(await seen(registration)).toMatchObject({ status: 'code_sent', codeRefused: true })
    on.ctx.advance(120_000)
    await resend(registration)
    expect(await sendCodes(on)).toHaveLength(1)
    expect(await seen(registration)).not.toHaveProperty('codeRefused')
  })

  /** What the page shows of a new password, as its code is carried, when that has been tried, and tried again. */
  async function watchReset(email: Email, delivery: Delivery) {
    const asked = { flow: 'native', method: 'email', purpose: 'reset_password', subject: null } as const
    const typed = { name: null, phone: null, email, telegramUsername: null, password: undefined, locale: 'ru' } as const
    const address = `${email} ${delivery.outcome}`
    const started = await startVerification(on.ctx, { ...asked, ...typed, device, address }, on.ports)
    const from = on.ctx.now().getTime()
    const look = async () => {
      const {
        status,
        resendAt = from,
        expiresAt,
      } = await seen({ ...started, phone: newPhone() as Phone, telegramId: 0 })
      return {
        status,
        ...{ resendMs: Number(new Date(resendAt)) - from, expiresMs: Number(new Date(expiresAt)) - from },
      }
    }
    const states: unknown[] = []
    const carriers = {
      email: async () => {
        states.push(await look())
        return delivery
      },
    }
    const [job] = await on.takeJobs('registration.send-code')
    const handle = makeSendCode(on.ctx, { ...on.ports, carriers })
    for (const afterMs of [0, 5_000]) {
      on.ctx.advance(afterMs)
      await handle(job, { retryCount: 0, signal: AbortSignal.abort() }).catch(() => {})
      states.push(await look())
    }
    await on.takeJobs('registration.send-code')
    return [...new Set(states.map((state) => JSON.stringify(state)))]
  }

  test('for a new password is told to nobody: it would say whose address has an account (S17)', async () => {
    const reset = async (email: Email) => {
      const started = await startReset(email)
      await sendCodes(on, refused)
      const { id, txn } = started
      const { status, codeRefused } = await seen({ ...started, id, txn, phone: newPhone() as Phone, telegramId: 0 })
      return { status, codeRefused }
    }
    const known = 'known@shop.example' as Email
    await admitCustomer(on.ctx, newProof({ email: known, telegramId: null, phone: null }), newClaim())
    expect(await reset(known)).toEqual(await reset('unknown@shop.example' as Email))
  })

  test('for a new password shows the same while the mail server is slow, away or in doubt (S17)', async () => {
    const known = 'slow@shop.example' as Email
    await admitCustomer(on.ctx, newProof({ email: known, telegramId: null, phone: null }), newClaim())
    for (const delivery of [{ outcome: 'not_done' }, { outcome: 'doubtful' }] as const) {
      const states = []
      for (const email of [known, 'nobody@shop.example' as Email]) states.push(await watchReset(email, delivery))
      expect(states[0]).toEqual(states[1])
    }
  })

  test('comes after all when the contact is shared again', async () => {
    const registration = await startToRefusal()
    await share(on, registration)
    const [message] = await sendCodes(on)
    expect(await seen(registration)).not.toHaveProperty('codeRefused')
    await expect(confirm({ ...registration, code: '', secret: '', ...message })).resolves.toBeDefined()
  })
})

describe('a new code', () => {
  test('waits 60, 120 and 300 s after the ones before, and says how long (S16)', async () => {
    const registration = await startToCode(on)
    for (const seconds of [60, 120, 300]) {
      on.ctx.advance((seconds - 1) * 1000)
      await expect(resend(registration)).rejects.toMatchObject({
        code: 'registration.resend_too_soon',
        details: { retryAfter: 1 },
      })
      on.ctx.advance(1000)
      await resend(registration)
      expect(await sendCodes(on)).toHaveLength(1)
    }
  })

  test('voids the one before, and its return link', async () => {
    const registration = await startToCode(on)
    on.ctx.advance(60_000)
    await resend(registration)
    const [message] = await sendCodes(on)
    await expect(comeBack(registration)).rejects.toEqual(returnRejected)
    await expect(confirm(registration, { code: registration.code })).rejects.toEqual(rejected)
    await expect(confirm({ ...registration, ...message })).resolves.toBeDefined()
  })

  test('asked for ten times at once is one', async () => {
    const registration = await startToCode(on)
    on.ctx.advance(60_000)
    await Promise.allSettled(Array.from({ length: 10 }, () => resend(registration)))
    expect(await on.takeJobs('registration.send-code')).toEqual([{ verificationId: registration.id, nth: 2 }])
  })

  test.each([0, 1, 2, 3, 4, 5])('is not lost to a process that is killed after step %i', async (steps) => {
    const registration = await startToCode(on)
    on.ctx.advance(60_000)
    const { ctx, ephemeral } = killedAfter(steps)
    await resendCode(ctx, { ...registration, address }, { ...on.ports, ephemeral }).catch(() => {})
    const sent = await sendCodes(on)
    // Either it is on its way, or it can be asked for again at once.
    if (sent.length === 0) await resend(registration)
    const [message] = sent.length === 0 ? await sendCodes(on) : sent
    await expect(confirm({ ...registration, ...message })).resolves.toBeDefined()
  })

  test('asked for again while the first is on its way is one all the same', async () => {
    const registration = await startToCode(on)
    on.ctx.advance(60_000)
    const { ctx, ephemeral } = killedAfter(2)
    await expect(resendCode(ctx, { ...registration, address }, { ...on.ports, ephemeral })).rejects.toThrow('killed')
    await resend(registration)
    expect(await on.takeJobs('registration.send-code')).toEqual([{ verificationId: registration.id, nth: 2 }])
  })

  test('gives five more attempts and forgets no failure: the tenth in an hour is the last (S15)', async () => {
    const registration = await startToCode(on)
    let { code } = registration
    for (const round of [1, 2]) {
      for (let n = 0; n < 5; n++) await expect(confirm(registration, { code: wrong(code) })).rejects.toEqual(rejected)
      on.ctx.advance(round * 60_000)
      await resend(registration)
      code = (await sendCodes(on))[0]?.code ?? ''
    }
    await expect(confirm(registration, { code })).rejects.toEqual(limited)
    const again = await startToCode(on, { phone: registration.phone, telegramId: registration.telegramId })
    await expect(confirm(again)).rejects.toEqual(limited)
  })

  test('goes to one chat five times an hour, the first ones too, whichever registration asks (S16)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const owner = await startToCode(on)
    for (let n = 0; n < 2; n++) {
      const registration = await startToCode(on, owner)
      on.ctx.advance(60_000)
      await resend(registration)
      await sendCodes(on)
    }
    on.ctx.advance(60_000)
    await expect(resend(owner)).rejects.toEqual(limited)
    const sixth = await start(on, owner)
    await claim(on, sixth)
    await answer(on, sixth, 'mine')
    expect(await share(on, sixth)).toEqual({ kind: 'too_many_codes' })
    vi.setSystemTime(Date.now() + 3600_000)
    expect(await share(on, sixth)).toMatchObject({ kind: 'code_due' })
    await expect(resend(owner)).resolves.toBeDefined()
    await sendCodes(on)
  })

  test('is not for the asking before the first, nor for a browser that did not start this', async () => {
    const early = await start(on)
    await expect(resend(early)).rejects.toMatchObject({ code: 'registration.nothing_to_resend' })
    const registration = await startToCode(on)
    await expect(resend({ ...registration, txn: 'A'.repeat(43) })).rejects.toMatchObject({
      code: 'registration.verification_unknown',
    })
  })

  test('is not had before its time by sharing the contact again (S16)', async () => {
    const registration = await startToCode(on)
    expect(await share(on, registration)).toMatchObject({ kind: 'code_due' })
    expect(await sendCodes(on)).toEqual([])
    await expect(confirm(registration)).resolves.toBeDefined()
  })
})

/** The same ground, under a process that does so many more steps and then nothing. */
function killedAfter(steps: number) {
  let left = steps
  const mortal = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get: (inner, name) => {
        const step = Reflect.get(inner, name) as (...args: unknown[]) => unknown
        return (...args: unknown[]) => {
          if (left-- <= 0) throw new Error('killed')
          return step.apply(inner, args)
        }
      },
    })
  return { ctx: { ...on.ctx, jobs: mortal(on.ctx.jobs) }, ephemeral: mortal(on.ports.ephemeral) }
}
