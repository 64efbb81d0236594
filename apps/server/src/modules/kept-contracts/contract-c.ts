import { NewPassword, PersonName, TelegramUsername, TypedEmail, TypedPhone } from '@vitrina/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { logins, reserveCustomerId } from '#identity'
import { loginWithPassword } from '#password-sign-in'
import { addressKey, type Ctx, type Refusal, type Routes } from '#platform'
import { checkNewPassword, ensureAvailable, starts, startVerification } from '#registration'
import { requireBotSecret } from './bot-secret.ts'
import { emailMissing, identifierMissing, nothingPending, phoneMissing, usernameMissing } from './errors.ts'
import { type IssueCodePorts, issueCodeForBot } from './issue-code-for-bot.ts'
import { Tokens, toTokens } from './tokens.ts'
import { type WireCall, type WirePorts, wireCall } from './wire-call.ts'

/** Forms send empty fields for what was not filled in. */
function optional<Schema extends z.ZodType<string, string>>(schema: Schema) {
  return z
    .string()
    .nullish()
    .transform((typed) => typed || null)
    .pipe(schema.nullable())
}

const identifiers = { email: optional(TypedEmail), phone: optional(TypedPhone) }
const Register = z.object({
  name: PersonName,
  ...identifiers,
  password: NewPassword,
  verificationMethod: z.enum(['email', 'sms', 'telegram']),
  telegramUsername: optional(TelegramUsername),
})
type Register = z.output<typeof Register>
const Registered = z.object({
  success: z.literal(true),
  data: z.object({
    customerId: z.int(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    verificationMethod: z.string(),
    message: z.string(),
  }),
})
const Login = z.object({
  email: optional(z.string().max(320)),
  phone: optional(z.string().max(64)),
  password: z.string().min(1).max(1024),
})
const LoggedIn = z.object({ success: z.literal(true), data: Tokens.extend({ customerId: z.int() }) })
const Issued = z.object({ success: z.literal(true), data: z.object({ code: z.string(), expiresAt: z.string() }) })

const methods = { email: 'email', sms: 'sms', telegram: 'telegram_code' } as const

/** `POST /auth/register` of contract C (C1): 201, the `customerId` reserved for whoever proves it (C6). */
export function registerC(ctx: Ctx, ports: WirePorts): WireCall {
  return wireCall({
    wire: 'C',
    summary: 'Register by e-mail, phone or both',
    knownBy: ['verificationMethod', 'email', 'phone', 'telegramUsername'],
    body: Register,
    status: 201,
    response: Registered,
    answer: (body, request) => register(ctx, { body, request }, ports),
  })
}

/** `POST /auth/login` of contract C (C4). */
export function loginC(ctx: Ctx, ports: WirePorts): WireCall {
  return wireCall({
    wire: 'C',
    summary: 'Sign in by e-mail or phone and password',
    knownBy: ['email', 'phone'],
    body: Login,
    status: 200,
    response: LoggedIn,
    answer: async ({ email, phone, password }, request) => {
      const identifier = email ?? phone
      if (identifier === null) throw identifierMissing()
      await ports.flood.consume(logins, addressKey(request.ip))
      const opened = await loginWithPassword(ctx, { identifier, password, device: request.client }, ports)
      return { success: true, data: { customerId: opened.session.customer.customerId, ...toTokens(opened) } }
    },
  })
}

/** The call of an external bot, which shows a secret and is no stranger for it (C5). */
export function contractCBot(
  ctx: Ctx,
  ports: IssueCodePorts & Pick<WirePorts, 'flood'> & { botSecret: string | undefined },
): Routes {
  return async (server) => {
    server.get(
      '/telegram/verification/:username',
      {
        schema: {
          tags: ['contract C'],
          summary: 'A new code for whoever has this username',
          params: z.object({ username: z.string().max(64) }),
          response: { 200: Issued },
        },
        config: { wire: 'C' },
        // Each reading voids a code, so looking must not be reading.
        exposeHeadRoute: false,
        onRequest: (request) => requireBotSecret(request, ports),
      },
      async (request) => {
        const { data: username } = TelegramUsername.safeParse(request.params.username)
        if (!username) throw nothingPending()
        return { success: true as const, data: await issueCodeForBot(ctx, username, ports) }
      },
    )
  }
}

async function register(
  ctx: Ctx,
  { body, request }: { body: Register; request: FastifyRequest },
  ports: WirePorts,
): Promise<z.input<typeof Registered>> {
  const { email, phone, password, verificationMethod } = body
  const fault = findFault(body)
  if (fault) throw fault
  const address = addressKey(request.ip)
  await ports.flood.consume(starts, address)
  const method = methods[verificationMethod]
  ensureAvailable(method, ports)
  await checkNewPassword(password, { phone, email })
  const { locale, client: device } = request
  const typed = { name: body.name, phone, email, telegramUsername: body.telegramUsername, password, locale }
  const asked = { flow: 'contract_c', method, purpose: 'register', subject: null } as const
  // Reserved for everybody, owner or not: another answer would tell who has an account (S17).
  const customerId = await reserveCustomerId(ctx.db)
  await startVerification(ctx, { ...asked, ...typed, customerId, device, address }, ports)
  const message = `Verification code sent via ${verificationMethod}`
  return { success: true, data: { customerId, email, phone, verificationMethod, message } }
}

/** What the contract refuses in sentences of its own (C2). */
function findFault({ email, phone, verificationMethod, telegramUsername }: Register): Refusal | undefined {
  if (email === null && phone === null) return identifierMissing()
  if (verificationMethod === 'email' && email === null) return emailMissing()
  if (verificationMethod === 'sms' && phone === null) return phoneMissing()
  if (verificationMethod === 'telegram' && telegramUsername === null) return usernameMissing()
  return undefined
}
