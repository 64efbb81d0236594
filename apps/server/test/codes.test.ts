import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { confirmCode, confirmReturn } from '../src/modules/registration/confirm-code.ts'
import { resendCode } from '../src/modules/registration/resend-code.ts'
import { findVerification } from '../src/modules/registration/store.ts'
import { type Message, type Started, sendCodes, share, start, startToCode } from './registrations.ts'
import { device, type UseCases, useCases } from './use-cases.ts'

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

const confirm = ({ id, txn, code }: Started & Message, overrides: { txn?: string | undefined; code?: string } = {}) =>
  confirmCode(on.ctx, { id, txn, code, device, ...overrides }, on.ports)
const comeBack = (by: Started & Message, overrides: { txn?: string | undefined; secret?: string } = {}) =>
  confirmReturn(on.ctx, { id: by.id, txn: by.txn, secret: by.secret, device, ...overrides }, on.ports)
const resend = ({ id, txn }: Started) => resendCode(on.ctx, { id, txn }, on.ports)
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const attemptsLeft = async ({ id }: Started) =>
  (await findVerification(on.ports.ephemeral, on.ctx, id))?.code?.attemptsLeft

describe('the code from the chat', () => {
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
    expect(await sendCodes(on)).toHaveLength(1)
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

  test('goes to one phone five times an hour, whichever registration asks (S16)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const owner = await startToCode(on)
    for (let n = 0; n < 5; n++) {
      const registration = await startToCode(on, owner)
      on.ctx.advance(60_000)
      await resend(registration)
      await sendCodes(on)
    }
    const sixth = await startToCode(on, owner)
    on.ctx.advance(60_000)
    await expect(resend(sixth)).rejects.toEqual(limited)
    vi.setSystemTime(Date.now() + 3600_000)
    await expect(resend(sixth)).resolves.toBeDefined()
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
