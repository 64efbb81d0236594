import { Favorites, ProductIdText } from '@vitrina/contract'
import { z } from 'zod'
import type { ProductId } from '#catalog'
import type { Cookies, Ctx, Limits, Routes } from '#platform'
import { addFavorite, type ReadCards, readFavorites, removeFavorite } from './favorites.ts'
import { ownerOf, rememberGuest } from './guest-cookie.ts'

export interface FavoritePorts {
  cookies: Cookies
  flood: Limits
  readCards: ReadCards
}

const Liked = z.object({ productId: ProductIdText.transform((id) => Number(id) as ProductId) })
const Nothing = z.strictObject({}).nullish()

/** What a customer or a guest likes: for a scope that knows who is signed in, if anybody. */
export function favoriteRoutes(ctx: Ctx, ports: FavoritePorts): Routes {
  const { cookies } = ports
  return async (server) => {
    server.get(
      '/api/favorites',
      { schema: { tags: ['shop'], summary: 'Favourites, the latest first', response: { 200: Favorites } } },
      async (request, reply) => {
        const owner = await ownerOf(ctx, { request, reply }, cookies)
        return { items: await readFavorites(ctx, { owner, locale: request.locale }, ports.readCards) }
      },
    )

    const one = { tags: ['shop'], params: Liked, body: Nothing, response: { 204: z.null() } }
    server.put(
      '/api/favorites/:productId',
      { schema: { ...one, summary: 'Add to the favourites' } },
      async (request, reply) => {
        const owner = await ownerOf(ctx, { request, reply }, cookies)
        const input = { owner, productId: request.params.productId, locale: request.locale }
        rememberGuest(ctx, { reply, token: await addFavorite(ctx, input, ports) }, cookies)
        return reply.status(204).send(null)
      },
    )

    server.delete(
      '/api/favorites/:productId',
      { schema: { ...one, summary: 'Take out of the favourites' } },
      async (request, reply) => {
        const owner = await ownerOf(ctx, { request, reply }, cookies)
        const token = await removeFavorite(ctx, { owner, productId: request.params.productId })
        rememberGuest(ctx, { reply, token }, cookies)
        return reply.status(204).send(null)
      },
    )
  }
}
