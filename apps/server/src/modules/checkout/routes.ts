import { AskQuote, Cart, Order, Payment, PlaceOrder, Quote } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ownerOf } from '#cart'
import type { CustomerId } from '#identity'
import { findOwnOrder, type OrderId, OrderParams, toOrder } from '#orders'
import { actorOf, type Ctx, limit, type Routes } from '#platform'
import { cancelOrder } from './end-order.ts'
import { keyMalformed, keyMissing } from './errors.ts'
import { payOrder } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import type { CheckoutPorts } from './ports.ts'
import { quoteCart } from './quote-cart.ts'
import { repeatOrder } from './repeat-order.ts'

/** Attempts to order by one customer: each that succeeds holds goods that others want. */
const orderAttempts = limit('checkout.orders', [
  { points: 30, durationSeconds: 600 },
  { points: 200, durationSeconds: 86_400 },
])

const Nothing = z.strictObject({}).nullish()

/** From a cart to an order, and what its customer may do with it: for whoever is signed in. */
export function checkoutRoutes(ctx: Ctx, ports: CheckoutPorts): Routes {
  return async (server) => {
    await server.register(orderingRoutes(ctx, ports))
    await server.register(afterwardsRoutes(ctx, ports))
    await server.register(payRoutes(ctx, ports))
  }
}

function orderingRoutes(ctx: Ctx, ports: CheckoutPorts): Routes {
  return async (server) => {
    server.post(
      '/api/checkout/quote',
      {
        schema: { tags: ['orders'], summary: 'What the cart would cost', body: AskQuote, response: { 200: Quote } },
      },
      async (request, reply) => {
        const customerId = await comeToCart(ctx, { request, reply }, ports)
        return quoteCart(ctx, { ...request.body, customerId, locale: request.locale }, ports)
      },
    )

    server.post(
      '/api/orders',
      {
        // Before the body: without a key the call could not be repeated, whatever is in it.
        preValidation: async (request) => void keyOf(request),
        schema: {
          tags: ['orders'],
          summary: 'Order what is in the cart',
          description: 'The header `Idempotency-Key` is required: 8 to 128 visible characters, made once for an order.',
          body: PlaceOrder,
          response: { 201: Order },
        },
      },
      async (request, reply) => {
        const { body: asked, locale } = request
        const customerId = await comeToCart(ctx, { request, reply }, ports)
        await ports.flood.consume(orderAttempts, String(customerId))
        const order = await placeOrder(ctx, { customerId, key: keyOf(request), locale, asked }, ports)
        return reply.status(201).send(order)
      },
    )
  }
}

function afterwardsRoutes(ctx: Ctx, ports: CheckoutPorts): Routes {
  return async (server) => {
    server.post(
      '/api/orders/:id/cancel',
      {
        schema: {
          tags: ['orders'],
          summary: 'Cancel while it is not worked on',
          params: OrderParams,
          body: Nothing,
          response: { 200: Order },
        },
      },
      async (request) => {
        await cancelOrder(ctx, { orderId: request.params.id as OrderId, customerId: customerOf(request) })
        return toOrder(await findOwnOrder(ctx, request), { ...ports, locale: request.locale })
      },
    )

    server.post(
      '/api/orders/:id/repeat',
      {
        schema: {
          tags: ['orders'],
          summary: 'Put it into the cart again',
          params: OrderParams,
          body: Nothing,
          response: { 200: Cart },
        },
      },
      async (request, reply) => {
        const order = await findOwnOrder(ctx, request)
        const customerId = await comeToCart(ctx, { request, reply }, ports)
        return repeatOrder(ctx, { order, customerId, locale: request.locale }, ports)
      },
    )
  }
}

function payRoutes(ctx: Ctx, { paymentMethods }: CheckoutPorts): Routes {
  return async (server) => {
    server.post(
      '/api/orders/:id/pay',
      {
        schema: {
          tags: ['orders'],
          summary: 'Where to pay it',
          params: OrderParams,
          body: Nothing,
          response: { 200: Payment },
        },
      },
      async (request) => payOrder(ctx, await findOwnOrder(ctx, request), paymentMethods),
    )
  }
}

/** Whose cart it is about; what they kept as a guest a moment ago is in it by then (E5). */
async function comeToCart(
  ctx: Ctx,
  edge: { request: FastifyRequest; reply: FastifyReply },
  { cookies }: CheckoutPorts,
): Promise<CustomerId> {
  await ownerOf(ctx, edge, cookies)
  return customerOf(edge.request)
}

const customerOf = (request: FastifyRequest) => actorOf(request).customerId as CustomerId

/** As it was sent; of a header sent twice both are there, with a space in between. */
function keyOf({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key']
  if (key === undefined) throw keyMissing()
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(key)) throw keyMalformed()
  return key
}
