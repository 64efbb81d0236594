import type { Email, Phone, VerificationMethod, VerificationPurpose } from '@vitrina/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitCustomer } from '#own-account'
import { enqueue } from '#platform'
import { type Channel, type Flow, needsContact } from '#verifications'
import { confirmByName } from '../src/modules/kept-contracts/confirm-by-name.ts'
import { startVerification } from '../src/modules/registration/start-verification.ts'
import { confirmCode, confirmReturn } from '../src/modules/verification-codes/confirm-code.ts'
import { sendCode } from '../src/modules/verification-codes/jobs.ts'
import { newEmail, signedInAs } from './accounts.ts'
import { newPhone } from './made-up.ts'
import { answer, claim, sendCodes, share } from './registrations.ts'
import { device, newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

/*
 * Twenty at once with one code open one session, whichever way it is proven. Other proofs have
 * the same rule beside their other ones: codes from the bot in bot-codes, init data in mini-app,
 * OpenID Connect in journeys/telegram-oidc, passkeys in passkeys, proofs again in continued-sessions.
 */

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

const TIMES = 20
let people = 5_000_000_000

interface Way {
  flow?: Flow
  method: VerificationMethod
  purpose?: VerificationPurpose
  email?: Email
  subject?: Parameters<typeof startVerification>[1]['subject']
}

/** Takes a verification up to its code; out: all that anybody may end it by. */
async function reachCode({ flow = 'native', method, purpose = 'register', email = newEmail(), subject = null }: Way) {
  const telegramId = people++
  const [phone, username] = [newPhone() as Phone, `anna_${telegramId}`]
  const typed = { name: 'Анна', phone, email, telegramUsername: username, password: undefined, locale: 'ru' } as const
  const input = { flow, method, purpose, subject, ...typed, device, address: String(telegramId) }
  const started = { ...(await startVerification(on.ctx, input, on.ports)), telegramId, phone }
  if (method.startsWith('telegram')) {
    await claim(on, started, { username })
    await answer(on, started, 'mine')
    if (needsContact(started.verification)) await share(on, started)
    else await enqueue(on.ctx, sendCode, { verificationId: started.id, nth: 1 })
  }
  const message = (await sendCodes(on)).at(-1)
  if (!message) throw new Error('no code was sent')
  return { ...started, ...message, email }
}

type Reached = Awaited<ReturnType<typeof reachCode>>

// Each from an address of its own: guesses at a code that is gone are counted by it.
const typeCode = ({ id, txn, code }: Reached) => confirmCode(on.ctx, { id, txn, code, device, address: id }, on.ports)
const comeBack = ({ id, txn, secret }: Reached) => confirmReturn(on.ctx, { id, txn, secret, device }, on.ports)
const verify = (channel: Channel, by: 'email' | 'phone') => (reached: Reached) =>
  confirmByName(on.ctx, { channel, identifier: reached[by], code: reached.code, device, address: reached.id }, on.ports)

async function sessions(): Promise<number> {
  const { rows } = await on.ctx.db.execute<{ n: number }>('select count(*)::int as n from sessions')
  return rows[0]?.n ?? 0
}

const native = ['telegram_contact', 'telegram_name', 'telegram_code', 'email', 'sms'] as const
const register =
  (method: VerificationMethod, flow: Flow = 'native') =>
  () =>
    reachCode({ flow, method })

/** Somebody with an account asks for a new password. */
async function forget(): Promise<Reached> {
  const email = newEmail()
  await admitCustomer(on.ctx, newProof({ telegramId: null, phone: null, email }), newClaim())
  return reachCode({ method: 'email', purpose: 'reset_password', email })
}

/** Somebody who is signed in proves one more address. */
async function add(): Promise<Reached> {
  const { customerId, sessionId } = await signedInAs(on)
  return reachCode({ method: 'email', purpose: 'add_identifier', subject: { customerId, sessionId } })
}

const ways: [string, () => Promise<Reached>, (reached: Reached) => Promise<unknown>][] = [
  ...native.map((method) => [`a code, ${method}`, register(method), typeCode] as (typeof ways)[number]),
  ['a code of a new password', forget, typeCode],
  ['a code of one more address', add, typeCode],
  ['a return link', register('telegram_contact'), comeBack],
  ['a return link to a name', register('telegram_name'), comeBack],
  ['a code of contract B', register('telegram_name', 'contract_b'), verify('telegram', 'phone')],
  ['a code of contract C by e-mail', register('email', 'contract_c'), verify('email', 'email')],
  ['a code of contract C by SMS', register('sms', 'contract_c'), verify('sms', 'phone')],
  ['a code of contract C by Telegram', register('telegram_code', 'contract_c'), verify('telegram', 'email')],
]

test.each(ways)('%s, twenty times at once, opens one session (S15)', async (_, reach, end) => {
  const reached = await reach()
  const before = await sessions()
  const all = await Promise.allSettled(Array.from({ length: TIMES }, () => end(reached)))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const each of all)
    if (each.status === 'rejected')
      expect(each.reason.code).toMatch(/code_rejected|return_rejected|code_not_accepted|session_ended/)
  expect(await sessions()).toBe(before + 1)
  await expect(end(reached)).rejects.toBeDefined()
  expect(await sessions()).toBe(before + 1)
})
