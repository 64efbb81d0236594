import { DialledPhone, TypedCode } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addressKey, type Cookies, type Ctx, type Routes, sameSecret } from '#platform'
import { sendAccessCookie } from '#sessions'
import { codesToChat } from '#telegram'
import { secretRejected } from '../errors.ts'
import { issueCode } from '../issue-code.ts'
import { badSecrets } from '../limits.ts'
import { CODE_SECONDS, readNumber } from '../model.ts'
import { type Redeemed, type RedeemPorts, redeemCode } from '../redeem-code.ts'

// Bots of that time sent it as a number or as its digits.
const TelegramId = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .transform(Number)
    .pipe(z.int().positive()),
])
const Create = z
  .object({
    secret_key: z.string(),
    telegram_id: TelegramId,
    phone_number: z.string().max(64, 'phone_invalid'),
    contact_user_id: TelegramId.nullish(),
  })
  .transform(({ telegram_id: telegramId, phone_number, contact_user_id }, context) => {
    // Only who says whose contact it was has seen one; the contract itself cannot tell (D5).
    const isShared = contact_user_id === telegramId
    const phone = readNumber(phone_number, isShared)
    if (!phone) context.addIssue({ code: 'custom', message: 'phone_invalid', path: ['phone_number'] })
    return { telegramId, phone: phone ?? z.NEVER, isShared }
  })
const Created = z.object({ code: z.string(), expires_in: z.int() })
const Register = z.object({ phone: DialledPhone, code: TypedCode })
const User = z.object({
  id: z.int(),
  name: z.string(),
  phone: z.string().nullable(),
  phone_verified: z.boolean(),
  email: z.string().nullable(),
  telegram_id: z.int().nullable(),
  telegram_username: z.string().nullable(),
})
const Registered = z.object({ tokens: z.object({ access: z.string(), refresh: z.string() }), user: User })

const describe = (summary: string) => ({ tags: ['contract D'], summary })
const config = { wire: 'D' } as const

export interface ContractDPorts extends RedeemPorts {
  cookies: Cookies
  /** Nothing when none is configured: then no bot is believed. */
  botSecret: string | undefined
}

/** System D's contract, kept to the letter (D2, D4): the call of a site. Unknown body fields pass, as they did there. */
export function contractD(ctx: Ctx, ports: ContractDPorts): Routes {
  return async (server) => {
    server.post(
      '/api/v1/auth/register/telegram/',
      {
        config,
        schema: { ...describe('Trade a code from the bot for tokens'), body: Register, response: { 200: Registered } },
      },
      (request, reply) => register(ctx, { request, reply }, ports),
    )
  }
}

/** The call of an external bot, which shows a secret and is no stranger for it. */
export function contractDBot(ctx: Ctx, ports: ContractDPorts): Routes {
  return async (server) => {
    server.post(
      '/api/v1/auth/telegram/otp/create/',
      {
        config,
        schema: { ...describe('Get a code for a person'), body: Create, response: { 200: Created } },
        // The secret is in the body, so this is as early as can be: to a stranger even its faults are none of his business.
        preValidation: (request) => requireSecret(request, ports),
      },
      async (request) => {
        await ports.limits.consume(codesToChat, String(request.body.telegramId))
        const unknown = { telegramUsername: null, name: null, locale: null }
        const code = await issueCode(ctx, { ...request.body, ...unknown }, ports)
        return { code, expires_in: CODE_SECONDS }
      },
    )
  }
}

async function register(
  ctx: Ctx,
  { request, reply }: { request: FastifyRequest<{ Body: z.output<typeof Register> }>; reply: FastifyReply },
  ports: ContractDPorts,
): Promise<z.input<typeof Registered>> {
  const { body, locale, client: device } = request
  const { phone, code } = body
  const redeemed = await redeemCode(ctx, { phone, code, locale, device, address: addressKey(request.ip) }, ports)
  const { session, refreshToken } = redeemed.opened
  // The short one only: the refresh token is in the body already, and never in both (ASVS 3.3.4).
  sendAccessCookie(reply, redeemed.opened, ports)
  return { tokens: { access: session.accessToken, refresh: refreshToken }, user: toUser(redeemed) }
}

function toUser({ customer, contacts }: Redeemed): z.input<typeof User> {
  const { id, name, email, phone, telegramId, telegramUsername } = customer
  return {
    id,
    name,
    phone: contacts.phone,
    phone_verified: phone !== null,
    email,
    telegram_id: telegramId,
    telegram_username: telegramUsername,
  }
}

/** S8: the secret is compared in constant time, wrong ones are counted, and none is ever logged. */
async function requireSecret(request: FastifyRequest, { botSecret, flood }: ContractDPorts): Promise<void> {
  const { secret_key: given } = (request.body ?? {}) as { secret_key?: unknown }
  if (botSecret !== undefined && typeof given === 'string' && sameSecret(given, botSecret)) return
  await flood.consume(badSecrets, addressKey(request.ip))
  throw secretRejected()
}
