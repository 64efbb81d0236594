import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuseStrangers } from '../control/strangers.ts'
import type { ShopControls } from './controls.ts'
import type { WooFault, WooFaultScope, WooFaults } from './faults.ts'
import type { Courier } from './webhooks/courier.ts'
import { orderStatuses } from './world/orders.ts'
import type { ProductFields } from './world/products.ts'

export interface ControlParts {
  world: ShopControls
  faults: WooFaults
  courier: Courier
}

const root = '/simulator/woocommerce'

/** What a page and browser tests do in the place of the shop's owner. */
export function serveWooControl({ world, faults, courier }: ControlParts) {
  return async (server: FastifyInstance): Promise<void> => {
    server.addHook('onRequest', refuseStrangers)
    server.setErrorHandler((error: Error, _request, reply) => reply.code(400).send({ reason: error.message }))
    server.get(`${root}/orders`, () => world.orders())
    server.get(`${root}/products`, () => world.products())
    server.get(`${root}/deliveries`, () => courier.records())
    server.post<{ Params: { id: string } }>(`${root}/products/:id`, (request, reply) => {
      const { id } = request.params
      world.changeProduct(/^\d+$/u.test(id) ? Number(id) : id, readFields(request.body))
      return done(reply)
    })
    server.post<{ Params: { id: string } }>(`${root}/orders/:id`, (request, reply) => {
      world.setOrderStatus(Number(request.params.id), readStatus(request))
      return done(reply)
    })
    server.post(`${root}/webhooks/run`, async (_request, reply) => {
      await courier.run()
      return done(reply)
    })
    server.post(`${root}/faults`, (request, reply) => {
      const { fault, scope, always } = readFault(request.body)
      if (always) faults.always(fault, scope)
      else faults.add(fault, scope)
      return done(reply)
    })
    server.delete(`${root}/faults`, (_request, reply) => {
      faults.clear()
      return done(reply)
    })
  }
}

const done = (reply: FastifyReply): FastifyReply => reply.code(204).send()

const texts = ['name', 'regular_price', 'sale_price', 'status', 'catalog_visibility', 'stock_status'] as const

function readFields(body: unknown): ProductFields {
  const given = tableOf(body)
  const fields: ProductFields = {}
  for (const name of texts) if (typeof given[name] === 'string') fields[name] = given[name]
  if (Number.isInteger(given.stock_quantity)) {
    Object.assign(fields, { manage_stock: true, stock_quantity: Number(given.stock_quantity) })
  }
  if (Object.keys(fields).length === 0) throw new Error('there is nothing to change')
  return fields
}

function readStatus({ body }: FastifyRequest): string {
  const status = orderStatuses.find((known) => known === tableOf(body).status)
  if (!status) throw new Error('status is not valid')
  return status
}

const plain = ['maintenance', 'no-database', 'drop-before', 'drop-after', 'garbage'] as const

function readFault(body: unknown): { fault: WooFault; scope: WooFaultScope; always: boolean } {
  const { fault, scope, always } = tableOf(body)
  const { kind, status, delayMs } = tableOf(fault)
  const { times, method, path, rate } = tableOf(scope ?? {})
  return {
    fault: faultOf(kind, status, delayMs),
    scope: {
      ...(typeof times === 'number' ? { times } : {}),
      ...(typeof method === 'string' ? { method } : {}),
      ...(typeof path === 'string' ? { path } : {}),
      ...(typeof rate === 'number' ? { rate } : {}),
    },
    always: always === true,
  }
}

function faultOf(kind: unknown, status: unknown, delayMs: unknown): WooFault {
  const known = plain.find((name) => name === kind)
  if (known) return { kind: known }
  if (kind === 'slow' && typeof delayMs === 'number') return { kind, delayMs }
  const page = ([429, 500, 502, 503, 504] as const).find((code) => code === status)
  if (kind === 'error' && page) return { kind, status: page }
  if (kind === 'error-after' && (page === 502 || page === 504)) return { kind, status: page }
  throw new Error('fault is not valid')
}

function tableOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('an object was expected')
  return { ...value }
}
