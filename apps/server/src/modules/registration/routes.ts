import { ConfirmCode, ConfirmReturn, Session, VerificationState } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addressKey, type Ctx, type Routes, StatusStreams } from '#platform'
import { type OpenedSession, readRefreshToken, sendSession } from '#sessions'
import { confirmCode, confirmReturn, resendCode } from '#verification-codes'
import { describeVerification, readVerification, type VerificationId } from '#verifications'
import { type RegistrationPorts, TXN_COOKIE } from './ports.ts'
import { startRoutes } from './start-routes.ts'
import { streamStatus } from './stream-status.ts'

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
        const refreshToken = readRefreshToken(request, ports.cookies)
        const input = { ...named(request, ports), code: request.body.code, refreshToken, device: request.client }
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
        const { secret } = request.body
        const refreshToken = readRefreshToken(request, ports.cookies)
        const input = { ...named(request, ports), secret, refreshToken, device: request.client }
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

/** The verification that a request is about, the secret of the browser it comes from, and whom limits count. */
function named(request: FastifyRequest<{ Params: { id: string } }>, { cookies }: RegistrationPorts) {
  const { id } = request.params as { id: VerificationId }
  return { id, txn: cookies.read(request, TXN_COOKIE), address: addressKey(request.ip) }
}
