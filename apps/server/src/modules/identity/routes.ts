import { Customer, type Device, Devices, Login, Session, UpdateMe } from '@vitrina/contract'
import { z } from 'zod'
import {
  actorOf,
  addressKey,
  type Ctx,
  type Limits,
  type PasswordHasher,
  type Pepper,
  Refusal,
  type Routes,
} from '#platform'
import type { AccessTokens } from './access-token.ts'
import { signOut, signOutDevice, signOutOthers } from './end-sessions.ts'
import { sessionEnded } from './errors.ts'
import { logins } from './limits.ts'
import { loginWithPassword } from './login-with-password.ts'
import { type CustomerId, type CustomerRow, type SessionId, toCustomer } from './model.ts'
import { refreshSession } from './refresh-session.ts'
import { REFRESH_COOKIE, readRefreshToken, type SessionSender, sendSession } from './send-session.ts'
import { listSessions, type SessionRow } from './store.ts'
import { updateProfile } from './update-profile.ts'

export interface IdentityPorts {
  tokens: AccessTokens
  pepper: Pepper
  limits: Limits
  /** In memory: for what a stranger may do before anything is known of him. */
  flood: Limits
  hasher: PasswordHasher
  sender: SessionSender
}

const RefreshBody = z.strictObject({ refreshToken: z.string().max(128).optional() }).nullish()

/** Signing in and out: open to everybody. */
export function sessionRoutes(ctx: Ctx, ports: IdentityPorts): Routes {
  return async (server) => {
    await server.register(loginRoutes(ctx, ports))
    await server.register(tokenRoutes(ctx, ports))
  }
}

function loginRoutes(ctx: Ctx, ports: IdentityPorts): Routes {
  return async (server) => {
    server.post(
      '/api/auth/login',
      { schema: { tags: ['auth'], summary: 'Sign in by password', body: Login, response: { 200: Session } } },
      async (request, reply) => {
        await ports.flood.consume(logins, addressKey(request.ip))
        const opened = await loginWithPassword(ctx, { ...request.body, device: request.client }, ports)
        return sendSession(request, reply, opened, ports.sender)
      },
    )
  }
}

/** What is done with a refresh token, and nothing else. */
function tokenRoutes(ctx: Ctx, ports: IdentityPorts): Routes {
  const { cookies } = ports.sender
  return async (server) => {
    server.post(
      '/api/auth/refresh',
      {
        schema: { tags: ['auth'], summary: 'Rotate the refresh token', body: RefreshBody, response: { 200: Session } },
      },
      async (request, reply) => {
        const refreshToken = readRefreshToken(request, cookies)
        if (!refreshToken) throw sessionEnded()
        try {
          return sendSession(request, reply, await refreshSession(ctx, refreshToken, ports), ports.sender)
        } catch (error) {
          // A dead token is taken back, or the browser would present it for ever; what is only
          // away for now must sign nobody out.
          if (error instanceof Refusal && error.kind === 'unauthenticated') cookies.clear(reply, REFRESH_COOKIE)
          throw error
        }
      },
    )

    server.post(
      '/api/auth/logout',
      { schema: { tags: ['auth'], summary: 'Sign this device out', body: RefreshBody, response: { 204: z.null() } } },
      async (request, reply) => {
        const refreshToken = readRefreshToken(request, cookies)
        if (refreshToken) await signOut(ctx, refreshToken)
        cookies.clear(reply, REFRESH_COOKIE)
        return reply.status(204).send(null)
      },
    )
  }
}

/** The public keys by which anybody may check our access tokens. */
export function keyRoutes(ctx: Ctx, { tokens }: Pick<IdentityPorts, 'tokens'>): Routes {
  return async (server) => {
    server.get(
      '/.well-known/jwks.json',
      { schema: { tags: ['auth'], summary: 'Public keys of access tokens' } },
      async (_request, reply) => {
        reply.header('Cache-Control', 'public, max-age=300')
        return { keys: tokens.keys.signing(ctx.now()).published }
      },
    )
  }
}

/** A customer's own account: for whoever is signed in. */
export function accountRoutes(ctx: Ctx): Routes {
  return async (server) => {
    await server.register(profileRoutes(ctx))
    await server.register(deviceRoutes(ctx))
  }
}

function profileRoutes(ctx: Ctx): Routes {
  return async (server) => {
    server.get(
      '/api/me',
      { schema: { tags: ['me'], summary: 'Who is signed in', response: { 200: Customer } } },
      // Read for this very request, to find out whose it is.
      async (request) => toCustomer(actorOf(request).customer as CustomerRow),
    )

    server.patch(
      '/api/me',
      {
        schema: {
          tags: ['me'],
          summary: 'Change name, language or consent',
          body: UpdateMe,
          response: { 200: Customer },
        },
      },
      (request) => updateProfile(ctx, { ...request.body, customerId: actorOf(request).customerId as CustomerId }),
    )
  }
}

function deviceRoutes(ctx: Ctx): Routes {
  return async (server) => {
    server.get(
      '/api/auth/sessions',
      { schema: { tags: ['me'], summary: 'Devices that are signed in', response: { 200: Devices } } },
      async (request) => {
        const actor = actorOf(request)
        const sessions = await listSessions(ctx.db, actor.customerId as CustomerId, ctx.now())
        return { items: sessions.map((session) => toDevice(session, actor.sessionId)), nextCursor: null }
      },
    )

    server.delete(
      '/api/auth/sessions/:id',
      {
        schema: {
          tags: ['me'],
          summary: 'Sign one device out',
          params: z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{22}$/) }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await signOutDevice(ctx, actorOf(request).customerId as CustomerId, request.params.id as SessionId)
        return reply.status(204).send(null)
      },
    )

    server.delete(
      '/api/auth/sessions',
      { schema: { tags: ['me'], summary: 'Sign all other devices out', response: { 204: z.null() } } },
      async (request, reply) => {
        const actor = actorOf(request)
        await signOutOthers(ctx, actor.customerId as CustomerId, actor.sessionId as SessionId)
        return reply.status(204).send(null)
      },
    )
  }
}

function toDevice(session: SessionRow, currentId: string): Device {
  const { id, browser, system, network, createdAt, lastSeenAt } = session
  return {
    id,
    current: id === currentId,
    browser,
    system,
    network,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }
}
