import type { Phone } from '@vitrina/contract'
import type { Simulator } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Refusal, transact } from '#platform'
import { type Sms, sweepSends } from '#sms'
import { capturedLog, type TestCtx } from '../ctx.ts'
import { codeTo, goesOn, openSending, openTestSms, reachablePhone, settingsOf } from './support.ts'

let simulator: Simulator
let ctx: TestCtx
let close: () => Promise<void>
beforeAll(async () => {
  ;({ simulator, ctx, close } = await openSending())
})
afterAll(() => close())

const open = async () => openTestSms(await settingsOf(simulator, ['twilio']))

let operators = 900
/** Numbers of one operator that no other test uses. */
const newOperator = () => {
  const prefix = `+7${operators++}`
  let subscribers = 1_000_000
  return { prefix, next: () => `${prefix}${subscribers++}` as Phone }
}

/** Sends so many codes to numbers of one operator, of which the first ones are typed in. */
async function sendMany(sms: Sms, next: () => Phone, { sent, back }: { sent: number; back: number }): Promise<void> {
  for (let nth = 0; nth < sent; nth++) {
    const code = codeTo(next())
    ctx.advance(1_000)
    const delivery = await sms.send(ctx, code, goesOn())
    expect(delivery.outcome).toBe('delivered')
    if (nth < back) await sms.codeCameBack(ctx, code.key)
  }
}

const refusalOf = (work: Promise<void>): Promise<Refusal | undefined> =>
  work.then(
    () => undefined,
    (error) => error,
  )

async function rows(prefix: string) {
  const { rows } = await ctx.db.execute(sql`select * from sms_sends where prefix = ${prefix} order by sent_at`)
  return rows
}

describe('a country that is not on the list (S16)', () => {
  test.each(['+12025550123', '+447911123456', '+77011234567'])('%s gets no code', async (phone) => {
    const sms = await open()
    const refused = await refusalOf(sms.ensureAllowed(ctx, phone as Phone))
    expect(refused).toMatchObject({ code: 'sms.country_not_served', kind: 'invalid' })
    const delivery = await sms.send(ctx, codeTo(phone as Phone), goesOn())
    expect(delivery).toEqual({ outcome: 'refused', blocked: false, description: 'sms.country_not_served' })
    expect(simulator.sms.inbox(phone)).toEqual([])
  })

  test('leaves those on it alone', async () => {
    const sms = await open()
    await sms.ensureAllowed(ctx, '+998901234567' as Phone)
    await sms.ensureAllowed(ctx, reachablePhone(simulator))
  })
})

describe('a prefix whose codes do not come back (S16)', () => {
  test('is paused for an hour when fewer than a fifth of the last fifty did', async () => {
    const sms = await open()
    const { next, prefix } = newOperator()
    await sendMany(sms, next, { sent: 50, back: 9 })
    const { log, lines } = capturedLog()
    const phone = next()
    const refused = await refusalOf(sms.ensureAllowed({ ...ctx, log }, phone))
    expect(refused).toMatchObject({ code: 'sms.prefix_paused', kind: 'limited', details: { retryAfter: 3600 } })
    const delivery = await sms.send({ ...ctx, log }, codeTo(phone), goesOn())
    expect(delivery).toEqual({ outcome: 'refused', blocked: false, description: 'sms.prefix_paused' })
    expect(simulator.sms.inbox(phone)).toEqual([])
    // The operator is told once, of the prefix and not of the number.
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(prefix)
    expect(lines[0]).not.toContain(phone.slice(1))
  })

  test('is not when a fifth did, nor before there are fifty', async () => {
    const sms = await open()
    const [some, many] = [newOperator(), newOperator()]
    await sendMany(sms, some.next, { sent: 49, back: 0 })
    await sms.ensureAllowed(ctx, some.next())
    await sendMany(sms, many.next, { sent: 50, back: 10 })
    await sms.ensureAllowed(ctx, many.next())
  })

  test('does not stop others', async () => {
    const sms = await open()
    await sendMany(sms, newOperator().next, { sent: 50, back: 0 })
    await sms.ensureAllowed(ctx, newOperator().next())
  })

  test('gets one code after the hour, and the next only when that one came back', async () => {
    const sms = await open()
    const { next } = newOperator()
    await sendMany(sms, next, { sent: 50, back: 0 })
    ctx.advance(3600_000)
    await sendMany(sms, next, { sent: 1, back: 0 })
    expect(await refusalOf(sms.ensureAllowed(ctx, next()))).toMatchObject({ code: 'sms.prefix_paused' })
    ctx.advance(3600_000)
    await sendMany(sms, next, { sent: 1, back: 1 })
    await sendMany(sms, next, { sent: 9, back: 9 })
    await sendMany(sms, next, { sent: 5, back: 0 })
  })

  test('is forgiven after a day', async () => {
    const sms = await open()
    const { next } = newOperator()
    await sendMany(sms, next, { sent: 50, back: 0 })
    ctx.advance(24 * 3600_000)
    await sms.ensureAllowed(ctx, next())
  })

  test('is not judged by what was never sent', async () => {
    const sms = await open()
    const { next } = newOperator()
    simulator.sms.faults.set('twilio', { kind: 'refusing' })
    for (let nth = 0; nth < 60; nth++) {
      ctx.advance(60_000)
      await sms.send(ctx, codeTo(next()), goesOn())
    }
    simulator.sms.faults.clear()
    await sms.ensureAllowed(ctx, next())
  })
})

describe('the ledger', () => {
  test('holds what was sent through whom, and neither the number nor the code (S18)', async () => {
    const sms = await open()
    const { next, prefix } = newOperator()
    const code = codeTo(next())
    await sms.send(ctx, code, goesOn())
    await sms.codeCameBack(ctx, code.key)
    const [row] = await rows(prefix)
    expect(row).toMatchObject({ provider: 'twilio', status: 'accepted', message_id: expect.stringMatching(/^SM/) })
    expect(row?.came_back_at).not.toBeNull()
    const text = JSON.stringify(row)
    for (const secret of [code.code, code.phone, code.phone.slice(1), code.phone.slice(-7), code.key]) {
      expect(text).not.toContain(secret)
    }
  })

  test('a code comes back in the transaction that takes it, or not at all', async () => {
    const sms = await open()
    const { next, prefix } = newOperator()
    const code = codeTo(next())
    await sms.send(ctx, code, goesOn())
    const rolledBack = transact(ctx, async (ctx) => {
      await sms.codeCameBack(ctx, code.key)
      throw new Error('not after all')
    })
    await expect(rolledBack).rejects.toThrow('not after all')
    expect((await rows(prefix))[0]?.came_back_at).toBeNull()
  })

  test('all codes of one key came back when one of them did', async () => {
    const sms = await open()
    const { next, prefix } = newOperator()
    const phone = next()
    for (let nth = 0; nth < 3; nth++) await sms.send(ctx, codeTo(phone, { key: 'the same' }), goesOn())
    await sms.codeCameBack(ctx, 'the same')
    expect((await rows(prefix)).filter(({ came_back_at }) => came_back_at)).toHaveLength(3)
  })

  test('is swept after a month, in batches', async () => {
    const old = new Date(ctx.now().getTime() - 31 * 24 * 3600_000).toISOString()
    await ctx.db.execute(sql`
      insert into sms_sends (id, prefix, phone_hash, key_hash, provider, status, sent_at)
      select n::text, '+7000', '', '', 'bird', 'accepted',
             case when n > 2500 then ${ctx.now().toISOString()}::timestamptz else ${old}::timestamptz end
      from generate_series(1, 2501) as n`)
    await sweepSends(ctx)
    expect(await rows('+7000')).toHaveLength(1)
  })
})
