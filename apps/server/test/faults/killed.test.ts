import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from '../browser.ts'
import { newPhone } from '../harness.ts'
import { eventually, Registering } from './registering.ts'
import { Home, type ServerProcess } from './server-process.ts'

let home: Home
let server: ServerProcess

beforeAll(async () => {
  home = await Home.open()
  server = await home.start()
})
afterAll(() => home.close())

/** Kills the server as a power cut would, and starts it again on what that left. */
async function killAndStart(): Promise<void> {
  await server.stop('SIGKILL')
  server = await home.start()
}

type Step = { name: string; act: (anna: Registering) => unknown; done: (anna: Registering) => Promise<unknown> }

const onSite: Step[] = [
  { name: 'the link was opened', act: (anna) => anna.openLink(), done: (anna) => anna.asked() },
  { name: '«It was me»', act: (anna) => anna.person.press('Это я'), done: (anna) => anna.askedForContact() },
  { name: 'the contact', act: (anna) => anna.person.shareContact(), done: (anna) => anna.code() },
]
const onSystemA: Step[] = [
  { name: 'the link was opened', act: (anna) => anna.openLink(), done: (anna) => anna.askedForContact() },
  { name: 'the contact', act: (anna) => anna.person.shareContact(), done: (anna) => anna.confirmed() },
]

describe('a process killed right after', () => {
  test.for(onSite.map(({ name }, at) => [name, at] as const))(
    '%s loses nothing of a registration (A6)',
    async ([, at]) => {
      const anna = new Registering(home.simulator, home.url)
      await anna.begin()
      for (const [step, { act, done }] of onSite.entries()) {
        act(anna)
        if (step === at) await killAndStart()
        await done(anna)
      }
      expect((await anna.enter(await anna.code())).status).toBe(200)
      await expectOneCustomer(anna)
    },
  )

  test.for(onSystemA.map(({ name }, at) => [name, at] as const))(
    '%s loses nothing of contract A (A6)',
    async ([, at]) => {
      const anna = new Registering(home.simulator, home.url)
      await anna.beginA()
      for (const [step, { act, done }] of onSystemA.entries()) {
        act(anna)
        if (step === at) await killAndStart()
        await done(anna)
      }
      expect((await anna.stateA()).body.status).toBe('verified')
      expect((await anna.login()).status).toBe(200)
      await expectOneCustomer(anna)
    },
  )

  test('the code left for Telegram sends it again within half a minute, and that one works', async () => {
    const anna = new Registering(home.simulator, home.url)
    await anna.begin()
    anna.openLink()
    await anna.asked()
    anna.person.press('Это я')
    await anna.askedForContact()
    home.simulator.faults.add({ kind: 'slow', delayMs: 5_000 }, { method: 'sendMessage', times: 2 })
    anna.person.shareContact()
    await eventually(async () => {
      const [row] = await home.query<{ count: string }>(
        `select (select count(*) from telegram_outbox where taken_by is not null)
           + (select count(*) from jobs.job where state = 'active' and name = 'registration.send-code') as count`,
      )
      expect(Number(row?.count)).toBeGreaterThan(0)
    })
    await killAndStart()
    expect((await anna.enter(await anna.code())).status).toBe(200)
    await expectOneCustomer(anna)
  })
})

describe('a process killed after a number was sent to the bot', () => {
  const steps = [
    { name: 'while it is taken', slow: 0 },
    { name: 'with the code on its way', slow: 5_000 },
  ]
  test.for(steps)('$name still sends a code, and the last one works (D3)', async ({ slow }) => {
    const person = home.simulator.addPerson({ phone: newPhone(), languageCode: 'ru' })
    const codes = () => person.chat().flatMap(({ text }) => /Код для сайта: (\d{6})/.exec(text)?.[1] ?? [])
    person.start()
    await person.waitFor('нажмите «Отправить номер»')
    if (slow > 0) home.simulator.faults.add({ kind: 'slow', delayMs: slow }, { method: 'sendMessage', times: 2 })
    person.shareContact()
    if (slow > 0) await eventually(() => expectUnderWay('bot-codes.send'))
    await killAndStart()
    await eventually(() => expect(codes()).not.toEqual([]))
    // One that was on its way may arrive after the next was made, and is void by then.
    await eventually(async () => {
      const { status } = await new Browser(home.url).post('/api/auth/bot-code', {
        phone: person.phone,
        code: codes().at(-1),
      })
      expect(status).toBe(200)
    })
    const sql = 'select count(*)::int from customers where phone = $1 or telegram_id = $2'
    expect(await home.query(sql, [person.phone, person.id])).toEqual([{ count: 1 }])
  })
})

async function expectUnderWay(job: string): Promise<void> {
  const sql = `select count(*)::int from jobs.job where state = 'active' and name = $1`
  expect(await home.query(sql, [job])).toEqual([{ count: 1 }])
}

describe('a process killed at any moment of a registration', () => {
  const random = mulberry32(20_260_801)
  const rounds = Array.from({ length: 12 }, (_, round) => ({ round, afterMs: Math.floor(random() * 450) }))

  test.for(rounds)(
    'leaves it open or done, never half: round $round, after $afterMs ms',
    async ({ round, afterMs }) => {
      const anna = new Registering(home.simulator, home.url)
      const isA = round % 3 === 2
      const killed = delay(afterMs).then(killAndStart)
      await (isA ? registerOnSystemA(anna) : registerOnSite(anna))
      await killed
      expect((await anna.login()).status).toBe(200)
      await expectOneCustomer(anna)
    },
  )
})

async function registerOnSite(anna: Registering): Promise<void> {
  await again(() => anna.begin())
  for (const { act, done } of onSite) {
    act(anna)
    await done(anna)
  }
  const answer = await again(async () => anna.enter(await anna.newestCode()))
  // Entered, and the answer died with the process: the account stands all the same.
  if (answer.status !== 200) expect(answer.body.code).toBe('registration.code_rejected')
}

async function registerOnSystemA(anna: Registering): Promise<void> {
  await again(() => anna.beginA())
  for (const { act, done } of onSystemA) {
    act(anna)
    await done(anna)
  }
  expect(await again(async () => (await anna.stateA()).body.status)).toBe('verified')
}

/** What a person does whose browser says that the site cannot be reached. */
function again<Result>(work: () => Promise<Result>): Promise<Result> {
  return eventually(work)
}

async function expectOneCustomer(anna: Registering): Promise<void> {
  const sql = 'select count(*)::int from customers where phone = $1 or telegram_id = $2'
  expect(await home.query(sql, [anna.person.phone, anna.person.id])).toEqual([{ count: 1 }])
}

/** A small generator with a seed, so that a round that failed can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
