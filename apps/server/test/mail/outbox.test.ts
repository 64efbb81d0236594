import { type Simulator, startSimulator } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliverMail, makeDeliverMail, makeMailer, type OutgoingLetter, sendLetter, sweepLetters } from '#mail'
import { type Ctx, type Handler, transact } from '#platform'
import { capturedLog, type TestCtx } from '../ctx.ts'
import { type UseCases, useCases } from '../use-cases.ts'
import { newLetter, SENDER } from './letters.ts'

let ground: UseCases
let simulator: Simulator
let ctx: TestCtx & { queued: { data: OutgoingLetter; startAfter: Date | undefined }[] }
let handle: Handler<OutgoingLetter>

beforeAll(async () => {
  ground = await useCases()
})
afterAll(() => ground.close())

beforeEach(async () => {
  simulator = await startSimulator()
  const queued: typeof ctx.queued = []
  const jobs: Ctx['jobs'] = {
    send: async (_db, _name, data, options) =>
      void queued.push({ data: data as OutgoingLetter, startAfter: options?.startAfter }),
    publish: async () => {},
  }
  ctx = { ...ground.ctx, jobs, queued }
  const mailer = openMailer()
  handle = makeDeliverMail(ctx, mailer)
  return async () => {
    await mailer.close()
    await simulator.close()
  }
})

const openMailer = () =>
  makeMailer({ url: simulator.mail.url, from: SENDER, shopName: 'Vitrina', now: ctx.now }, ctx.log)
const run = { retryCount: 0, signal: new AbortController().signal }
const HOUR_MS = 3_600_000

function outgoing(letter = newLetter()): OutgoingLetter {
  return { letter, until: new Date(ctx.now().getTime() + HOUR_MS).toISOString() }
}

const arrived = ({ letter }: OutgoingLetter) => simulator.mail.letters(letter.to).length

/** What a process leaves that was killed after the answer came and before the queue was told. */
const handleAgain = (data: OutgoingLetter) => makeDeliverMail(ctx, openMailer())(data, run)

describe('a letter in the outbox', () => {
  test('vanishes with the transaction that put it there', async () => {
    const letter = newLetter()
    const undone = transact(ground.ctx, async (ctx) => {
      await sendLetter(ctx, letter, { until: new Date(ctx.now().getTime() + HOUR_MS) })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await ground.takeJobs(deliverMail.name)).toEqual([])
    await sendLetter(ground.ctx, letter, { until: ctx.now() })
    expect(await ground.takeJobs(deliverMail.name)).toEqual([{ letter, until: ctx.now().toISOString() }])
  })

  test('goes out once although its job is done again after its answer came (Y4)', async () => {
    const data = outgoing()
    await handle(data, run)
    await handleAgain(data)
    await handle(outgoing(data.letter), run)
    expect(arrived(data)).toBe(1)
  })

  test('that was refused is not tried again', async () => {
    const data = outgoing()
    simulator.mail.faults.add({ kind: 'refuse' })
    await handle(data, run)
    await handleAgain(data)
    expect(arrived(data)).toBe(0)
    expect(ctx.queued).toEqual([])
  })

  test('is left to the queue as long as nothing was done, however often, and then goes out once (Y4)', async () => {
    const data = outgoing()
    for (const kind of ['garbage', 'down', 'defer', 'down', 'defer', 'defer', 'down'] as const) {
      simulator.mail.faults.add({ kind }, { times: 2 })
      await expect(handle(data, run)).rejects.toThrow('did not take a letter')
      simulator.mail.faults.clear()
    }
    await handle(data, run)
    expect(arrived(data)).toBe(1)
    expect(ctx.queued).toEqual([])
  })

  test('comes four times at most when every answer is lost, further and further apart', async () => {
    const data = outgoing()
    simulator.mail.faults.add({ kind: 'drop-after' }, { times: 100 })
    const delays: number[] = []
    ctx.queued.push({ data, startAfter: undefined })
    for (let next = ctx.queued.shift(); next; next = ctx.queued.shift()) {
      if (next.startAfter) delays.push((next.startAfter.getTime() - ctx.now().getTime()) / 1000)
      await handle(next.data, run)
    }
    expect(arrived(data)).toBe(4)
    expect(delays).toEqual([30, 150, 750])
    expect(new Set(simulator.mail.letters().map(({ headers }) => headers['message-id'])).size).toBe(1)
  })

  test('counts a try that a killed process had begun', async () => {
    const data = outgoing()
    const stop = new AbortController()
    simulator.mail.faults.add({ kind: 'slow', delayMs: 60_000 }, { times: 100 })
    for (let kills = 0; kills < 6; kills++) {
      const before = arrived(data)
      const killed = makeDeliverMail({ ...ctx, jobs: lost }, openMailer())(data, { ...run, signal: stop.signal })
      void killed.catch(() => {})
      await Promise.race([killed, more(data, before)])
    }
    expect(arrived(data)).toBe(4)
    stop.abort()
  })

  test('is not sent after its time, nor where there is no mail server', async () => {
    const data = outgoing()
    await makeDeliverMail(ctx, undefined)(data, run)
    ctx.advance(HOUR_MS + 1)
    await handle(data, run)
    expect(arrived(data)).toBe(0)
  })

  test('is tried through an outage of a week', () => {
    const { retryLimit = 0, retryDelayMaxSeconds = 0 } = deliverMail.options
    expect(retryLimit * retryDelayMaxSeconds).toBeGreaterThan(7 * 24 * 3600)
  })

  test('leaves neither an address nor a word of it in the log or in its record (X8)', async () => {
    const { log, lines } = capturedLog()
    const data = outgoing()
    simulator.mail.faults.add({ kind: 'refuse' })
    await makeDeliverMail({ ...ctx, log }, openMailer())(data, run)
    const { rows } = await ground.ctx.db.execute(sql`select t::text from mail_deliveries t`)
    const text = `${lines.join()} ${JSON.stringify(rows)}`
    expect(lines).toHaveLength(1)
    for (const word of [data.letter.to, data.letter.key, 'Сирень']) expect(text).not.toContain(word)
  })

  test('is forgotten a month later', async () => {
    await handle(outgoing(), run)
    const count = async () => (await ground.ctx.db.execute(sql`select 1 from mail_deliveries`)).rows.length
    expect(await count()).toBeGreaterThan(0)
    ctx.advance(31 * 24 * HOUR_MS)
    await sweepLetters(ctx)
    expect(await count()).toBe(0)
  })
})

const lost: Ctx['jobs'] = { send: async () => {}, publish: async () => {} }

/** Until one more has arrived. */
function more(data: OutgoingLetter, before: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (arrived(data) > before ? resolve() : setTimeout(look, 5))
    look()
  })
}
