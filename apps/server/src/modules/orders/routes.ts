import { Order, OrderQuery, Orders } from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type CustomerId, signInRequired } from '#identity'
import { actorOf, type Ctx, type Routes, type Signals, StatusStreams } from '#platform'
import { findCustomerBySession, type SessionId } from '#sessions'
import { orderUnknown } from './errors.ts'
import type { OrderId, WholeOrder } from './model.ts'
import { isOver } from './moves.ts'
import { findOrder, listOrders } from './store.ts'
import { type Showing, toOrder } from './to-order.ts'

/** What is the same for every reader of an order. */
export type OrderShowing = Omit<Showing, 'locale'>

export interface OrderPorts extends OrderShowing {
  signals: Signals
}

/** How an order is named in an address. */
export const OrderParams = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{22}$/) })

/** A customer's own orders: for whoever is signed in. */
export function orderRoutes(ctx: Ctx, ports: OrderPorts): Routes {
  return async (server) => {
    const streams = new StatusStreams()
    server.addHook('preClose', async () => streams.close())

    server.get(
      '/api/orders',
      {
        schema: { tags: ['orders'], summary: 'Own orders', querystring: OrderQuery, response: { 200: Orders } },
      },
      async (request) => {
        const { cursor: before, limit } = request.query
        const { customerId } = actorOf(request)
        // One more than asked for tells whether there are any after.
        const found = await listOrders(ctx.db, customerId as CustomerId, { before, limit: limit + 1 })
        const page = found.slice(0, limit)
        const nextCursor = found.length > limit ? String(page.at(-1)?.number) : null
        return { items: page.map((order) => show(request, order, ports)), nextCursor }
      },
    )

    server.get(
      '/api/orders/:id',
      { schema: { tags: ['orders'], summary: 'One order', params: OrderParams, response: { 200: Order } } },
      async (request) => show(request, await findOwnOrder(ctx, request), ports),
    )

    server.get(
      '/api/orders/:id/events',
      { schema: { tags: ['orders'], summary: 'The same as server-sent events', params: OrderParams } },
      (request, reply) => watch(ctx, { request, reply, streams }, ports),
    )
  }
}

/** The order that a request of its customer names; refuses with `orders.unknown`, whoever else's it is. */
export async function findOwnOrder(
  ctx: Ctx,
  request: FastifyRequest & { params: z.infer<typeof OrderParams> },
): Promise<WholeOrder> {
  const order = await findOrder(ctx.db, request.params.id as OrderId, actorOf(request).customerId as CustomerId)
  if (!order) throw orderUnknown()
  return order
}

function show({ locale }: FastifyRequest, order: WholeOrder, showing: OrderShowing): Order {
  return toOrder(order, { ...showing, locale })
}

interface Watch {
  request: FastifyRequest & { params: z.infer<typeof OrderParams> }
  reply: FastifyReply
  streams: StatusStreams
}

function watch(ctx: Ctx, { request, reply, streams }: Watch, { signals, ...showing }: OrderPorts): Promise<void> {
  const { sessionId } = actorOf(request)
  const { id } = request.params
  const read = async () => {
    // Asked again each time: a stream is open for longer than somebody may stay signed in.
    if (!(await findCustomerBySession(ctx.db, sessionId as SessionId, ctx.now()))) throw signInRequired()
    return show(request, await findOwnOrder(ctx, request), showing)
  }
  const listen = (onSignal: () => void) => signals.listen('order', id, onSignal)
  return streams.open<Order>(reply, { key: id, read, listen, isLast: ({ status }) => isOver(status) }, ctx.now)
}
