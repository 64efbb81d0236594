import type { Phone } from '@vitrina/contract'
import type { Simulator } from '@vitrina/simulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ProviderName, ProviderSettings } from '#sms'
import { capturedLog, type TestCtx } from '../ctx.ts'
import { freePort } from '../free-port.ts'
import { newPhone } from '../made-up.ts'
import { codeTo, goesOn, openSending, openTestSms, PROVIDERS, reachablePhone, settingsOf } from './support.ts'

let simulator: Simulator
let ctx: TestCtx
let close: () => Promise<void>
beforeAll(async () => {
  ;({ simulator, ctx, close } = await openSending())
})
afterEach(() => simulator.sms.faults.clear())
afterAll(() => close())

/** Sends one code through one provider, whose settings may be spoilt. */
async function sendBy(name: ProviderName, phone: Phone, spoil: Partial<ProviderSettings> = {}) {
  const [settings] = await settingsOf(simulator, [name])
  const sms = openTestSms([{ ...settings, ...spoil } as ProviderSettings], { deadlineMs: 300 })
  return sms.send(ctx, codeTo(phone), goesOn())
}

const WRONG: Record<ProviderName, Partial<ProviderSettings>> = {
  twilio: { authToken: 'wrong' },
  vonage: { applicationId: '00000000-0000-4000-8000-000000000000' },
  bird: { accessKey: 'wrong' },
  'telegram-gateway': { token: 'wrong' },
}

/** What each provider says no with, by its documentation. */
const CODES: Record<ProviderName, Record<'auth' | 'refusing', string>> = {
  twilio: { auth: '20003', refusing: '20005' },
  vonage: { auth: 'unauthorized', refusing: 'low-balance' },
  bird: { auth: '2', refusing: '25' },
  'telegram-gateway': { auth: 'ACCESS_TOKEN_INVALID', refusing: 'BALANCE_NOT_ENOUGH' },
}

describe.each(PROVIDERS)('a code through %s (C8)', (name) => {
  test('arrives once, with the code in front', async () => {
    const phone = reachablePhone(simulator)
    expect(await sendBy(name, phone)).toEqual({ outcome: 'delivered', provider: name })
    expect(simulator.sms.inbox(phone)).toHaveLength(1)
    expect(simulator.sms.inbox(phone)[0]).toMatchObject({
      provider: name,
      text: expect.stringMatching(/^204816 is your/),
    })
  })

  test('with wrong credentials is refused, and tells theirs and not ours', async () => {
    const phone = reachablePhone(simulator)
    const description = `${name} ${CODES[name].auth}`
    expect(await sendBy(name, phone, WRONG[name])).toEqual({ outcome: 'refused', blocked: false, description })
    expect(simulator.sms.inbox(phone)).toEqual([])
  })

  test('from an account in trouble is refused', async () => {
    simulator.sms.faults.set(name, { kind: 'refusing' })
    const description = `${name} ${CODES[name].refusing}`
    expect(await sendBy(name, reachablePhone(simulator))).toEqual({ outcome: 'refused', blocked: false, description })
  })

  test('too many at once are not sent, and the wait is told', async () => {
    const phone = reachablePhone(simulator)
    simulator.sms.faults.set(name, { kind: 'limited' })
    const retryAfterSeconds = ['twilio', 'telegram-gateway'].includes(name) ? 7 : 1
    expect(await sendBy(name, phone)).toEqual({ outcome: 'not_done', retryAfterSeconds })
    expect(simulator.sms.inbox(phone)).toEqual([])
  })

  test('is not sent while its servers are down', async () => {
    simulator.sms.faults.set(name, { kind: 'down' })
    expect(await sendBy(name, reachablePhone(simulator))).toEqual({ outcome: 'not_done' })
  })

  test('is not sent where nobody listens', async () => {
    const apiRoot = `http://127.0.0.1:${await freePort()}`
    expect(await sendBy(name, reachablePhone(simulator), { apiRoot })).toEqual({ outcome: 'not_done' })
  })

  test('whose answer is lost, late or unreadable may have been sent', async () => {
    for (const fault of [{ kind: 'lost' }, { kind: 'slow', delayMs: 1_000 }, { kind: 'garbage' }] as const) {
      simulator.sms.faults.set(name, fault)
      expect(await sendBy(name, reachablePhone(simulator)), fault.kind).toEqual({ outcome: 'doubtful', provider: name })
    }
  })

  test('is not begun once the process is stopping', async () => {
    const phone = reachablePhone(simulator)
    const sms = openTestSms(await settingsOf(simulator, [name]))
    expect(await sms.send(ctx, codeTo(phone), AbortSignal.abort())).toEqual({ outcome: 'not_done' })
    expect(simulator.sms.inbox(phone)).toEqual([])
  })

  test('leaves neither code nor number in a log, whatever goes wrong (X8)', async () => {
    const { log, lines } = capturedLog()
    const phone = reachablePhone(simulator)
    for (const kind of ['refusing', 'limited', 'down', 'garbage', 'lost'] as const) {
      const sms = openTestSms(await settingsOf(simulator, [name]))
      simulator.sms.faults.set(name, { kind })
      await sms.send({ ...ctx, log }, codeTo(phone), goesOn())
    }
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(line).not.toMatch(new RegExp(`204816|${phone.slice(1)}`))
  })
})

describe('a number that gets nothing', () => {
  test.each([
    ['twilio', 'invalid', '21211', true],
    ['twilio', 'barred', '21610', false],
    ['twilio', 'region', '21408', false],
    ['vonage', 'invalid', '1430', true],
    ['vonage', 'barred', '1050', true],
    ['vonage', 'region', '1160', false],
    ['bird', 'invalid', '9', true],
    ['telegram-gateway', 'barred', 'PHONE_NUMBER_NOT_AVAILABLE', false],
  ] as const)('%s: one that is %s is refused with %s', async (name, trouble, code, blocked) => {
    const phone = reachablePhone(simulator)
    simulator.sms.faults.setNumber(phone, trouble)
    expect(await sendBy(name, phone)).toEqual({ outcome: 'refused', blocked, description: `${name} ${code}` })
  })

  test('telegram-gateway: one that is not in Telegram may still get an SMS', async () => {
    const description = 'telegram-gateway PHONE_NUMBER_NOT_FOUND'
    const delivery = await sendBy('telegram-gateway', newPhone() as Phone)
    expect(delivery).toEqual({ outcome: 'refused', blocked: false, description })
  })

  test.each([
    ['twilio', { from: 'Nobody' }, '21606'],
    ['vonage', { from: 'Nobody' }, '1120'],
    ['bird', { from: 'A name much too long' }, '10'],
  ] as const)('%s: a sender that is not ours is refused', async (name, spoilt, code) => {
    const delivery = await sendBy(name, reachablePhone(simulator), spoilt)
    expect(delivery).toEqual({ outcome: 'refused', blocked: false, description: `${name} ${code}` })
  })

  test('twilio: a messaging service stands for the sender', async () => {
    const phone = reachablePhone(simulator)
    await sendBy('twilio', phone, { from: `MG${'0a'.repeat(16)}` })
    expect(simulator.sms.inbox(phone)[0]?.from).toMatch(/^MG/)
  })
})
