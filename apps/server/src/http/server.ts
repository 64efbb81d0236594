import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import cors, { type FastifyCorsOptions } from '@fastify/cors'
import type { Locale } from '@vitrina/contract'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { readClient, readLocale } from './client.ts'
import { answerError, answerUnreadable } from './errors.ts'
import { languageIn } from './page-language.ts'
import { checkOrigin, type SecurityOptions, safeHeaders } from './security.ts'
import { trusting } from './trusted-proxies.ts'

const BODY_LIMIT = 64 * 1024
// Longer than any answer of ours takes; a body that trickles in for minutes must not hold a stop.
const FINISH_MS = 2_000
// Levels at which every answer leaves a line.
const TALKATIVE = new Set(['trace', 'debug'])

export interface ServerOptions extends SecurityOptions {
  log: FastifyBaseLogger
  defaultLocale: Locale
  /** Whose word is taken about who the client is: addresses, networks, or `proxy-addr`'s names of ranges. */
  trustedProxies: readonly string[]
}

/** The bare server: what holds for every request whatever it asks for. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const headersOf = safeHeaders(options)
  // At the very beginning, so that no answer goes without, however it is made.
  const begin = (request: FastifyRequest, reply: FastifyReply) =>
    reply.headers(headersOf(request.url)).header('X-Request-Id', request.id)
  const server: FastifyInstance = Fastify({
    ...frame(options),
    // Addresses that cannot be decoded reach no hook and no route.
    frameworkErrors: (error, request, reply) => {
      // Such a request has none of what is described below.
      request.locale = readLocale(request.headers['accept-language'], options.defaultLocale)
      return answerError(error, request, begin(request, reply))
    },
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler(answerError)
  // State changes are JSON or nothing: a form on another site can send plain text without asking.
  server.removeContentTypeParser('text/plain')
  describeRequests(server, options.defaultLocale)

  // Hooks of every request take a callback: a promise for each would cost more than what they do.
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply)
    done()
  })
  if (TALKATIVE.has(options.log.level)) tellAnswers(server)
  server.addHook('preClose', async () => {
    setTimeout(() => server.server.closeAllConnections(), FINISH_MS).unref()
  })
  checkOrigin(server, options)
  await server.register(cookie)
  // Without other sites there is nobody to answer, and the headers would be written for nothing.
  if (options.allowedOrigins.length > 0) await server.register(cors, corsOptions(options.allowedOrigins))
  return server
}

/** Timeouts, limits and whom to believe. */
function frame({ log, defaultLocale, trustedProxies }: ServerOptions) {
  return {
    loggerInstance: log,
    // Fastify's own lines would carry addresses, and an address may carry a start secret (X8).
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    connectionTimeout: 0,
    requestTimeout: 15_000,
    keepAliveTimeout: 72_000,
    // The longest id there is: a passkey's, which its authenticator chose.
    routerOptions: { maxParamLength: 1364 },
    // Not every private address: whoever shares a network with us could then be anybody, to every limit.
    trustProxy: trusting(trustedProxies),
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, defaultLocale),
  } satisfies FastifyServerOptions
}

/** What routes ask a request for; read when somebody asks, for most answers carry no words and store no device. */
function describeRequests(server: FastifyInstance, defaultLocale: Locale): void {
  server.decorateRequest('actor', null)
  server.decorateRequest('locale', {
    getter() {
      return languageIn(this.query) ?? readLocale(this.headers['accept-language'], defaultLocale)
    },
  })
  server.decorateRequest('client', {
    getter() {
      return readClient(this)
    },
  })
}

function tellAnswers(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { method, id } = request
    const elapsedMs = Math.round(reply.elapsedTime)
    request.log.debug(
      { requestId: id, method, route: request.routeOptions.url, status: reply.statusCode, elapsedMs },
      'answered',
    )
    done()
  })
}

function corsOptions(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: [...origins],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['Retry-After', 'X-Request-Id'],
    maxAge: 600,
  }
}
