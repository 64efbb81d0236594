import { StartedVerification, StartVerification, type VerificationMethod } from '@vitrina/contract'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type CustomerId, signInRequired } from '#identity'
import { type Actor, addressKey, type Ctx, type Routes } from '#platform'
import { ensureFresh, type SessionId } from '#sessions'
import { AFTERLIFE_MS, asksInTelegram, describeVerification } from '#verifications'
import { botUnknown, emailUnavailable, smsUnavailable } from './errors.ts'
import { starts } from './limits.ts'
import { checkNewPassword } from './new-password.ts'
import { type RegistrationPorts, TXN_COOKIE } from './ports.ts'
import {
  type StartedVerification as Started,
  type StartVerification as StartInput,
  startVerification,
} from './start-verification.ts'

/** How a proof begins. */
export function startRoutes(ctx: Ctx, ports: RegistrationPorts): Routes {
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
        const input = toStart(request, address)
        await checkNewPassword(input.password, input)
        // Before anything is sent: what an identifier opens is worth more than the session that asks.
        if (request.body.purpose === 'add_identifier' && request.actor)
          await ensureFresh(ctx, request.actor.sessionId as SessionId)
        const started = await startVerification(ctx, input, ports)
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

/** Refuses a way that is not configured by its name, with `registration.email_unavailable` or `…sms_unavailable`, never silently (C8). */
export function ensureAvailable(
  method: VerificationMethod,
  { carriers, botLink }: Pick<RegistrationPorts, 'carriers' | 'botLink'>,
): void {
  if (method === 'email' && !carriers.email) throw emailUnavailable()
  if (method === 'sms' && !carriers.sms) throw smsUnavailable()
  if (asksInTelegram({ method }) && !botLink()) throw botUnknown({ retryAfter: 30 })
}

function describeLink({ start, verification }: Started, { botLink }: RegistrationPorts) {
  const bot = botLink()
  if (!bot || !asksInTelegram(verification)) return {}
  return { telegramLink: bot.link(start), botUsername: bot.username }
}
