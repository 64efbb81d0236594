import {
  ConfirmCode,
  ConfirmReturn,
  Session,
  StartedVerification,
  StartVerification,
  type VerificationMethod,
  VerificationState,
} from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  type CustomerId,
  ensureFresh,
  type OpenedSession,
  type SessionId,
  type SessionSender,
  sendSession,
  signInRequired,
} from '#identity'
import {
  type Actor,
  addressKey,
  type Cookies,
  type Ctx,
  type PasswordHasher,
  type Routes,
  type Signals,
} from '#platform'
import type { Sms } from '#sms'
import { type CodeCarriers, type ConfirmPorts, confirmCode, confirmReturn, resendCode } from '#verification-codes'
import {
  AFTERLIFE_MS,
  asksInTelegram,
  describeVerification,
  readVerification,
  type VerificationId,
} from '#verifications'
import { botUnknown, methodUnavailable } from './errors.ts'
import { starts } from './limits.ts'
import { checkNewPassword } from './new-password.ts'
import {
  type StartedVerification as Started,
  type StartVerification as StartInput,
  startVerification,
} from './start-verification.ts'
import { StatusStreams, streamStatus } from './stream-status.ts'

export interface RegistrationPorts extends ConfirmPorts {
  sms?: Pick<Sms, 'codeCameBack' | 'ensureAllowed'> | undefined
  hasher: PasswordHasher
  /** The channels that codes can take; Telegram is always one. */
  carriers: CodeCarriers
  signals: Signals
  cookies: Cookies
  sender: SessionSender
  /** `https://t.me/<bot>`, or nothing while the bot's name is not known. */
  botLink: () => { username: string; link: (start: string) => string } | undefined
}

export const TXN_COOKIE = 'txn'
const Id = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** The native calls of registration: how it begins, how far it is, how it ends. */
export function registrationRoutes(ctx: Ctx, ports: RegistrationPorts): Routes {
  return async (server) => {
    await server.register(startRoutes(ctx, ports))
    await server.register(progressRoutes(ctx, ports))
    await server.register(codeRoutes(ctx, ports))
    await server.register(returnRoutes(ctx, ports))
  }
}

function startRoutes(ctx: Ctx, ports: RegistrationPorts): Routes {
  return async (server) => {
    server.post(
      '/api/auth/verifications',
      {
        schema: {
          tags: ['auth'],
          summary: 'Start proving who you are',
          body: StartVerification,
          response: { 201: StartedVerification },
        },
      },
      async (request, reply) => {
        const address = addressKey(request.ip)
        await ports.flood.consume(starts, address)
        ensureAvailable(request.body.method, ports)
        await checkNewPassword(request.body.password)
        // Before anything is sent: what an identifier opens is worth more than the session that asks.
        if (request.body.purpose === 'add_identifier' && request.actor)
          await ensureFresh(ctx, request.actor.sessionId as SessionId)
        const started = await startVerification(ctx, toStart(request, address), ports)
        const { verification } = started
        const expires = new Date(new Date(verification.expiresAt).getTime() + AFTERLIFE_MS)
        ports.cookies.write(reply, TXN_COOKIE, started.txn, expires)
        return reply.status(201).send({
          ...describeVerification(started.id, verification, ctx.now()),
          ...describeLink(started, ports),
        })
      },
    )
  }
}

function progressRoutes(ctx: Ctx, ports: RegistrationPorts): Routes {
  return async (server) => {
    const streams = new StatusStreams()
    server.addHook('preClose', async () => streams.close())

    server.get(
      '/api/auth/verifications/:id',
      {
        schema: {
          tags: ['auth'],
          summary: 'How far a verification is',
          params: Id,
          response: { 200: VerificationState },
        },
      },
      async (request) => {
        const input = named(request, ports)
        return describeVerification(input.id, await readVerification(ctx, input, ports.ephemeral), ctx.now())
      },
    )

    server.get(
      '/api/auth/verifications/:id/events',
      { schema: { tags: ['auth'], summary: 'The same as server-sent events', params: Id } },
      (request, reply) => streamStatus(ctx, { ...named(request, ports), reply, streams }, ports),
    )
  }
}

/** Another code, and what a code is good for. */
function codeRoutes(ctx: Ctx, ports: RegistrationPorts): Routes {
  return async (server) => {
    server.post(
      '/api/auth/verifications/:id/resend',
      {
        schema: {
          tags: ['auth'],
          summary: 'Send a new code',
          params: Id,
          response: { 202: z.object({ resendAt: z.iso.datetime(), sentTo: z.string() }) },
        },
      },
      async (request, reply) => reply.status(202).send(await resendCode(ctx, named(request, ports), ports)),
    )

    server.post(
      '/api/auth/verifications/:id/code',
      {
        schema: {
          tags: ['auth'],
          summary: 'Trade the code for a session',
          params: Id,
          body: ConfirmCode,
          response: { 200: Session },
        },
      },
      async (request, reply) => {
        const input = {
          ...named(request, ports),
          code: request.body.code,
          device: request.client,
          address: addressKey(request.ip),
        }
        return finish(request, reply, await confirmCode(ctx, input, ports), ports)
      },
    )
  }
}

function returnRoutes(ctx: Ctx, ports: RegistrationPorts): Routes {
  return async (server) => {
    server.post(
      '/api/auth/verifications/:id/return',
      {
        schema: {
          tags: ['auth'],
          summary: 'Trade the return link for a session',
          params: Id,
          body: ConfirmReturn,
          response: { 200: Session },
        },
      },
      async (request, reply) => {
        const input = { ...named(request, ports), secret: request.body.secret, device: request.client }
        return finish(request, reply, await confirmReturn(ctx, input, ports), ports)
      },
    )
  }
}

function finish(
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenedSession,
  { cookies, sender }: RegistrationPorts,
): Session {
  // The browser's secret has done its work; a new session begins with nothing of the old (S3).
  cookies.clear(reply, TXN_COOKIE)
  return sendSession(request, reply, opened, sender)
}

/** The verification that a request is about, and the secret of the browser it comes from. */
function named(request: FastifyRequest<{ Params: { id: string } }>, { cookies }: RegistrationPorts) {
  return { id: request.params.id as VerificationId, txn: cookies.read(request, TXN_COOKIE) }
}

/** The person who has no account yet is asked nothing; the other purposes are about the one who is signed in. */
function toStart(request: FastifyRequest<{ Body: z.output<typeof StartVerification> }>, address: string): StartInput {
  const { body, actor, locale, client: device } = request
  const { purpose, method, name = null, password } = body
  const isAboutAccount = purpose === 'add_identifier' || purpose === 'step_up'
  if (isAboutAccount && !actor) throw signInRequired()
  return {
    flow: 'native',
    method,
    purpose,
    subject: isAboutAccount && actor ? subjectOf(actor) : null,
    name,
    phone: 'phone' in body ? (body.phone ?? null) : null,
    email: 'email' in body ? (body.email ?? null) : null,
    telegramUsername: 'telegramUsername' in body ? body.telegramUsername : null,
    password,
    locale: body.locale ?? locale,
    device,
    address,
  }
}

function subjectOf({ customerId, sessionId }: Actor): StartInput['subject'] {
  return { customerId: customerId as CustomerId, sessionId: sessionId as SessionId }
}

/** Refuses with `registration.method_unavailable` a way that is not configured, never silently (C8). */
export function ensureAvailable(
  method: VerificationMethod,
  { carriers, botLink }: Pick<RegistrationPorts, 'carriers' | 'botLink'>,
): void {
  if (method === 'email' || method === 'sms') {
    if (!carriers[method]) throw methodUnavailable()
  } else if (!botLink()) throw botUnknown({ retryAfter: 30 })
}

function describeLink({ start, verification }: Started, { botLink }: RegistrationPorts) {
  const bot = botLink()
  if (!bot || !asksInTelegram(verification)) return {}
  return { telegramLink: bot.link(start), botUsername: bot.username }
}
