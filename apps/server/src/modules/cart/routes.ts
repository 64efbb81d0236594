import { Cart, Favorites, ProductIdText, SetCoupon, SetQuantity, Sku } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ProductId } from '#catalog'
import { addressKey, type Ctx, limit, type Routes } from '#platform'
import { type ChangedCart, removeCoupon, removeLine, setCoupon, setQuantity } from './change-cart.ts'
import { addFavorite, readFavorites, removeFavorite } from './favorites.ts'
import { ownerOf, rememberGuest } from './guest-cookie.ts'
import type { Owner } from './model.ts'
import type { CartPorts, FavoritePorts } from './ports.ts'
import { readCart, showCart } from './show-cart.ts'

/** Coupons typed from one address: a code is a secret that somebody may want to guess. */
const couponTries = limit('cart.coupon', [{ points: 60, durationSeconds: 600 }])

const Item = z.object({ sku: Sku })
const Liked = z.object({ productId: ProductIdText.transform((id) => Number(id) as ProductId) })
const Nothing = z.strictObject({}).nullish()

/** The cart of a customer or a guest: for a scope that knows who is signed in, if anybody. */
export function cartRoutes(ctx: Ctx, ports: CartPorts): Routes {
  return async (server) => {
    server.get(
      '/api/cart',
      { schema: { tags: ['shop'], summary: 'The cart', response: { 200: Cart } } },
      async (request, reply) => {
        const owner = await ownerOf(ctx, { request, reply }, ports.cookies)
        return readCart(ctx, { owner, locale: request.locale }, ports)
      },
    )
    await server.register(itemRoutes(ctx, ports))
    await server.register(couponRoutes(ctx, ports))
  }
}

function itemRoutes(ctx: Ctx, ports: CartPorts): Routes {
  const answering = answerer(ctx, ports)
  return async (server) => {
    server.put(
      '/api/cart/items/:sku',
      {
        schema: {
          tags: ['shop'],
          summary: 'So many of it in the cart; 0 takes it out',
          params: Item,
          body: SetQuantity,
          response: { 200: Cart },
        },
      },
      (request, reply) =>
        answering(request, reply, (owner) =>
          setQuantity(ctx, { owner, sku: request.params.sku, ...request.body }, ports),
        ),
    )

    server.delete(
      '/api/cart/items/:sku',
      {
        schema: { tags: ['shop'], summary: 'Out of the cart', params: Item, body: Nothing, response: { 200: Cart } },
      },
      (request, reply) => answering(request, reply, (owner) => removeLine(ctx, { owner, sku: request.params.sku })),
    )
  }
}

function couponRoutes(ctx: Ctx, ports: CartPorts): Routes {
  const answering = answerer(ctx, ports)
  return async (server) => {
    server.put(
      '/api/cart/coupon',
      { schema: { tags: ['shop'], summary: 'Use a coupon', body: SetCoupon, response: { 200: Cart } } },
      async (request, reply) => {
        await ports.flood.consume(couponTries, addressKey(request.ip))
        return answering(request, reply, (owner) => setCoupon(ctx, { owner, ...request.body }, ports.flood))
      },
    )

    server.delete(
      '/api/cart/coupon',
      { schema: { tags: ['shop'], summary: 'Without the coupon', body: Nothing, response: { 200: Cart } } },
      (request, reply) => answering(request, reply, (owner) => removeCoupon(ctx, owner)),
    )
  }
}

/** What every change has around it: whose cart it is before, their cookie and the cart itself after. */
function answerer(ctx: Ctx, ports: CartPorts) {
  return async (request: FastifyRequest, reply: FastifyReply, change: (owner: Owner) => Promise<ChangedCart>) => {
    const owner = await ownerOf(ctx, { request, reply }, ports.cookies)
    const { guestToken, ...cart } = await change(owner)
    rememberGuest(ctx, { reply, token: guestToken }, ports.cookies)
    const customerId = 'customerId' in owner ? owner.customerId : null
    return showCart(ctx, { ...cart, customerId, locale: request.locale }, ports)
  }
}

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
