import type { Phone } from '@vitrina/contract'
import type { Simulator } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ProviderName, Sms } from '#sms'
import { carryBySms, confirmCode, makeSendCode, resendCode, sendCode } from '#verification-codes'
import { describeVerification, readVerification } from '#verifications'
import { type Started, start as startWith } from '../registrations.ts'
import { device, type UseCases, useCases } from '../use-cases.ts'
import { openTestSms, reachablePhone, settingsOf, simulateProviders } from './support.ts'

let on: UseCases
let simulator: Simulator
beforeAll(async () => {
  on = await useCases()
  simulator = await simulateProviders()
})
afterEach(() => simulator.sms.faults.clear())
afterAll(async () => {
  await simulator.close()
  await on.close()
})

/** The providers as a process finds them that has just been started. */
const open = async (names: readonly ProviderName[] = ['twilio', 'vonage']) =>
  openTestSms(await settingsOf(simulator, names), { deadlineMs: 300 })

const start = () => startWith(on, { method: 'sms', phone: reachablePhone(simulator) })
const run = { retryCount: 0, signal: new AbortController().signal }

/** Does the waiting jobs of codes; gives them back, to be done again as a queue does that lost track of them. */
async function work(sms: Sms): Promise<object[]> {
  const jobs = await on.takeJobs(sendCode.name)
  for (const job of jobs) await doAgain(sms, job)
  return jobs
}

function doAgain(sms: Sms, job: object): Promise<void> {
  const handle = makeSendCode(on.ctx, { ...on.ports, sms, carriers: { sms: carryBySms({ timeZone: 'UTC' }, sms) } })
  return Promise.resolve(handle(job as never, run))
}

/** What the waiting page is told. */
const seen = async ({ id, txn }: Started) =>
  describeVerification(id, await readVerification(on.ctx, { id, txn }, on.ports.ephemeral), on.ctx.now())

const came = ({ phone }: Started) => simulator.sms.inbox(phone).map(({ provider }) => provider)
const newestCode = (phone: Phone) => /\d{6}/.exec(simulator.sms.inbox(phone)[0]?.text ?? '')?.[0] ?? ''
const enter = ({ id, txn, phone }: Started) =>
  confirmCode(on.ctx, { id, txn, code: newestCode(phone), device, address: id }, on.ports)

describe('a provider that surely sent nothing', () => {
  test.each([{ kind: 'down' }, { kind: 'refusing' }, { kind: 'limited' }] as const)(
    '($kind) is followed by the next one at once, and the page asks for the code (C8)',
    async (fault) => {
      simulator.sms.faults.set('twilio', fault)
      const registration = await start()
      await work(await open())
      expect(came(registration)).toEqual(['vonage'])
      const resendAt = new Date(on.ctx.now().getTime() + 60_000).toISOString()
      expect(await seen(registration)).toMatchObject({ status: 'code_sent', resendAt })
      await expect(enter(registration)).resolves.toBeDefined()
    },
  )
})

describe('a provider of which nobody knows whether it sent', () => {
  test.each([
    [{ kind: 'slow', delayMs: 2_000 }, []],
    [{ kind: 'garbage' }, []],
    [{ kind: 'lost' }, ['twilio']],
  ] as const)(
    '(%j) is followed by another one with a code of its own, and that one works (C8)',
    async (fault, first) => {
      simulator.sms.faults.set('twilio', fault)
      const registration = await start()
      const sms = await open()
      await work(sms)
      // It may be there, so it may be typed; and another may be had in the time of any other.
      expect(await seen(registration)).toMatchObject({ status: 'code_sent', resendAt: expect.any(String) })
      await work(sms)
      expect(came(registration)).toEqual(['vonage', ...first])
      expect(await on.takeJobs(sendCode.name)).toEqual([])
      await expect(enter(registration)).resolves.toBeDefined()
    },
  )
})

describe('all providers', () => {
  test('down: the page waits and says no more than is true; one SMS comes when one is back (C8, Y4)', async () => {
    const registration = await start()
    for (const name of ['twilio', 'vonage'] as const) simulator.sms.faults.set(name, { kind: 'down' })
    const [job = {}] = await on.takeJobs(sendCode.name)
    await expect(doAgain(await open(), job)).rejects.toThrow('a code cannot be sent now')
    const state = await seen(registration)
    expect(state.status).toBe('pending')
    expect(state).not.toHaveProperty('codeRefused')
    simulator.sms.faults.clear()
    await doAgain(await open(), job)
    expect(came(registration)).toEqual(['twilio'])
    await expect(enter(registration)).resolves.toBeDefined()
  })

  test('refusing: the page is told so, and when the next try may be made, which goes through (C8)', async () => {
    for (const name of ['twilio', 'vonage'] as const) simulator.sms.faults.set(name, { kind: 'refusing' })
    const registration = await start()
    await work(await open())
    const resendAt = new Date(on.ctx.now().getTime() + 60_000).toISOString()
    expect(await seen(registration)).toMatchObject({ status: 'pending', codeRefused: true, resendAt })
    simulator.sms.faults.clear()
    on.ctx.advance(60_000)
    await resendCode(on.ctx, { ...registration, address: registration.id }, on.ports)
    await work(await open())
    expect(came(registration)).toEqual(['twilio'])
    await expect(enter(registration)).resolves.toBeDefined()
  })
})

describe('a process that is started again', () => {
  test('sends nothing a second time, though the queue has the job done again (C8, Y4)', async () => {
    const registration = await start()
    const [job = {}] = await work(await open())
    const restarted = await open()
    for (let times = 0; times < 3; times++) await doAgain(restarted, job)
    expect(came(registration)).toEqual(['twilio'])
    await expect(enter(registration)).resolves.toBeDefined()
    await doAgain(restarted, job)
    expect(came(registration)).toEqual(['twilio'])
  })

  test('before it could note that an SMS was taken sends no other: the ledger knows (C8, Y4)', async () => {
    const registration = await start()
    const [job = {}] = await on.takeJobs(sendCode.name)
    const sms = await open()
    await expect(doAgain({ ...sms, send: (...args) => sms.send(...args).then(die) }, job)).rejects.toThrow('killed')
    expect((await seen(registration)).status).toBe('pending')
    for (let times = 0; times < 3; times++) await doAgain(await open(), job)
    expect(came(registration)).toEqual(['twilio'])
    expect((await seen(registration)).status).toBe('code_sent')
    on.ctx.advance(60_000)
    await resendCode(on.ctx, { ...registration, address: registration.id }, on.ports)
    await work(await open())
    expect(came(registration)).toHaveLength(2)
    await expect(enter(registration)).resolves.toBeDefined()
  })

  test('while a provider thought about it makes another code, which works, and no third (C8, Y4)', async () => {
    const registration = await start()
    const [job = {}] = await on.takeJobs(sendCode.name)
    const sms = await open()
    const send = async (...args: Parameters<Sms['send']>) => {
      await sms.send(...args)
      // As the ledger stands until there is an answer.
      await on.ctx.db.execute(
        sql`update sms_sends set status = 'sending' where sent_at = (select max(sent_at) from sms_sends)`,
      )
      return die()
    }
    await expect(doAgain({ ...sms, send }, job)).rejects.toThrow('killed')
    for (let times = 0; times < 3; times++) await doAgain(await open(), job)
    expect(came(registration)).toHaveLength(2)
    await expect(enter(registration)).resolves.toBeDefined()
  })
})

function die(): never {
  throw new Error('killed')
}
