import type { Session } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Cookies } from '#platform'
import type { OpenedSession } from './open-session.ts'

export interface SessionSender {
  cookies: Cookies
}

export const REFRESH_COOKIE = 'refresh'

/**
 * Hands a session out: the refresh token goes into the cookie, or into the body for clients
 * that asked with `X-Session-Transport: body`, never both (ASVS 3.3.4).
 */
export function sendSession(
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenedSession,
  { cookies }: SessionSender,
): Session {
  if (request.headers['x-session-transport'] === 'body') return { ...opened.session, refreshToken: opened.refreshToken }
  cookies.write(reply, REFRESH_COOKIE, opened.refreshToken, opened.endsAt)
  return opened.session
}

/** The refresh token of a request, from wherever this client keeps it. */
export function readRefreshToken(request: FastifyRequest, cookies: Cookies): string | undefined {
  if (request.headers['x-session-transport'] !== 'body') return cookies.read(request, REFRESH_COOKIE)
  const { refreshToken } = (request.body ?? {}) as { refreshToken?: string }
  return refreshToken
}
