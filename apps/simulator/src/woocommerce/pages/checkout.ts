import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { payOrder, saveOrder, setOrderStatus } from '../world/orders.ts'
import type { OrderRecord } from '../world/sales-records.ts'
import type { Shop } from '../world/shop.ts'
import type { GatewayRecord } from '../world/state.ts'
import { loginForm, notice, page, payForm, thanks } from './html.ts'

interface Asked {
  Params: { id: string }
  Querystring: { key?: unknown }
  Body: URLSearchParams
}

/** The two pages of the checkout to which people come from elsewhere: where an order is paid, and the thanks for it. */
export function serveCheckout(shop: Shop) {
  return async (server: FastifyInstance): Promise<void> => {
    const form = { parseAs: 'string' } as const
    server.addContentTypeParser('application/x-www-form-urlencoded', form, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )
    server.get<Asked>('/checkout/order-pay/:id', (request, reply) => {
      const order = orderOf(shop, request)
      const refusal = refusalOf(order)
      return send(reply, page(shop, 'Pay for order', refusal ?? payForm(shop, order as OrderRecord)))
    })
    server.post<Asked>('/checkout/order-pay/:id', (request, reply) => {
      const order = orderOf(shop, request)
      const refusal = refusalOf(order)
      const chosen = request.body?.get('payment_method')
      const gateway = shop.state.gateways.find(({ id, enabled }) => enabled && id === chosen)
      if (!order || refusal || !gateway) {
        return send(reply, page(shop, 'Pay for order', refusal ?? notice('Invalid payment method.')))
      }
      takePayment(shop, order, gateway)
      return reply.redirect(receivedUrl(shop, order))
    })
    server.get<Asked>('/checkout/order-received/:id', (request, reply) =>
      send(reply, page(shop, 'Order received', thanks(shop, orderOf(shop, request)))),
    )
  }
}

/** Only whoever has its key is shown it. */
function orderOf({ state }: Shop, { params, query }: FastifyRequest<Asked>): OrderRecord | undefined {
  const order = state.orders.get(Number(params.id))
  return order && order.order_key === query.key ? order : undefined
}

const payable = new Set(['pending', 'failed'])

/** Why it cannot be paid by whoever asks, who is signed in to nothing here. */
function refusalOf(order: OrderRecord | undefined): string | undefined {
  if (!order) return notice('Sorry, this order is invalid and cannot be paid for.')
  // What belongs to an account is paid by nobody else: the link alone is not enough.
  if (order.customer_id > 0) return loginForm()
  if (order.total > 0 && payable.has(order.status)) return undefined
  const status = order.status.charAt(0).toUpperCase() + order.status.slice(1)
  return notice(`This order’s status is “${status}”—it cannot be paid for. Please contact us if you need assistance.`)
}

const promised: Record<string, string> = { bacs: 'on-hold', cheque: 'on-hold', cod: 'processing' }

/** By a promise the order only goes on; by all others the money is there at once. */
function takePayment(shop: Shop, order: OrderRecord, { id, title }: GatewayRecord): void {
  order.payment_method = id
  order.payment_method_title = title
  const status = promised[id]
  if (status) setOrderStatus(shop, order, status)
  else payOrder(shop, order, `${id}-${order.id}`)
  saveOrder(shop, order)
}

const receivedUrl = ({ url }: Shop, { id, order_key }: OrderRecord): string =>
  `${url}/checkout/order-received/${id}/?key=${order_key}`

const send = (reply: FastifyReply, html: string): FastifyReply => reply.type('text/html; charset=UTF-8').send(html)
