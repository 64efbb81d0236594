import { NewPassword, PersonName, readSharedPhone, TypedPhone } from '@vitrina/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { logins } from '#identity'
import { loginWithPassword } from '#password-sign-in'
import { addressKey, type Ctx, hashToken, type Routes } from '#platform'
import { botUnknown, checkNewPassword, starts, startVerification } from '#registration'
import { CONTRACT_A_SECONDS, findOutcome, findVerification, isOpen, type VerificationId } from '#verifications'
import { requireBotSecret } from './bot-secret.ts'
import { verificationExpired } from './errors.ts'
import { unknownSessions } from './limits.ts'
import { registerByExternalBot } from './register-by-external-bot.ts'
import { Tokens, toTokens } from './tokens.ts'
import { type WireCall, type WirePorts, wireCall } from './wire-call.ts'

const Register = z.object({ phone_number: TypedPhone, name: PersonName, password: NewPassword })
const Registered = z.object({ verification_code: z.string(), telegram_link: z.string(), expires_in: z.int() })
const Checked = z.union([
  z.object({ status: z.literal('pending'), expires_in: z.int() }),
  z.object({ status: z.literal('verified'), user_id: z.int() }),
])
const Complete = z.object({
  verification_code: z.string().min(1).max(128),
  telegram_phone: z.string().max(32),
  telegram_chat_id: z.int().positive(),
})
const Completed = z.object({ status: z.literal('success'), user_id: z.int() })
const Login = z.object({ phone_number: z.string().min(1).max(64), password: z.string().min(1).max(1024) })

const describe = (summary: string) => ({ tags: ['contract A'], summary })

/**
 * System A's contract, kept to the letter (A1-A8): snake_case, the start secret doubling as
 * polling handle, tokens in the body. Unknown body fields pass, as they did there. These are the
 * calls of a site that no other contract has.
 */
export function contractA(ctx: Ctx, ports: WirePorts): Routes {
  return async (server) => {
    server.get(
      '/auth/check-verification/:code',
      {
        schema: {
          ...describe('How far a registration is'),
          params: z.object({ code: z.string().max(128) }),
          response: { 200: Checked },
        },
      },
      (request) =>
        ports.flood.countingFailures(unknownSessions, addressKey(request.ip), () =>
          checkVerification(ctx, request.params.code, ports),
        ),
    )
  }
}

/** `POST /auth/register` of contract A (A1). */
export function registerA(ctx: Ctx, ports: WirePorts): WireCall {
  return wireCall({
    wire: 'A',
    summary: 'Start a registration',
    knownBy: ['phone_number'],
    body: Register,
    status: 200,
    response: Registered,
    answer: (body, request) => register(ctx, { body, request }, ports),
  })
}

/** `POST /auth/login` of contract A (A8). */
export function loginA(ctx: Ctx, ports: WirePorts): WireCall {
  return wireCall({
    wire: 'A',
    summary: 'Sign in by password',
    knownBy: ['phone_number'],
    body: Login,
    status: 200,
    response: Tokens,
    answer: async ({ phone_number: identifier, password }, request) => {
      await ports.flood.consume(logins, addressKey(request.ip))
      return toTokens(await loginWithPassword(ctx, { identifier, password, device: request.client }, ports))
    },
  })
}

/** The call of an external bot, which shows a secret and is no stranger for it. */
export function contractABot(ctx: Ctx, ports: WirePorts & { botSecret: string | undefined }): Routes {
  return async (server) => {
    server.post(
      '/auth/complete-registration',
      {
        schema: { ...describe('Confirm from an external bot'), body: Complete, response: { 200: Completed } },
        onRequest: (request) => requireBotSecret(request, ports),
      },
      async (request) => {
        const { verification_code: start, telegram_phone, telegram_chat_id: telegramId } = request.body
        const input = { start, phone: readSharedPhone(telegram_phone) ?? null, telegramId }
        const { customerId } = await registerByExternalBot(ctx, input, ports)
        return { status: 'success' as const, user_id: customerId }
      },
    )
  }
}

async function register(
  ctx: Ctx,
  { body, request }: { body: z.output<typeof Register>; request: FastifyRequest },
  ports: WirePorts,
): Promise<z.input<typeof Registered>> {
  const address = addressKey(request.ip)
  await ports.flood.consume(starts, address)
  const bot = ports.botLink()
  if (!bot) throw botUnknown({ retryAfter: 30 })
  const { phone_number: phone, name, password } = body
  await checkNewPassword(password, { phone, email: null })
  const { locale, client: device } = request
  const typed = { name, phone, email: null, telegramUsername: null, password, locale }
  const input = {
    ...typed,
    flow: 'contract_a',
    method: 'telegram_contact',
    purpose: 'register',
    subject: null,
    device,
    address,
  } as const
  const { start } = await startVerification(ctx, input, ports)
  return { verification_code: start, telegram_link: bot.link(start), expires_in: CONTRACT_A_SECONDS }
}

async function checkVerification(ctx: Ctx, code: string, { ephemeral }: WirePorts): Promise<z.input<typeof Checked>> {
  const id = hashToken(code) as VerificationId
  const verification = await findVerification(ephemeral, ctx, id)
  if (verification?.flow !== 'contract_a') throw verificationExpired()
  if (verification.status === 'verified' && verification.customerId !== null) {
    return { status: 'verified', user_id: verification.customerId }
  }
  const now = ctx.now()
  if (isOpen(verification, now)) {
    const leftMs = new Date(verification.expiresAt).getTime() - now.getTime()
    return { status: 'pending', expires_in: Math.ceil(leftMs / 1000) }
  }
  // Killed between the account and this record, the row of the account still tells the truth.
  const customerId = await findOutcome(ctx.db, id)
  if (customerId === undefined) throw verificationExpired()
  return { status: 'verified', user_id: customerId }
}
