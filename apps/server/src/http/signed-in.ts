import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { signInRequired } from '#identity'
import type { Actor, Ctx } from '#platform'
import { type AccessTokens, findCustomerBySession, readAccessToken } from '#sessions'

/**
 * The scope of signed-in customers: every route registered inside has an actor. The session is
 * looked up each time, so that signing out works at once and not when the token runs out.
 */
export function signedInScope(ctx: Ctx, tokens: AccessTokens) {
  return fastifyPlugin(async (scope: FastifyInstance) => {
    scope.addHook('onRequest', async (request) => {
      request.actor = await findActor(ctx, request, tokens)
    })
  })
}

/** Open to everybody, and knows who is signed in; a token that is no longer good is refused like elsewhere. */
export function maybeSignedInScope(ctx: Ctx, tokens: AccessTokens) {
  return fastifyPlugin(async (scope: FastifyInstance) => {
    // A callback: most who come here bring no token, and a promise for each would cost more than the look.
    scope.addHook('onRequest', (request, _reply, done) => {
      if (!request.headers.authorization) return done()
      findActor(ctx, request, tokens).then((actor) => {
        request.actor = actor
        done()
      }, done)
    })
  })
}

async function findActor(ctx: Ctx, request: FastifyRequest, tokens: AccessTokens): Promise<Actor> {
  const [scheme, token] = request.headers.authorization?.split(' ') ?? []
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw signInRequired()
  const claims = await readAccessToken(tokens, ctx.now(), token)
  if (!claims) throw signInRequired()
  const customer = await findCustomerBySession(ctx.db, claims.sessionId, ctx.now())
  if (customer?.id !== claims.customerId) throw signInRequired()
  return { customerId: customer.id, sessionId: claims.sessionId, customer }
}
