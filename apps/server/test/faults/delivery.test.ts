import { type Simulator, startSimulator } from '@vitrina/simulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Ctx } from '#platform'
import { deliver, makeDeliver, makeSender, type Outgoing, tell } from '#telegram'
import { type TestCtx, testCtx } from '../ctx.ts'
import { openDatabase } from '../database.ts'

let opened: Awaited<ReturnType<typeof openDatabase>>
let simulator: Simulator
let ctx: TestCtx & { queued: { data: Outgoing; startAfter: Date | undefined }[] }

beforeAll(async () => {
  opened = await openDatabase()
})
afterAll(() => opened.close())

beforeEach(async () => {
  simulator = await startSimulator({ limits: false })
  const queued: typeof ctx.queued = []
  const jobs: Ctx['jobs'] = {
    send: async (_db, _name, data, startAfter) => void queued.push({ data: data as Outgoing, startAfter }),
    publish: async () => {},
  }
  ctx = { ...testCtx(opened.database.db), jobs, queued }
  return () => simulator.close()
})

const run = { retryCount: 0, signal: new AbortController().signal }

/** Somebody who has met the bot, and what there is to say. */
function met(...texts: string[]) {
  const person = simulator.addPerson()
  person.start()
  const until = new Date(ctx.now().getTime() + 30 * 60_000).toISOString()
  const calls = texts.map((text) => ({ method: 'sendMessage' as const, payload: { chat_id: person.id, text }, until }))
  return { person, outgoing: { chatId: person.id, calls } }
}

const heard = (person: { chat(): { from: string; text: string }[] }) =>
  person.chat().flatMap(({ from, text }) => (from === 'bot' ? [text] : []))

describe('what is told', () => {
  test('is said at most five times when every answer is lost, and what follows it once', async () => {
    const handle = makeDeliver(ctx, makeSender(simulator.botToken, simulator.apiRoot))
    const { person, outgoing } = met('first', 'second')
    simulator.faults.add({ kind: 'drop-after' }, { method: 'sendMessage', times: 5 })
    await tell(ctx, outgoing)
    const delays: number[] = []
    for (let next = ctx.queued.shift(); next; next = ctx.queued.shift()) {
      if (next.startAfter) delays.push((next.startAfter.getTime() - ctx.now().getTime()) / 1000)
      await handle(next.data, run)
    }
    expect(heard(person)).toEqual([...Array(5).fill('first'), 'second'])
    expect(delays).toEqual([2, 8, 32, 128])
  })

  test('is said in its order although the first call failed and the second would not have', async () => {
    const handle = makeDeliver(ctx, makeSender(simulator.botToken, simulator.apiRoot))
    const { person, outgoing } = met('the warning', 'the question')
    simulator.faults.add({ kind: 'drop-before' }, { method: 'sendMessage' })
    await handle(outgoing, run)
    expect(heard(person)).toEqual([])
    await handle(ctx.queued.shift()?.data ?? outgoing, run)
    expect(heard(person)).toEqual(['the warning', 'the question'])
  })

  test('is tried through an outage of a week, for that long a warning is worth reading', () => {
    const { retryLimit = 0, retryDelayMaxSeconds = 0 } = deliver.options
    expect(retryLimit * retryDelayMaxSeconds).toBeGreaterThan(7 * 24 * 3600)
  })

  test('is not said after its time', async () => {
    const handle = makeDeliver(ctx, makeSender(simulator.botToken, simulator.apiRoot))
    const { person, outgoing } = met('too late')
    ctx.advance(31 * 60_000)
    await handle(outgoing, run)
    expect(heard(person)).toEqual([])
  })

  test('is not tried again on somebody who blocked the bot', async () => {
    const handle = makeDeliver(ctx, makeSender(simulator.botToken, simulator.apiRoot))
    const { person, outgoing } = met('one', 'two')
    await opened.database.pool.query(
      `insert into telegram_chats (id, seen_at) values (${person.id}, now()) on conflict do nothing`,
    )
    person.block()
    await handle(outgoing, run)
    await handle(outgoing, run)
    const sent = simulator.calls().filter(({ method }) => method === 'sendMessage')
    expect(sent.map(({ status }) => status)).toEqual([403])
    expect(ctx.queued).toEqual([])
  })
})

describe('while Telegram is away', () => {
  test('one try is doubtful, all others are known to have done nothing', async () => {
    const sender = makeSender(simulator.botToken, simulator.apiRoot)
    const { person } = met()
    const say = () => sender.call('sendMessage', { chat_id: person.id, text: 'hello' })
    simulator.faults.offline()
    expect(await say()).toEqual({ outcome: 'doubtful' })
    for (let tries = 0; tries < 10; tries++) expect(await say()).toEqual({ outcome: 'not_done' })
    simulator.faults.online()
    expect(await say()).toEqual({ outcome: 'delivered' })
    expect(heard(person)).toEqual(['hello'])
  })

  test('a server that is not there at all leaves no doubt', async () => {
    const sender = makeSender(simulator.botToken, simulator.apiRoot)
    await simulator.close()
    expect(await sender.call('sendMessage', { chat_id: 1, text: 'hello' })).toEqual({ outcome: 'not_done' })
  })

  test('a 429 holds every chat back for as long as it says', async () => {
    const sender = makeSender(simulator.botToken, simulator.apiRoot)
    const { person } = met()
    const other = met().person
    simulator.faults.add({ kind: 'flood', retryAfter: 7 })
    const say = (id: number) => sender.call('sendMessage', { chat_id: id, text: 'hello' })
    expect(await say(person.id)).toEqual({ outcome: 'not_done', retryAfterSeconds: 7 })
    expect(await say(other.id)).toEqual({ outcome: 'not_done', retryAfterSeconds: 7 })
    expect(simulator.calls()).toEqual([])
  })
})
