import type { Simulator } from '@vitrina/simulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ProviderName } from '#sms'
import type { TestCtx } from '../ctx.ts'
import { freePort } from '../free-port.ts'
import { codeTo, goesOn, openSending, openTestSms, PROVIDERS, reachablePhone, settingsOf } from './support.ts'

let simulator: Simulator
let ctx: TestCtx
let close: () => Promise<void>
beforeAll(async () => {
  ;({ simulator, ctx, close } = await openSending())
})
afterEach(() => simulator.sms.faults.clear())
afterAll(() => close())

/** A code to somebody new: what became of it, and through whom it came. */
async function send(sms: Awaited<ReturnType<typeof openAll>>, more: { tried?: string[] } = {}) {
  const phone = reachablePhone(simulator)
  const delivery = await sms.send(ctx, codeTo(phone, more), goesOn())
  return { delivery, came: simulator.sms.inbox(phone).map(({ provider }) => provider) }
}

const openAll = async (names: readonly ProviderName[] = PROVIDERS) =>
  openTestSms(await settingsOf(simulator, names), { deadlineMs: 300 })

const fail = (name: ProviderName, kind: 'down' | 'refusing' | 'limited' | 'lost' | 'garbage') =>
  simulator.sms.faults.set(name, { kind })

describe('the order of the providers (C8)', () => {
  test('is the configured one', async () => {
    expect((await send(await openAll())).came).toEqual(['twilio'])
    expect((await send(await openAll(['bird', 'twilio']))).came).toEqual(['bird'])
  })

  test('is gone through while each surely sent nothing', async () => {
    const sms = await openAll()
    fail('twilio', 'refusing')
    expect((await send(sms)).came).toEqual(['vonage'])
    fail('vonage', 'limited')
    expect((await send(sms)).came).toEqual(['bird'])
    fail('bird', 'down')
    expect(await send(sms)).toEqual({
      delivery: { outcome: 'delivered', provider: 'telegram-gateway' },
      came: ['telegram-gateway'],
    })
  })

  test('goes on where nobody listens', async () => {
    const [twilio, vonage] = await settingsOf(simulator, ['twilio', 'vonage'])
    const away = { ...twilio, apiRoot: `http://127.0.0.1:${await freePort()}` } as typeof twilio
    const sms = openTestSms([away, vonage].flatMap((one) => one ?? []))
    expect((await send(sms)).came).toEqual(['vonage'])
  })

  test('is left when there is nobody to send to, and nobody else is asked', async () => {
    const phone = reachablePhone(simulator)
    simulator.sms.faults.setNumber(phone, 'invalid')
    const delivery = await (await openAll()).send(ctx, codeTo(phone), goesOn())
    expect(delivery).toEqual({ outcome: 'refused', blocked: true, description: 'twilio 21211' })
  })

  test('goes on where the recipient has once unsubscribed at one: the others know nothing of it', async () => {
    const phone = reachablePhone(simulator)
    simulator.sms.faults.setNumber(phone, 'barred', 'twilio')
    const sms = await openAll()
    expect(await sms.send(ctx, codeTo(phone), goesOn())).toEqual({ outcome: 'delivered', provider: 'vonage' })
  })

  test('goes on where one has no way to the country of the number', async () => {
    const phone = reachablePhone(simulator)
    simulator.sms.faults.setNumber(phone, 'region')
    const sms = await openAll(['twilio', 'vonage'])
    const delivery = await sms.send(ctx, codeTo(phone), goesOn())
    expect(delivery).toEqual({ outcome: 'refused', blocked: false, description: 'twilio 21408, vonage 1160' })
  })

  test('is told with the shortest wait when all of them are busy', async () => {
    for (const name of PROVIDERS) fail(name, 'limited')
    expect((await send(await openAll())).delivery).toEqual({ outcome: 'not_done', retryAfterSeconds: 1 })
  })
})

describe('a lost answer', () => {
  test.each(['lost', 'garbage'] as const)('(%s) ends the attempt: nothing is sent twice', async (kind) => {
    const sms = await openAll()
    fail('twilio', kind)
    const { delivery, came } = await send(sms)
    expect(delivery).toEqual({ outcome: 'doubtful', provider: 'twilio' })
    expect(came).toEqual(kind === 'lost' ? ['twilio'] : [])
  })

  test('lets the next code begin with another provider', async () => {
    const sms = await openAll(['twilio', 'vonage'])
    expect((await send(sms, { tried: ['twilio'] })).came).toEqual(['vonage'])
    fail('vonage', 'refusing')
    expect((await send(sms, { tried: ['twilio'] })).came).toEqual(['twilio'])
  })
})

describe('a provider that keeps failing', () => {
  test('is left alone for a minute after three times, then asked again', async () => {
    const sms = await openAll(['twilio', 'vonage'])
    fail('twilio', 'down')
    for (let nth = 0; nth < 3; nth++) expect((await send(sms)).came).toEqual(['vonage'])
    simulator.sms.faults.clear()
    expect((await send(sms)).came).toEqual(['vonage'])
    ctx.advance(59_000)
    expect((await send(sms)).came).toEqual(['vonage'])
    ctx.advance(1_000)
    expect((await send(sms)).came).toEqual(['twilio'])
  })

  test('is left alone again at once when it fails after that minute', async () => {
    const sms = await openAll(['twilio', 'vonage'])
    fail('twilio', 'down')
    for (let nth = 0; nth < 3; nth++) await send(sms)
    ctx.advance(60_000)
    await send(sms)
    simulator.sms.faults.clear()
    expect((await send(sms)).came).toEqual(['vonage'])
  })

  test('is not one that merely cannot reach a number', async () => {
    const sms = await openAll(['twilio', 'vonage'])
    for (let nth = 0; nth < 5; nth++) {
      const phone = reachablePhone(simulator)
      simulator.sms.faults.setNumber(phone, 'region')
      await sms.send(ctx, codeTo(phone), goesOn())
    }
    expect((await send(sms)).came).toEqual(['twilio'])
  })

  test('that told how long to wait is left alone for so long', async () => {
    const sms = await openAll(['twilio', 'vonage'])
    fail('twilio', 'limited')
    await send(sms)
    simulator.sms.faults.clear()
    ctx.advance(6_000)
    expect((await send(sms)).came).toEqual(['vonage'])
    ctx.advance(1_000)
    expect((await send(sms)).came).toEqual(['twilio'])
  })

  test('degrades readiness when there is no other, and tells when to come back', async () => {
    const sms = await openAll(['twilio', 'vonage'])
    fail('twilio', 'down')
    for (let nth = 0; nth < 3; nth++) await send(sms)
    await sms.check(ctx.now())
    fail('vonage', 'refusing')
    for (let nth = 0; nth < 3; nth++) await send(sms)
    await expect(sms.check(ctx.now())).rejects.toThrow('no SMS provider takes codes')
    expect((await send(sms)).delivery).toEqual({ outcome: 'not_done', retryAfterSeconds: 60 })
    // It is asked again, and nothing says yet that it is well.
    ctx.advance(60_000)
    await expect(sms.check(ctx.now())).rejects.toThrow('no SMS provider takes codes')
    simulator.sms.faults.clear()
    await send(sms)
    await sms.check(ctx.now())
  })

  test('once is no news: readiness is degraded by the second time in a row, whatever it says', async () => {
    for (const kind of ['down', 'refusing', 'lost', 'garbage'] as const) {
      const sms = await openAll(['twilio'])
      fail('twilio', kind)
      await send(sms)
      await sms.check(ctx.now())
      await send(sms)
      await expect(sms.check(ctx.now()), kind).rejects.toThrow('no SMS provider takes codes')
      simulator.sms.faults.clear()
    }
  })
})
