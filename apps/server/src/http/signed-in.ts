import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type AccessTokens, findCustomerBySession, readAccessToken, signInRequired } from '#identity'
import type { Ctx } from '#platform'

/**
 * The scope of signed-in customers: every route registered inside has an actor. The session is
 * looked up each time, so that signing out works at once and not when the token runs out.
 */
export function signedInScope(ctx: Ctx, tokens: AccessTokens) {
  return fastifyPlugin(async (scope: FastifyInstance) => {
    scope.addHook('onRequest', async (request) => {
      const [scheme, token] = request.headers.authorization?.split(' ') ?? []
      if (scheme?.toLowerCase() !== 'bearer' || !token) throw signInRequired()
      const claims = await readAccessToken(tokens, ctx.now(), token)
      if (!claims) throw signInRequired()
      const customer = await findCustomerBySession(ctx.db, claims.sessionId, ctx.now())
      if (customer?.id !== claims.customerId) throw signInRequired()
      request.actor = { customerId: customer.id, sessionId: claims.sessionId }
    })
  })
}
