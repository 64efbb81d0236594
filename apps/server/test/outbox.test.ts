import { setTimeout as delay } from 'node:timers/promises'
import { type SimulatedPerson, type Simulator, startSimulator } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Ctx, Signals, transact } from '#platform'
import { makeSender, Outbox, tell } from '#telegram'
import { prolongHold, putDown, takeOutgoing } from '../src/modules/telegram/store.ts'
import { silentLog, testCtx } from './ctx.ts'
import { openDatabase } from './database.ts'

let opened: Awaited<ReturnType<typeof openDatabase>>
let simulator: Simulator
let processes: Process[] = []

interface Process {
  ctx: Ctx
  close(): Promise<void>
}

beforeAll(async () => {
  opened = await openDatabase()
})
afterAll(() => opened.close())
beforeEach(async () => {
  simulator = await startSimulator({ limits: false })
})
afterEach(async () => {
  for (const process of processes) await process.close()
  processes = []
  await opened.database.db.execute(sql`delete from telegram_outbox`)
  await simulator.close()
})

const senderOf = () => makeSender(simulator.botToken, simulator.apiRoot)

/** What empties the outbox in a process of its own, with its own idea of how Telegram is doing. */
async function openProcess(sender = senderOf()): Promise<Process> {
  const ctx = { ...testCtx(opened.database.db), now: () => new Date() }
  const signals = new Signals(opened.connection, silentLog())
  await signals.start()
  const outbox = new Outbox(ctx, sender, signals)
  outbox.start()
  const close = async () => {
    await outbox.close()
    await signals.close()
  }
  const process = { ctx, close }
  processes.push(process)
  return process
}

function metPerson(): SimulatedPerson {
  const person = simulator.addPerson()
  person.start()
  return person
}

const saying = (person: SimulatedPerson, ...texts: string[]) => {
  const until = new Date(Date.now() + 600_000)
  const calls = texts.map((text) => ({ method: 'sendMessage' as const, payload: { chat_id: person.id, text }, until }))
  return { chatId: person.id, calls }
}

const heard = (person: SimulatedPerson) => person.chat().flatMap(({ from, text }) => (from === 'bot' ? [text] : []))

const numbers = (count: number) => Array.from({ length: count }, (_, n) => String(n))

describe('what two processes tell one chat', () => {
  const misfortunes = [
    ['asks to wait', { kind: 'flood', retryAfter: 1 }],
    ['is slow', { kind: 'slow', delayMs: 700 }],
    ['drops the connection', { kind: 'drop-before' }],
    ['answers with a page of HTML', { kind: 'error', status: 502 }],
  ] as const

  test.each(misfortunes)('arrives in its order and once, though Telegram %s for the first (A6)', async (_, fault) => {
    const [here, there] = [await openProcess(), await openProcess()]
    const person = metPerson()
    simulator.faults.add(fault, { method: 'sendMessage' })
    for (const [at, text] of numbers(20).entries()) await tell((at % 2 ? here : there).ctx, saying(person, text))
    await expect.poll(() => heard(person).length, { timeout: 15_000 }).toBe(20)
    await delay(300)
    expect(heard(person)).toEqual(numbers(20))
  })

  test('at one time arrives in its order, in one transaction too', async () => {
    await openProcess()
    const { ctx } = await openProcess()
    const person = metPerson()
    await transact(ctx, async (ctx) => {
      for (let n = 0; n < 20; n += 2) await tell(ctx, saying(person, String(n), String(n + 1)))
    })
    await expect.poll(() => heard(person), { timeout: 20_000 }).toEqual(numbers(20))
  })

  test('of a transaction that is rolled back is never said', async () => {
    const { ctx } = await openProcess()
    const person = metPerson()
    const failed = transact(ctx, async (ctx) => {
      await tell(ctx, saying(person, 'unsaid'))
      throw new Error('not after all')
    })
    await expect(failed).rejects.toThrow()
    await tell(ctx, saying(person, 'said'))
    await expect.poll(() => heard(person)).toEqual(['said'])
  })
})

describe('a chat that waits', () => {
  test('for a slow answer delays no other', async () => {
    const [here, there] = [await openProcess(), await openProcess()]
    const [slow, quick] = [metPerson(), metPerson()]
    simulator.faults.add({ kind: 'slow', delayMs: 8_000 }, { method: 'sendMessage' })
    for (const text of numbers(30)) await tell(here.ctx, saying(slow, text))
    for (const text of numbers(10)) await tell(there.ctx, saying(quick, text))
    await expect.poll(() => heard(quick), { interval: 10, timeout: 7_000 }).toEqual(numbers(10))
    expect(heard(slow)).toEqual([])
    await expect.poll(() => heard(slow), { timeout: 30_000 }).toEqual(numbers(30))
  })

  test('to be tried again delays no other', async () => {
    const { ctx } = await openProcess()
    const [failing, quick] = [metPerson(), metPerson()]
    await tell(ctx, saying(failing, 'first'), new Date(Date.now() + 60_000))
    const rows = await ctx.db.execute<{ id: number }>(sql`select id::int from telegram_outbox`)
    await ctx.db.execute(sql`update telegram_outbox set due_at = null, held_until = now() + interval '1 minute'`)
    await tell(ctx, saying(failing, 'second'))
    await tell(ctx, saying(quick, 'at once'))
    await expect.poll(() => heard(quick)).toEqual(['at once'])
    expect(heard(failing)).toEqual([])
    await putDown(ctx.db, rows.rows[0]?.id ?? 0, { heldUntil: new Date() })
    await expect.poll(() => heard(failing), { timeout: 20_000 }).toEqual(['first', 'second'])
  })

  test('for its time lets what is due go ahead', async () => {
    const { ctx } = await openProcess()
    const person = metPerson()
    await tell(ctx, saying(person, 'later'), new Date(Date.now() + 5_000))
    await tell(ctx, saying(person, 'now'))
    await expect.poll(() => heard(person), { timeout: 4_000 }).toEqual(['now'])
    await expect.poll(() => heard(person), { timeout: 20_000 }).toEqual(['now', 'later'])
  })
})

describe('a call in hand', () => {
  const hold = (takenBy: string, ms: number) => ({ takenBy, heldUntil: new Date(Date.now() + ms) })
  const take = (takenBy: string, ms: number, now = new Date()) => {
    const heldUntil = new Date(now.getTime() + ms)
    return takeOutgoing(opened.database.db, { takenBy, heldUntil }, { now, limit: 8 })
  }
  const in100ms = (moment: Date) => new Date(moment.getTime() + 101)
  const tellSilently = async () => {
    const ctx = { ...testCtx(opened.database.db), now: () => new Date() }
    await tell(ctx, saying(metPerson(), 'one', 'two'))
    return ctx
  }

  test('is taken by one of many who reach for it at once, and keeps those after it', async () => {
    await tellSilently()
    const taken = await Promise.all(numbers(8).map((name) => take(name, 60_000)))
    expect(taken.flat().map(({ payload }) => payload.text)).toEqual(['one'])
    expect(await take('late', 60_000)).toEqual([])
  })

  test('of a process that was killed is taken by another when its hold ends', async () => {
    await tellSilently()
    const now = new Date()
    expect(await take('killed', 100, now)).toHaveLength(1)
    expect(await take('other', 60_000, now)).toEqual([])
    expect((await take('other', 60_000, in100ms(now))).map(({ tries, takenBy }) => [tries, takenBy])).toEqual([
      [2, 'other'],
    ])
  })

  test('is kept for as long as its process lives, and what that put down is not', async () => {
    const ctx = await tellSilently()
    const now = new Date()
    const [row] = await take('alive', 100, now)
    await prolongHold(ctx.db, hold('alive', 60_000))
    expect(await take('other', 60_000, in100ms(now))).toEqual([])
    await putDown(ctx.db, row?.id ?? 0, { heldUntil: new Date() })
    await prolongHold(ctx.db, hold('alive', 60_000))
    expect(await take('other', 60_000)).toHaveLength(1)
  })
})

test('news goes out as fast as Telegram takes it for nothing, and no second has more (T6, T7)', async () => {
  const quiet = { ...testCtx(opened.database.db), now: () => new Date() }
  for (const person of Array.from({ length: 70 }, metPerson)) {
    await tell(quiet, { ...saying(person, 'news'), isNews: true })
  }
  const sender = senderOf()
  const moments: number[] = []
  // When they leave: on a busy machine those that are on their way arrive in heaps.
  const call: typeof sender.call = (method, payload, signal) => {
    if (payload.text === 'news') moments.push(performance.now())
    return sender.call(method, payload, signal)
  }
  const { ctx } = await openProcess({ ...sender, call })
  const sent = () => simulator.calls().filter(({ parameters }) => parameters.text === 'news')
  const talker = metPerson()
  // Whatever else is said meanwhile wakes what empties the outbox.
  while (sent().length < 70) await tell(ctx, saying(talker, 'a word'))
  const busiest = Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 1_000).length))
  expect(busiest).toBeLessThanOrEqual(30)
  expect(Math.max(...moments) - Math.min(...moments)).toBeLessThan(20_000)
  expect(sent().some(({ parameters }) => 'allow_paid_broadcast' in parameters)).toBe(false)
})

test('a process that stops finishes the call in its hand', async () => {
  const { ctx, close } = await openProcess()
  const person = metPerson()
  simulator.faults.add({ kind: 'slow', delayMs: 500 }, { method: 'sendMessage' })
  await tell(ctx, saying(person, 'one'))
  await expect
    .poll(() => ctx.db.execute(sql`select from telegram_outbox where taken_by is not null`))
    .toHaveProperty('rowCount', 1)
  await close()
  expect(heard(person)).toEqual(['one'])
  expect((await ctx.db.execute(sql`select from telegram_outbox`)).rowCount).toBe(0)
})
