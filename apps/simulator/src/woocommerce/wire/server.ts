import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { WooFault, WooFaults } from '../faults.ts'
import type { Shop } from '../world/shop.ts'
import { admit, admitToWordPress, isSignedIn, type Keyring } from './auth.ts'
import type { Answer, Call, Route } from './call.ts'
import type { WooCalls } from './calls.ts'
import { noRoute, PhpFailure, WpError } from './errors.ts'
import { onlyFields } from './fields.ts'
import { phpJson } from './php-json.ts'
import type { Params } from './php-query.ts'
import { listOf, readPhpQuery } from './php-query.ts'

export const restRoot = '/wp-json'

export interface RestApi {
  shop: Shop
  keyring: Keyring
  faults: WooFaults
  calls: WooCalls
  /** Called after each call, before its answer: here webhooks go out when they do so inside the request. */
  afterCall(): Promise<void>
}

/** Serves the REST API by its table of routes. */
export function serveRest(api: RestApi, routes: readonly Route[]) {
  return async (server: FastifyInstance): Promise<void> => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    server.addHook('onRequest', async (request, reply) => reflectOrigin(request, reply))
    for (const route of routes) {
      server.route({
        method: [...route.methods],
        url: `${restRoot}${route.path}`,
        handler: (request, reply) => handle(api, route, request, reply),
      })
    }
    server.all(`${restRoot}/*`, (request, reply) =>
      request.method === 'OPTIONS' ? reply.code(200).send() : handle(api, unknownRoute, request, reply),
    )
  }
}

const unknownRoute: Route = {
  methods: [],
  path: '',
  right: 'open',
  answer() {
    throw noRoute()
  },
}

async function handle(api: RestApi, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = request.url.slice(restRoot.length)
  const record = api.calls.begin({ at: api.shop.now(), method: request.method, path: withoutKeys(path) })
  const fault = api.faults.take(request.method, path)
  if (fault && (await meet(fault, request, reply))) return reply

  const answer = await work(api, route, request)
  await api.afterCall()
  if (fault?.kind === 'drop-after') return hangUp(request, reply)
  if (fault?.kind === 'error-after') return sendPage(reply, fault.status, 'Gateway Time-out')
  record.status = answer.status ?? 200
  reply.code(record.status).headers(answer.headers ?? {})
  return reply.type('application/json; charset=UTF-8').send(phpJson(answer.body))
}

async function work(api: RestApi, route: Route, request: FastifyRequest): Promise<Answer> {
  const headers: Record<string, string> = isOfWooCommerce(request) ? { 'cache-control': noStore } : {}
  try {
    const call = readCall(api, route, request)
    const answer = await route.answer(call)
    if (route.ofPosts) refuseBroken(api.faults, answer.body)
    const body = onlyFields(answer.body, call.query._fields)
    return { ...answer, headers: { ...headers, ...answer.headers }, body }
  } catch (error) {
    if (error instanceof WpError) return { status: error.status, headers, body: error.body }
    throw error
  }
}

/** Whose keys open it, WooCommerce's or WordPress's; of an address that is no route too. */
const isOfWooCommerce = ({ url }: FastifyRequest): boolean => url.startsWith(`${restRoot}/wc/`)

const noStore = 'no-cache, must-revalidate, max-age=0, no-store, private'

function readCall({ shop, keyring }: RestApi, route: Route, request: FastifyRequest): Call {
  const query = request.query as Params
  const { authorization } = request.headers
  // A body that is broken is complained of before it is asked whose it is.
  const body = readBody(request)
  if (!isOfWooCommerce(request)) admitToWordPress(keyring, authorization)
  else admit(keyring, { authorization, query, method: request.method }, route.right)
  const params = Object.entries(request.params as Record<string, string>)
  const root = `${shop.url}${restRoot}`
  return {
    shop,
    root,
    address: `${shop.url}${request.url.split('?')[0]}`,
    query: request.method === 'GET' || request.method === 'HEAD' ? query : { ...query, ...body },
    body: request.method === 'DELETE' ? { ...query, ...body } : body,
    ids: Object.fromEntries(params.map(([name, value]) => [name, Number(value)])),
    words: Object.fromEntries(params),
    signedIn: isSignedIn(keyring, authorization),
  }
}

function readBody({ body, headers }: FastifyRequest): Params {
  if (!Buffer.isBuffer(body) || body.length === 0) return {}
  const type = headers['content-type'] ?? ''
  if (type.includes('application/x-www-form-urlencoded')) return readPhpQuery(body.toString())
  if (!type.includes('json')) return {}
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    const reason = { json_error_code: 4, json_error_message: 'Syntax error' }
    throw new WpError(400, 'rest_invalid_json', 'Invalid JSON body passed.', reason)
  }
}

/** One that cannot be shown spoils the page it is on. */
function refuseBroken(faults: WooFaults, body: unknown): void {
  for (const item of Array.isArray(body) ? listOf(body) : [body]) {
    if (typeof item === 'object' && item !== null && 'id' in item && faults.isBroken(Number(item.id))) {
      throw new PhpFailure()
    }
  }
}

/** Lets the call meet its fault; true when that was the end of it. */
async function meet(fault: WooFault, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  switch (fault.kind) {
    case 'maintenance':
      sendPage(reply.header('retry-after', '600'), 503, 'Briefly unavailable for scheduled maintenance.')
      return true
    case 'no-database':
      sendPage(reply, 500, 'Error establishing a database connection')
      return true
    case 'error':
      sendPage(reply, fault.status, String(fault.status))
      return true
    case 'garbage':
      sendPage(reply, 200, 'Welcome!')
      return true
    case 'drop-before':
      hangUp(request, reply)
      return true
    case 'slow':
      await delay(fault.delayMs)
      return false
    default:
      return false
  }
}

const sendPage = (reply: FastifyReply, status: number, title: string): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=UTF-8')
    .send(`<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`)

function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}

const withoutKeys = (path: string): string =>
  path.replaceAll(/([?&])consumer_(?:key|secret)=[^&]*/gu, '$1').replace(/[?&]+$/u, '')

/** WordPress lets every site in, with its cookies. */
function reflectOrigin({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (!headers.origin) return
  reply.headers({
    'access-control-allow-origin': headers.origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'OPTIONS, GET, POST, PUT, PATCH, DELETE',
    'access-control-expose-headers': 'X-WP-Total, X-WP-TotalPages, Link',
    vary: 'Origin',
  })
}
