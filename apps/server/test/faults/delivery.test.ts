import { type Simulator, startSimulator } from '@vitrina/simulator'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { insertOrTouchChat, makeSender, type OutgoingCall, type TelegramSender, tell } from '#telegram'
import { deliver } from '../../src/modules/telegram/deliver.ts'
import { takeOutgoing } from '../../src/modules/telegram/store.ts'
import { type TestCtx, testCtx } from '../ctx.ts'
import { openDatabase } from '../database.ts'

let opened: Awaited<ReturnType<typeof openDatabase>>
let simulator: Simulator
let ctx: TestCtx
let started: object[]

beforeAll(async () => {
  opened = await openDatabase()
})
afterAll(() => opened.close())

beforeEach(async () => {
  simulator = await startSimulator({ limits: false })
  started = []
  const jobs = {
    send: async (_db: unknown, _name: string, data: object) => void started.push(data),
    publish: async () => {},
  }
  ctx = { ...testCtx(opened.database.db), jobs }
  return async () => {
    await opened.database.db.execute(sql`delete from telegram_outbox`)
    await simulator.close()
  }
})

const { signal } = new AbortController()

/** Makes every call that may be made now, one after another; says how many. */
async function deliverDue(sender: TelegramSender): Promise<number> {
  for (let made = 0; ; made++) {
    const hold = { takenBy: 'test', heldUntil: new Date(ctx.now().getTime() + 15_000) }
    const [row] = await takeOutgoing(ctx.db, hold, { now: ctx.now(), limit: 1 })
    if (!row) return made
    await deliver(ctx, row, sender, signal)
  }
}

/** How many seconds until something may be tried again; nothing when all is settled. */
async function nextTry(): Promise<number | undefined> {
  const { rows } = await ctx.db.execute<{ at: Date }>(
    sql`select held_until as at from telegram_outbox order by id limit 1`,
  )
  const at = rows[0]?.at
  return at && (new Date(at).getTime() - ctx.now().getTime()) / 1000
}

/** Makes every call until all is settled; says how many seconds were waited for each next try. */
async function deliverAll(sender: TelegramSender): Promise<number[]> {
  const delays: number[] = []
  await deliverDue(sender)
  for (let seconds = await nextTry(); seconds !== undefined; seconds = await nextTry()) {
    delays.push(seconds)
    ctx.advance(seconds * 1000)
    await deliverDue(sender)
  }
  return delays
}

/** Somebody who has met the bot, and what there is to say. */
function met(...texts: string[]) {
  const person = simulator.addPerson()
  person.start()
  const until = new Date(ctx.now().getTime() + 30 * 60_000)
  const calls: OutgoingCall[] = texts.map((text) => ({
    method: 'sendMessage',
    payload: { chat_id: person.id, text },
    until,
  }))
  return { person, outgoing: { chatId: person.id, calls } }
}

const senderOf = () => makeSender(simulator.botToken, simulator.apiRoot)

const heard = (person: { chat(): { from: string; text: string }[] }) =>
  person.chat().flatMap(({ from, text }) => (from === 'bot' ? [text] : []))

describe('what is told', () => {
  test('is said at most five times when every answer is lost, and what follows it once (T17)', async () => {
    const sender = senderOf()
    const { person, outgoing } = met('first', 'second')
    simulator.faults.add({ kind: 'drop-after' }, { method: 'sendMessage', times: 5 })
    await tell(ctx, outgoing)
    const delays = await deliverAll(sender)
    expect(heard(person)).toEqual([...Array(5).fill('first'), 'second'])
    expect(delays).toEqual([2, 8, 32, 128])
  })

  test('is said in its order although the first call failed and the second would not have', async () => {
    const sender = senderOf()
    const { person, outgoing } = met('the warning', 'the question')
    simulator.faults.add({ kind: 'drop-before' }, { method: 'sendMessage' })
    await tell(ctx, outgoing)
    await deliverDue(sender)
    expect(heard(person)).toEqual([])
    ctx.advance(2_000)
    await deliverDue(sender)
    expect(heard(person)).toEqual(['the warning', 'the question'])
  })

  test('starts what follows once it is said, or likely so, and not before', async () => {
    const sender = senderOf()
    const { outgoing } = met('one', 'two')
    const isAway: TelegramSender = { call: async () => ({ outcome: 'not_done' }) }
    await tell(ctx, { ...outgoing, followUp: { job: 'next', data: { after: 'two' } } })
    await deliverDue(isAway)
    expect(started).toEqual([])
    ctx.advance(1_000)
    simulator.faults.add({ kind: 'slow', delayMs: 0 }, { method: 'sendMessage' })
    simulator.faults.add({ kind: 'drop-after' }, { method: 'sendMessage' })
    await deliverDue(sender)
    expect(started).toEqual([{ after: 'two' }])
    ctx.advance(2_000)
    expect(await deliverDue(sender)).toBe(1)
    expect(started).toHaveLength(1)
  })

  test('is tried again after 1, 2, 4, 8 and then every 15 seconds, for as long as it is worth saying', async () => {
    const sender: TelegramSender = { call: async () => ({ outcome: 'not_done' }) }
    const { outgoing } = met('hello')
    await tell(ctx, outgoing)
    const delays = await deliverAll(sender)
    expect(delays.slice(0, 6)).toEqual([1, 2, 4, 8, 15, 15])
    expect(delays.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(29 * 60)
  })

  test('is not said after its time', async () => {
    const { person, outgoing } = met('too late')
    await tell(ctx, outgoing)
    ctx.advance(31 * 60_000)
    expect(await deliverDue(senderOf())).toBe(1)
    expect(heard(person)).toEqual([])
  })

  test('is not tried again on somebody who blocked the bot (T15)', async () => {
    const { person, outgoing } = met('one', 'two')
    await opened.database.pool.query(
      `insert into telegram_chats (id, seen_at) values (${person.id}, now()) on conflict do nothing`,
    )
    person.block()
    await tell(ctx, outgoing)
    await deliverDue(senderOf())
    const sent = simulator.calls().filter(({ method }) => method === 'sendMessage')
    expect(sent.map(({ status }) => status)).toEqual([403])
    expect(await nextTry()).toBeUndefined()
  })
})

describe('while Telegram is away', () => {
  test('one try is doubtful, all others are known to have done nothing', async () => {
    const sender = senderOf()
    const { person } = met()
    const say = () => sender.call('sendMessage', { chat_id: person.id, text: 'hello' })
    simulator.faults.offline()
    expect(await say()).toEqual({ outcome: 'doubtful' })
    for (let tries = 0; tries < 10; tries++) expect(await say()).toEqual({ outcome: 'not_done' })
    simulator.faults.online()
    expect(await say()).toMatchObject({ outcome: 'delivered' })
    expect(heard(person)).toEqual(['hello'])
  })

  test('a server that is not there at all leaves no doubt', async () => {
    const sender = senderOf()
    await simulator.close()
    expect(await sender.call('sendMessage', { chat_id: 1, text: 'hello' })).toEqual({ outcome: 'not_done' })
  })

  test.each(['{"ok":true,"result":true}', 'null', '[]', '5', '{}', '{"ok":false}', '<html>'])(
    '%s, whoever answers so, tells nothing of anybody: asked for a name it is away, told a message it is in doubt',
    async (body) => {
      const sender = senderOf()
      const { person } = met()
      simulator.faults.add({ kind: 'garbage', body }, { times: 2, method: 'getChat' })
      expect(await sender.findUsername(person.id)).toBe('away')
      if (body.includes('true')) return
      simulator.faults.add({ kind: 'garbage', body }, { method: 'sendMessage' })
      const say = () => sender.call('sendMessage', { chat_id: person.id, text: 'hello' })
      expect(await say()).toEqual({ outcome: 'doubtful' })
      expect(await say()).toMatchObject({ outcome: 'delivered' })
    },
  )

  test('a 429 holds every chat back for as long as it says (T6)', async () => {
    const sender = senderOf()
    const { person } = met()
    const other = met().person
    simulator.faults.add({ kind: 'flood', retryAfter: 7 })
    const say = (id: number) => sender.call('sendMessage', { chat_id: id, text: 'hello' })
    expect(await say(person.id)).toEqual({ outcome: 'not_done', retryAfterSeconds: 7 })
    expect(await say(other.id)).toEqual({ outcome: 'not_done', retryAfterSeconds: 7 })
    expect(simulator.calls()).toEqual([])
  })
})

describe('what is said of one topic (E10)', () => {
  const telling = (outgoing: { chatId: number; calls: OutgoingCall[] }, more: object = {}) =>
    tell(ctx, { ...outgoing, topic: 'order:1', ...more })
  const again = (person: { id: number }, text: string) => ({
    chatId: person.id,
    calls: [
      {
        method: 'sendMessage' as const,
        payload: { chat_id: person.id, text },
        until: new Date(ctx.now().getTime() + 60_000),
      },
    ],
  })

  /** Somebody whose chat is known, and to whom «placed» was said. */
  async function told() {
    const sender = senderOf()
    const { person, outgoing } = met('placed')
    await insertOrTouchChat(ctx.db, { id: person.id, languageCode: 'ru', username: undefined }, ctx.now())
    await telling(outgoing)
    await deliverDue(sender)
    return { sender, person }
  }

  test('takes the place of what was said before while that is the last thing in the chat', async () => {
    const { sender, person } = await told()
    await telling(again(person, 'paid'))
    await deliverDue(sender)
    expect(heard(person)).toEqual(['paid'])
  })

  test('stands by itself once something else was said, by us or by them, or when it is to ring', async () => {
    const { sender, person } = await told()
    await tell(ctx, again(person, 'a code'))
    await telling(again(person, 'paid'))
    await deliverDue(sender)
    const { id: messageId } = person.say('thanks')
    const wrote = { id: person.id, languageCode: 'ru', username: undefined, messageId }
    await insertOrTouchChat(ctx.db, wrote, ctx.now())
    await telling(again(person, 'sent'))
    await deliverDue(sender)
    await telling(again(person, 'delivered'), { rings: true })
    await telling(again(person, 'thank you'))
    await deliverDue(sender)
    expect(heard(person)).toEqual(['placed', 'a code', 'paid', 'sent', 'thank you'])
  })

  test('is said anew when the message is gone', async () => {
    const { sender, person } = await told()
    const [last] = person.chat().slice(-1)
    const address = `${simulator.apiRoot}/bot${simulator.botToken}/deleteMessage?chat_id=${person.id}&message_id=${last?.id}`
    await fetch(address)
    await telling(again(person, 'paid'))
    await deliverDue(sender)
    ctx.advance(1_000)
    await deliverDue(sender)
    expect(heard(person)).toEqual(['paid'])
  })
})

test('what is not news goes ahead of whatever is, in its chat and in others, and news has a measure (E10)', async () => {
  const news = Array.from({ length: 6 }, () => met('news'))
  for (const { outgoing } of news) await tell(ctx, { ...outgoing, isNews: true })
  const [{ person, outgoing }] = [met('an answer')]
  await tell(ctx, outgoing)
  await tell(ctx, { ...outgoing, calls: [...outgoing.calls], isNews: true })
  const hold = { takenBy: 'test', heldUntil: new Date(ctx.now().getTime() + 15_000) }
  const first = await takeOutgoing(ctx.db, hold, { now: ctx.now(), limit: 8, newsLimit: 2 })
  expect(first.map(({ chatId, isNews }) => [chatId, isNews]).sort()).toEqual(
    [
      [person.id, false],
      [news[0]?.person.id, true],
      [news[1]?.person.id, true],
    ].sort(),
  )
  expect(await takeOutgoing(ctx.db, hold, { now: ctx.now(), limit: 8, newsLimit: 0 })).toEqual([])
  expect(await takeOutgoing(ctx.db, hold, { now: ctx.now(), limit: 8, newsLimit: 8 })).toHaveLength(5)
})
