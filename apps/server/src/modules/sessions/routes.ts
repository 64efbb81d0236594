import { Session } from '@vitrina/contract'
import { z } from 'zod'
import { addressKey, type Ctx, type Limits, type Pepper, type Routes } from '#platform'
import type { AccessTokens } from './access-token.ts'
import { signOut, signOutByAccess } from './end-sessions.ts'
import { sessionEnded } from './errors.ts'
import { badRefreshTokens } from './limits.ts'
import { refreshSession } from './refresh-session.ts'
import { ACCESS_COOKIE, clearSession, readRefreshToken, type SessionSender, sendSession } from './send-session.ts'

export interface SessionPorts {
  tokens: AccessTokens
  pepper: Pepper
  /** In memory: for what a stranger may do before anything is known of him. */
  flood: Limits
  sender: SessionSender
}

const RefreshBody = z.strictObject({ refreshToken: z.string().max(128).optional() }).nullish()

/** Going on with a session, and signing out of it: open to everybody, for the tokens speak for themselves. */
export function sessionRoutes(ctx: Ctx, ports: SessionPorts): Routes {
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
        // Refused, it leaves the cookie alone: by the time the answer arrives, another tab may have signed
        // in, and it would be that session's. No server can see which it is. The page asks no more with a
        // dead one; it goes with the next sign-in, or on its last day.
        const refresh = () => refreshSession(ctx, refreshToken, ports)
        const opened = await ports.flood.countingFailures(badRefreshTokens, addressKey(request.ip), refresh)
        return sendSession(request, reply, opened, ports.sender)
      },
    )

    server.post(
      '/api/auth/logout',
      { schema: { tags: ['auth'], summary: 'Sign this device out', body: RefreshBody, response: { 204: z.null() } } },
      async (request, reply) => {
        const refreshToken = readRefreshToken(request, cookies)
        if (refreshToken) await signOut(ctx, refreshToken)
        const accessToken = cookies.read(request, ACCESS_COOKIE)
        if (accessToken) await signOutByAccess(ctx, accessToken, ports.tokens)
        clearSession(request, reply, ports.sender)
        return reply.status(204).send(null)
      },
    )
  }
}

/** The public keys by which anybody may check our access tokens. */
export function keyRoutes(ctx: Ctx, { tokens }: Pick<SessionPorts, 'tokens'>): Routes {
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
