import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addressKey, type Ctx, isDatabaseAway, type Limits, Refusal, type Routes } from '#platform'
import { type AccessTokens, type SessionSender, sendSession } from '#sessions'
import { finishOidc } from './finish-oidc.ts'
import { oidcStarts } from './limits.ts'
import { type OidcPorts, startOidc } from './start-oidc.ts'

export interface OidcRoutesPorts extends OidcPorts {
  tokens: AccessTokens
  flood: Limits
  sender: SessionSender
}

export const OIDC_CALLBACK = '/api/auth/telegram/callback'
const OIDC_COOKIE = 'oidc'
/** The page of the site that says how it went. */
const PAGE = '/auth/telegram'

const short = z.string().max(2048).optional()
const Start = z.object({ return: short })
const Callback = z.object({ state: short, code: short, iss: short, error: short })

/**
 * The two addresses of Telegram's sign-in. People come to them by following links, so every answer,
 * a refusal too, sends the browser to a page with words.
 */
export function oidcRoutes(ctx: Ctx, ports: OidcRoutesPorts): Routes {
  const { cookies } = ports.sender
  return async (server) => {
    server.setErrorHandler(sendToProblem)

    const start = { tags: ['auth'], summary: 'Go to the sign-in page of Telegram', querystring: Start }
    server.get('/api/auth/telegram/start', { schema: start }, async (request, reply) => {
      await ports.flood.consume(oidcStarts, addressKey(request.ip))
      const input = { browserSecret: readBrowserSecret(request, ports), returnPath: request.query.return }
      const started = await startOidc(ctx, input, ports)
      cookies.write(reply, OIDC_COOKIE, started.browserSecret, started.expiresAt)
      return reply.redirect(started.location, 303)
    })

    const callback = { tags: ['auth'], summary: 'Come back from it, signed in', querystring: Callback }
    server.get(OIDC_CALLBACK, { schema: callback }, async (request, reply) => {
      const browserSecret = readBrowserSecret(request, ports)
      const input = { returned: request.query, browserSecret, locale: request.locale, device: request.client }
      const { opened, returnPath } = await finishOidc(ctx, input, ports)
      sendSession(request, reply, opened, ports.sender)
      return reply.redirect(`${PAGE}?${new URLSearchParams({ next: returnPath })}`, 303)
    })
  }
}

/** Of another form than ours it is nobody's, and a new one is drawn. */
function readBrowserSecret(request: FastifyRequest, { sender }: OidcRoutesPorts): string | undefined {
  const secret = sender.cookies.read(request, OIDC_COOKIE)
  return secret && /^[\w-]{43}$/.test(secret) ? secret : undefined
}

function sendToProblem(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return reply.redirect(`${PAGE}?${new URLSearchParams({ problem: codeOf(error, request) })}`, 303)
}

function codeOf(error: Error & { statusCode?: number }, request: FastifyRequest): string {
  if (error instanceof Refusal) return error.code
  if (isDatabaseAway(error)) return 'http.database_away'
  if (error.statusCode && error.statusCode < 500) return 'http.malformed'
  request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
  return 'http.fault'
}
