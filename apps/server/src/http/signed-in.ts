import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { signInRequired } from '#identity'
import type { Actor, Cookies, Ctx } from '#platform'
import { ACCESS_COOKIE, type AccessTokens, findCustomerBySession, readAccessToken } from '#sessions'

export interface SignedInPorts {
  tokens: AccessTokens
  cookies: Cookies
  /** Whether a cookie may speak for whoever sends it along. */
  mayUseCookie: (request: FastifyRequest) => boolean
}

/**
 * The scope of signed-in customers: every route registered inside has an actor. The session is
 * looked up each time, so that signing out works at once and not when the token runs out. A call without
 * `Authorization` may speak by the cookie that contract D sets (D4); one that has it speaks by that alone.
 */
export function signedInScope(ctx: Ctx, ports: SignedInPorts) {
  return fastifyPlugin(async (scope: FastifyInstance) => {
    scope.addHook('onRequest', async (request) => {
      const { authorization } = request.headers
      const actor = authorization
        ? await findByHeader(ctx, authorization, ports)
        : await findByCookie(ctx, request, ports)
      if (!actor) throw signInRequired()
      request.actor = actor
    })
  })
}

/** Open to everybody, and knows who is signed in; a token that is no longer good is refused like elsewhere, a cookie is passed over. */
export function maybeSignedInScope(ctx: Ctx, ports: SignedInPorts) {
  return fastifyPlugin(async (scope: FastifyInstance) => {
    // A callback: most who come here bring no token, and a promise for each would cost more than the look.
    scope.addHook('onRequest', (request, _reply, done) => {
      const { authorization } = request.headers
      if (!authorization && !ports.cookies.read(request, ACCESS_COOKIE)) return done()
      const finding = authorization ? findByHeader(ctx, authorization, ports) : findByCookie(ctx, request, ports)
      finding.then((actor) => {
        request.actor = actor ?? null
        done(actor || !authorization ? undefined : signInRequired())
      }, done)
    })
  })
}

async function findByHeader(ctx: Ctx, authorization: string, ports: SignedInPorts): Promise<Actor | undefined> {
  const [scheme, token] = authorization.split(' ')
  return scheme?.toLowerCase() === 'bearer' && token ? findActor(ctx, token, ports) : undefined
}

// A cookie whose session has ended is left alone, as `/api/auth/refresh` leaves its own: by the time the
// refusal arrives it may be that of a newer sign-in. It is gone within minutes by itself.
async function findByCookie(ctx: Ctx, request: FastifyRequest, ports: SignedInPorts): Promise<Actor | undefined> {
  const token = ports.cookies.read(request, ACCESS_COOKIE)
  return token && ports.mayUseCookie(request) ? findActor(ctx, token, ports) : undefined
}

async function findActor(ctx: Ctx, token: string, { tokens }: SignedInPorts): Promise<Actor | undefined> {
  const claims = await readAccessToken(tokens, ctx.now(), token)
  if (!claims) return undefined
  const customer = await findCustomerBySession(ctx.db, claims.sessionId, ctx.now())
  if (customer?.id !== claims.customerId) return undefined
  return { customerId: customer.id, sessionId: claims.sessionId, customer }
}
