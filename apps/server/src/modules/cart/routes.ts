import { Cart, SetCoupon, SetQuantity, Sku } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addressKey, type Cookies, type Ctx, type Limits, type Routes } from '#platform'
import { ownerOf, rememberGuest } from './guest-cookie.ts'
import { couponTries } from './limits.ts'
import type { Owner } from './model.ts'
import { removeCoupon, setCoupon } from './set-coupon.ts'
import { type ChangedCart, removeLine, setQuantity } from './set-quantity.ts'
import { readCart, type ShowPorts, showCart } from './show-cart.ts'

export interface CartPorts extends ShowPorts {
  cookies: Cookies
  flood: Limits
}

const Item = z.object({ sku: Sku })
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
