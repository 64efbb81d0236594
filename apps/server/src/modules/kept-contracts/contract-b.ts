import { PersonName, readAnonymousNumber, readSharedPhone } from '@vitrina/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addressKey, type Ctx, type Routes } from '#platform'
import { botUnknown, starts, startVerification } from '#registration'
import type { SharedContact } from '#verifications'
import { requireBotSecret } from './bot-secret.ts'
import { unknownSessions } from './limits.ts'
import { readContactStatus } from './read-contact-status.ts'
import { takeContactFromBot } from './take-contact-from-bot.ts'
import type { WirePorts } from './wire-call.ts'

const Register = z.object({ name: PersonName })
const Registered = z.object({
  sessionId: z.string(),
  botUsername: z.string(),
  telegramLink: z.string(),
  status: z.literal('pending'),
})
const Check = z.object({ sessionId: z.string().min(1).max(128) })
const Checked = z.union([
  z.object({ status: z.literal('code_sent'), phone: z.string(), customerId: z.int() }),
  z.object({ status: z.enum(['pending', 'contact_received']) }),
])
const TelegramNumber = z.string().max(64).transform(readNumber)
const Contact = z.object({
  sessionId: z.string().min(1).max(128),
  phone: TelegramNumber,
  telegramId: z.int().positive(),
  // Libraries of bots send `null` for those who have none.
  telegramUsername: z
    .string()
    .regex(/^@?[A-Za-z0-9_]{1,32}$/, 'username_invalid')
    .nullish(),
})
const Received = z.object({ status: z.literal('contact_received') })

const describe = (summary: string) => ({ tags: ['contract B'], summary })

/**
 * System B's contract, kept to the letter (B1-B5): the name is typed, the number comes with the
 * contact. `POST /auth/verify`, by which it ends, is contract C's too. These are the calls of a
 * site.
 */
export function contractB(ctx: Ctx, ports: WirePorts): Routes {
  return async (server) => {
    server.post(
      '/auth/register/telegram',
      { schema: { ...describe('Start a registration'), body: Register, response: { 201: Registered } } },
      async (request, reply) => reply.status(201).send(await register(ctx, request, ports)),
    )

    server.post(
      '/auth/telegram/check-status',
      { schema: { ...describe('How far a registration is'), body: Check, response: { 200: Checked } } },
      (request) =>
        ports.flood.countingFailures(unknownSessions, addressKey(request.ip), () =>
          readContactStatus(ctx, request.body.sessionId, ports),
        ),
    )
  }
}

/** The call of an external bot, which shows a secret and is no stranger for it (B3). */
export function contractBBot(ctx: Ctx, ports: WirePorts & { botSecret: string | undefined }): Routes {
  return async (server) => {
    server.post(
      '/telegram/contact',
      {
        schema: { ...describe('Hand a contact over from an external bot'), body: Contact, response: { 200: Received } },
        onRequest: (request) => requireBotSecret(request, ports),
      },
      async (request) => {
        const { sessionId: start, phone: contact, telegramId, telegramUsername } = request.body
        const username = telegramUsername?.replace('@', '') ?? null
        await takeContactFromBot(ctx, { start, telegramId, username, contact }, ports)
        // Whatever has become of it since: told again, it is answered as it was.
        return { status: 'contact_received' as const }
      },
    )
  }
}

async function register(
  ctx: Ctx,
  request: FastifyRequest<{ Body: z.output<typeof Register> }>,
  ports: WirePorts,
): Promise<z.input<typeof Registered>> {
  const address = addressKey(request.ip)
  await ports.flood.consume(starts, address)
  const bot = ports.botLink()
  if (!bot) throw botUnknown({ retryAfter: 30 })
  const { locale, client: device } = request
  const input = {
    flow: 'contract_b',
    method: 'telegram_name',
    purpose: 'register',
    subject: null,
    name: request.body.name,
    phone: null,
    email: null,
    telegramUsername: null,
    password: undefined,
    locale,
    device,
    address,
  } as const
  const { start } = await startVerification(ctx, input, ports)
  return { sessionId: start, botUsername: bot.username, telegramLink: bot.link(start), status: 'pending' }
}

function readNumber(typed: string, context: z.RefinementCtx): SharedContact {
  const number = typed.replace(/[\s()-]/g, '')
  const contact = { phone: readSharedPhone(number) ?? null, anonymous: readAnonymousNumber(number) ?? null }
  if (contact.phone === null && contact.anonymous === null) {
    context.addIssue({ code: 'custom', message: 'phone_invalid' })
  }
  return contact
}
