import type { Phone, VerificationMethod } from '@vitrina/contract'
import { type Delivery, enqueue } from '#platform'
import { answerOrigin } from '../src/modules/registration/answer-origin.ts'
import { claimVerification } from '../src/modules/registration/claim-verification.ts'
import { type Received, receiveContact } from '../src/modules/registration/receive-contact.ts'
import { type StartedVerification, startVerification } from '../src/modules/registration/start-verification.ts'
import { type CodeCarriers, makeSendCode, sendCode } from '../src/modules/verification-codes/jobs.ts'
import type { Flow } from '../src/modules/verifications/model.ts'
import { newPhone } from './made-up.ts'
import { device, type UseCases } from './use-cases.ts'

let people = 8_000_000_000

export interface Started extends StartedVerification {
  telegramId: number
  phone: Phone
}

export async function start(
  on: UseCases,
  overrides: { flow?: Flow; method?: VerificationMethod; phone?: Phone; password?: string; telegramId?: number } = {},
): Promise<Started> {
  const {
    flow = 'native',
    method = 'telegram_contact',
    phone = newPhone() as Phone,
    password,
    telegramId = people++,
  } = overrides
  const typed = { name: 'Анна', phone, email: null, telegramUsername: null, password, locale: 'ru' } as const
  const asked = { flow, method, purpose: 'register', subject: null } as const
  const input = { ...asked, ...typed, device, address: '127.0.0.1' }
  return { ...(await startVerification(on.ctx, input, on.ports)), telegramId, phone }
}

export const claim = (
  on: UseCases,
  { start, telegramId }: Started,
  { by = telegramId, username = null }: { by?: number; username?: string | null } = {},
) => claimVerification(on.ctx, { start, telegramId: by, username }, on.ports)

export const answer = (on: UseCases, { id, telegramId }: Started, answer: 'mine' | 'not_mine', by = telegramId) =>
  answerOrigin(on.ctx, { id, telegramId: by, answer }, on.ports)

export async function share(on: UseCases, { phone, telegramId }: Started, by = telegramId): Promise<Received> {
  // Who has no phone has bought a number.
  const contact = { phone, anonymous: phone === null ? '+88800123459' : null }
  const received = await receiveContact(on.ctx, { telegramId: by, username: null, contact }, on.ports)
  // As the bot has it done, once its own words have arrived.
  if (received.kind === 'code_due') await enqueue(on.ctx, sendCode, received.code)
  return received
}

/** A code as it stands in the chat: what is typed, and the secret of the return link. */
export interface Message {
  code: string
  secret: string
}

/** Does the waiting jobs of codes, with channels that take everything, or do what they are told; gives what it was told. */
export async function sendCodes(on: UseCases, delivery: Delivery = { outcome: 'delivered' }): Promise<Message[]> {
  const messages: Message[] = []
  const take = async (_: unknown, { code, returnPath }: { code: string; returnPath: string }) => {
    messages.push({ code, secret: returnPath.split('.')[1] ?? '' })
    return delivery
  }
  const carriers: CodeCarriers = { telegram: take, email: take, sms: take }
  const handle = makeSendCode(on.ctx, { ...on.ports, carriers })
  const run = { retryCount: 0, signal: AbortSignal.abort() }
  for (const job of await on.takeJobs('registration.send-code')) await handle(job, run)
  return messages
}

/** Takes a registration up to its code. */
export async function startToCode(on: UseCases, overrides?: Parameters<typeof start>[1]): Promise<Started & Message> {
  const started = await start(on, overrides)
  await claim(on, started)
  await answer(on, started, 'mine')
  await share(on, started)
  const [message] = await sendCodes(on)
  if (!message) throw new Error('no code was sent')
  return { ...started, ...message }
}
