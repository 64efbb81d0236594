import { setTimeout as delay } from 'node:timers/promises'
import type { SimulatedPerson } from '@vitrina/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { newPhone } from '../made-up.ts'
import { Registering } from './registering.ts'
import { seeded } from './seeded.ts'
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

const registrations = [
  { of: 'a registration', begin: (anna: Registering) => anna.begin(), steps: onSite },
  { of: 'contract A', begin: (anna: Registering) => anna.beginA(), steps: onSystemA },
]
const halves = registrations.flatMap(({ of, begin, steps }) =>
  steps.map((step, at) => ({ name: `${step.name} loses nothing of ${of}`, begin, steps, at })),
)

describe('a process killed right after', () => {
  const people = new Map<string, Registering>()
  let sender: SimulatedPerson

  // One kill for all of them, each in the middle of something else: what follows is waited for side by side.
  beforeAll(async () => {
    for (const { name, begin, steps, at } of halves) {
      const anna = new Registering(home.simulator, home.url)
      people.set(name, anna)
      await begin(anna)
      await follow(anna, steps.slice(0, at))
    }
    sender = await comeToBot()
    for (const { name, steps, at } of halves) steps[at]?.act(people.get(name) as Registering)
    sender.shareContact()
    await killAndStart()
  })

  test.for(halves)('$name (A6)', async ({ name, steps, at }) => {
    const anna = people.get(name) as Registering
    await steps[at]?.done(anna)
    await follow(anna, steps.slice(at + 1))
    if (steps === onSite) expect((await anna.enter(await anna.code())).status).toBe(200)
    else expect((await anna.stateA()).body.status).toBe('verified')
    expect((await anna.login()).status).toBe(200)
    await expectOneCustomer(anna)
  })

  test('a number was sent to the bot still sends a code, and the last one works (D3)', () => expectCodeWorks(sender))
})

async function follow(anna: Registering, steps: Step[]): Promise<void> {
  for (const { act, done } of steps) {
    act(anna)
    await done(anna)
  }
}

describe('a process killed with a code on its way', () => {
  let anna: Registering
  let person: SimulatedPerson

  beforeAll(async () => {
    anna = new Registering(home.simulator, home.url)
    await anna.begin()
    await follow(anna, onSite.slice(0, -1))
    person = await comeToBot()
    // Every message, for some are still on their way to the people above, and one of those may be the next.
    const slow = { method: 'sendMessage', times: Number.POSITIVE_INFINITY }
    home.simulator.faults.add({ kind: 'slow', delayMs: 5_000 }, slow)
    anna.person.shareContact()
    person.shareContact()
    await eventually(expectBothUnderWay)
    await server.stop('SIGKILL')
    home.simulator.faults.clear()
    server = await home.start()
  })

  test('for a registration sends it again within half a minute, and that one works', async () => {
    expect((await anna.enter(await anna.code())).status).toBe(200)
    await expectOneCustomer(anna)
  })

  test('for a number that was sent to the bot still sends one, and the last one works (D3)', async () => {
    await expectCodeWorks(person)
  })
})

/** Somebody whom the bot has offered a code. */
async function comeToBot(): Promise<SimulatedPerson> {
  const person = home.simulator.addPerson({ phone: newPhone(), languageCode: 'ru' })
  person.start()
  await person.waitFor('нажмите «Отправить номер»')
  return person
}

const codesIn = (person: SimulatedPerson) =>
  person.chat().flatMap(({ text }) => /Код для сайта: (\d{6})/.exec(text)?.[1] ?? [])

async function expectCodeWorks(person: SimulatedPerson): Promise<void> {
  await eventually(() => expect(codesIn(person)).not.toEqual([]))
  // One that was on its way may arrive after the next was made, and is void by then.
  await eventually(async () => {
    const { status } = await new Browser(home.url).post('/api/auth/bot-code', {
      phone: person.phone,
      code: codesIn(person).at(-1),
    })
    expect(status).toBe(200)
  })
  const sql = 'select count(*)::int from customers where phone = $1 or telegram_id = $2'
  expect(await home.query(sql, [person.phone, person.id])).toEqual([{ count: 1 }])
}

/** That a message of the registration and the code for the number sent to the bot are being sent now. */
async function expectBothUnderWay(): Promise<void> {
  const sending = `exists (select from jobs.job where state = 'active' and name = 'registration.send-code')
    or exists (select from telegram_outbox where taken_by is not null)`
  const sql = `select (${sending}) as registration,
    exists (select from jobs.job where state = 'active' and name = 'bot-codes.send') as "botCode"`
  expect(await home.query(sql)).toEqual([{ registration: true, botCode: true }])
}

describe('a process killed at any moment of a registration', () => {
  const random = seeded(20_260_801)
  const moment = () => Math.floor(random() * 700)
  const rounds = [1, 2].map((round) => ({ round, moments: Array.from({ length: 6 }, moment) }))

  // Six at once, each begun so long before the kill.
  test.for(rounds)(
    'leaves it open or done, never half: round $round, after $moments ms',
    async ({ round, moments }) => {
      const last = Math.max(...moments)
      const killed = delay(last).then(killAndStart)
      const people = moments.map(async (afterMs, nth) => {
        await delay(last - afterMs)
        const anna = new Registering(home.simulator, home.url)
        await ((nth + round) % 3 === 0 ? registerOnSystemA(anna) : registerOnSite(anna))
        return anna
      })
      for (const anna of await Promise.all(people)) {
        await killed
        expect((await anna.login()).status).toBe(200)
        await expectOneCustomer(anna)
      }
    },
  )
})

async function registerOnSite(anna: Registering): Promise<void> {
  await again(() => anna.begin())
  await follow(anna, onSite)
  const answer = await again(async () => anna.enter(await anna.newestCode()))
  // Entered, and the answer died with the process: the account stands all the same.
  if (answer.status !== 200) expect(answer.body.code).toBe('registration.code_rejected')
}

async function registerOnSystemA(anna: Registering): Promise<void> {
  await again(() => anna.beginA())
  await follow(anna, onSystemA)
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
