import type { Email, Phone } from '@vitrina/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admitCustomer } from '#own-account'
import type { Delivery } from '#platform'
import { startVerification } from '../src/modules/registration/start-verification.ts'
import { confirmCode } from '../src/modules/verification-codes/confirm-code.ts'
import { resendCode } from '../src/modules/verification-codes/resend-code.ts'
import { describeVerification, readVerification } from '../src/modules/verifications/read-verification.ts'
import { newEmail } from './accounts.ts'
import { newPhone } from './made-up.ts'
import { openWire, type Wire, type WireAnswer } from './open-wire.ts'
import { sendCodes } from './registrations.ts'
import { expectSameTime } from './same-time.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
let wire: Wire
let passwordHash: string
beforeAll(async () => {
  on = await useCases()
  // Once for all of them: to make a thousand hashes took longer than all that is measured.
  passwordHash = await on.ports.hasher.hash(PASSWORD)
  wire = await openWire(on)
})
afterAll(async () => {
  await wire.close()
  await on.close()
})

const PASSWORD = 'Сирень-2026'
const ROUNDS = 21

interface Person {
  email: Email
  phone: Phone
}
type Kind = 'known' | 'unknown'

/** Somebody with an account by both identifiers and a password, or nobody; the same is done before for either. */
async function person(kind: Kind): Promise<Person> {
  const [owner, nobody] = [
    { email: newEmail(), phone: newPhone() as Phone },
    { email: newEmail(), phone: newPhone() as Phone },
  ]
  await admitCustomer(on.ctx, newProof(owner), newClaim({ passwordHash }))
  return kind === 'known' ? owner : nobody
}

/** The numbers, addresses and ids of an answer are everybody's own; all else has to be the same. */
const alike = (answer: unknown) =>
  JSON.stringify(answer)
    .replace(/person\d+@|p…\d+@|p…@/g, '@')
    .replace(/\+79\d{9}|\+7…\d\d/g, '+7')
    .replace(/"(id|customerId|instance|requestId)":("[^"]*"|\d+)/g, '"$1":0')

interface Call<Prepared> {
  prepare: (person: Person) => Promise<Prepared>
  call: (prepared: Prepared) => Promise<unknown>
}

/** Expects those who have an account and those who have none to be answered the same, and in the same time. */
const expectNothingTold = <Prepared>({ prepare, call }: Call<Prepared>): Promise<void> =>
  expectSameTime(on.ports.hasher, async () => {
    const takenMs: Record<Kind, number[]> = { known: [], unknown: [] }
    const answers: Record<Kind, Set<string>> = { known: new Set(), unknown: new Set() }
    // In turn, so that a busy machine slows both of them down.
    for (let round = 0; round < ROUNDS; round++) {
      const kinds = ['known', 'unknown'] as const
      for (const kind of round % 2 ? kinds.toReversed() : kinds) {
        const prepared = await prepare(await person(kind))
        const from = performance.now()
        const answer = await call(prepared).catch(({ code, kind, details }) => ({ code, kind, details }))
        takenMs[kind].push(performance.now() - from)
        answers[kind].add(alike(answer))
        await on.takeJobs('registration.send-code')
      }
    }
    expect([...answers.known]).toEqual([...answers.unknown])
    expect(answers.known.size).toBe(1)
    return takenMs
  })

type Purpose = 'register' | 'reset_password'
let addresses = 0

async function start(
  purpose: Purpose,
  method: 'email' | 'sms',
  { email, phone, password }: Person & { password?: string },
) {
  const typed = { name: null, telegramUsername: null, password, locale: 'ru', subject: null } as const
  const named = method === 'email' ? { email, phone: null } : { email: null, phone }
  const asked = {
    flow: 'native',
    method,
    purpose,
    device,
    address: `10.1.${addresses >> 8}.${addresses++ & 255}`,
  } as const
  const { id, txn, verification } = await startVerification(on.ctx, { ...asked, ...typed, ...named }, on.ports)
  return { id, txn, state: describeVerification(id, verification, on.ctx.now()) }
}

type Begun = Awaited<ReturnType<typeof start>>
const stateOf = async ({ id, txn }: Begun) =>
  describeVerification(id, await readVerification(on.ctx, { id, txn }, on.ports.ephemeral), on.ctx.now())

const purposes = ['register', 'reset_password'] as const
const channels = ['email', 'sms'] as const
const cases = purposes.flatMap((purpose) => channels.map((channel) => [purpose, channel] as const))

describe('who has an account is told to nobody', () => {
  test.each(cases)('who asks for a code, to %s by %s (S17)', (purpose, channel) =>
    expectNothingTold({
      prepare: async (person) => person,
      call: async (person) => (await start(purpose, channel, person)).state,
    }),
  )

  test.each(channels)('who registers with a password by %s (S17, S20)', (channel) =>
    expectNothingTold({
      prepare: async (person) => ({ ...person, password: 'Жасмин-2027' }),
      call: async (person) => (await start('register', channel, person)).state,
    }),
  )

  test.each(cases)('who asks for another code, to %s by %s (S17)', (purpose, channel) =>
    expectNothingTold({
      prepare: async (person) => {
        const begun = await start(purpose, channel, person)
        await sendCodes(on)
        on.ctx.advance(60_000)
        return { ...begun, address: begun.id }
      },
      call: async (begun) => ({ ...(await resendCode(on.ctx, begun, on.ports)), resendAt: null }),
    }),
  )

  test.each(cases)('who tries a code, to %s by %s (S17)', (purpose, channel) =>
    expectNothingTold({
      prepare: async (person) => {
        const begun = await start(purpose, channel, person)
        const code = (await sendCodes(on))[0]?.code
        return { ...begun, code: code === '000000' ? '000001' : '000000', device, address: begun.id }
      },
      call: (input) => confirmCode(on.ctx, input, on.ports),
    }),
  )
})

describe('a page that waits for the code of a new password', () => {
  test.each<Delivery>([
    { outcome: 'delivered' },
    { outcome: 'not_done', retryAfterSeconds: 5 },
    { outcome: 'doubtful' },
    { outcome: 'refused', blocked: false, description: 'no such mailbox' },
  ])('shows the same whatever the mail server says ($outcome), and while it thinks (S17)', async (delivery) => {
    const seen: Record<Kind, string[]> = { known: [], unknown: [] }
    for (const kind of ['known', 'unknown'] as const) {
      const begun = await start('reset_password', 'email', await person(kind))
      seen[kind].push(alike(await stateOf(begun)))
      await sendCodes(on, delivery)
      seen[kind].push(alike(await stateOf(begun)))
      await on.takeJobs('registration.send-code')
    }
    expect(seen.known).toEqual(seen.unknown)
  })

  test('is told that it was sent before anybody is written to, so that no delay tells whether somebody is (S17)', async () => {
    const { makeSendCode } = await import('../src/modules/verification-codes/jobs.ts')
    const begun = await start('reset_password', 'email', await person('known'))
    const during: string[] = []
    const email = async () => {
      during.push((await stateOf(begun)).status)
      return { outcome: 'delivered' as const }
    }
    const send = makeSendCode(on.ctx, { ...on.ports, carriers: { email } })
    for (const job of await on.takeJobs('registration.send-code'))
      await send(job, { retryCount: 0, signal: AbortSignal.abort() })
    expect(during).toEqual(['code_sent'])
  })
})

const told = ({ status, body }: WireAnswer) => ({ status, body })
const post = async (path: string, body: object) => told(await wire.post(path, body))
const wrong = { password: 'SecurePass124!' }
const register = { name: 'Иван', ...wrong }

describe('the kept contracts tell no more', () => {
  const calls: [string, (person: Person) => Promise<unknown>][] = [
    [
      'C, registering by e-mail',
      ({ email }) => post('/auth/register', { ...register, email, verificationMethod: 'email' }),
    ],
    ['C, registering by SMS', ({ phone }) => post('/auth/register', { ...register, phone, verificationMethod: 'sms' })],
    [
      'C, registering by Telegram',
      ({ phone }) =>
        post('/auth/register', { ...register, phone, verificationMethod: 'telegram', telegramUsername: 'maria' }),
    ],
    ['C, verifying an e-mail', ({ email }) => post('/auth/verify', { email, code: '000000', method: 'email' })],
    ['C, verifying a phone', ({ phone }) => post('/auth/verify', { phone, code: '000000', method: 'sms' })],
    ['C, signing in by e-mail', ({ email }) => post('/auth/login', { ...wrong, email })],
    ['C, signing in by phone', ({ phone }) => post('/auth/login', { ...wrong, phone })],
    ['A, signing in', ({ phone }) => post('/auth/login', { ...wrong, phone_number: phone })],
  ]
  test.each(calls)('%s (S17)', (_, call) => expectNothingTold({ prepare: async (person) => person, call }))
})
