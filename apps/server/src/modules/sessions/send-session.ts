import type { Session } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Cookies, Pepper } from '#platform'
import { isKnown, sealKnown } from './known-browser.ts'
import type { OpenedSession } from './open-session.ts'

export interface SessionSender {
  cookies: Cookies
  pepper: Pepper
}

export const REFRESH_COOKIE = 'refresh'
/** Says whose browser this has been, and stays when it is signed out. */
export const KNOWN_COOKIE = 'known'
const KNOWN_MS = 180 * 24 * 3600_000
/**
 * Carries the access token, as system D has it. Our own pages never ask for it: they speak by `Authorization`,
 * and only a call without that is heard by this (D4).
 */
export const ACCESS_COOKIE = 'access'

/**
 * Hands a session out: the refresh token goes into the cookie, or into the body for clients
 * that asked with `X-Session-Transport: body`, never both (ASVS 3.3.4).
 */
export function sendSession(
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenedSession,
  { cookies, pepper }: SessionSender,
): Session {
  // Whoever has it from contract D keeps it, of the session that is now theirs.
  if (cookies.read(request, ACCESS_COOKIE)) sendAccessCookie(reply, opened, { cookies })
  if (request.headers['x-session-transport'] === 'body') return { ...opened.session, refreshToken: opened.refreshToken }
  cookies.write(reply, REFRESH_COOKIE, opened.refreshToken, opened.endsAt)
  sendKnownCookie(request, reply, { cookies, pepper, ...opened })
  return opened.session
}

/** Where it is there already it is left: most sessions are sent anew every few minutes. */
function sendKnownCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { cookies, pepper, known, accessEndsAt }: SessionSender & OpenedSession,
): void {
  if (isKnown(pepper, known, cookies.read(request, KNOWN_COOKIE))) return
  const sealed = sealKnown(pepper, known)
  if (sealed) cookies.write(reply, KNOWN_COOKIE, sealed, new Date(accessEndsAt.getTime() + KNOWN_MS))
}

export function sendAccessCookie(
  reply: FastifyReply,
  { session, accessEndsAt }: OpenedSession,
  { cookies }: Pick<SessionSender, 'cookies'>,
): void {
  cookies.write(reply, ACCESS_COOKIE, session.accessToken, accessEndsAt)
}

/** Takes back what a browser holds of a session that is over. */
export function clearSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { cookies }: Pick<SessionSender, 'cookies'>,
): void {
  cookies.clear(reply, REFRESH_COOKIE)
  if (cookies.read(request, ACCESS_COOKIE)) cookies.clear(reply, ACCESS_COOKIE)
}

/** The refresh token of a request, from wherever this client keeps it. */
export function readRefreshToken(request: FastifyRequest, cookies: Cookies): string | undefined {
  if (request.headers['x-session-transport'] !== 'body') return cookies.read(request, REFRESH_COOKIE)
  const { refreshToken } = (request.body ?? {}) as { refreshToken?: string }
  return refreshToken
}
