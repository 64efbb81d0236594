import { ShopConfig } from '@vitrina/contract'
import type { Routes } from '#platform'

/** `GET /api/config`: what a client must know before anybody signs in. */
export function shopConfigRoutes(describe: () => ShopConfig): Routes {
  return async (server) => {
    const schema = { tags: ['shop'], summary: 'What this shop is and offers', response: { 200: ShopConfig } }
    server.get('/api/config', { schema }, async (_request, reply) => {
      reply.header('Cache-Control', 'no-cache')
      return describe()
    })
  }
}
