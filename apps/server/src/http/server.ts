import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import cors, { type FastifyCorsOptions } from '@fastify/cors'
import type { Locale } from '@vitrina/contract'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { readClient, readLocale } from './client.ts'
import { answerError } from './errors.ts'
import { addSecurity, type SecurityOptions } from './security.ts'

const BODY_LIMIT = 64 * 1024
// Longer than any answer of ours takes; a body that trickles in for minutes must not hold a stop.
const FINISH_MS = 2_000
// Levels at which every answer leaves a line.
const TALKATIVE = new Set(['trace', 'debug'])

export interface ServerOptions extends SecurityOptions {
  log: FastifyBaseLogger
  defaultLocale: Locale
}

/** The bare server: what holds for every request whatever it asks for. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: options.log,
    // Fastify's own lines would carry addresses, and an address may carry a start secret (X8).
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    connectionTimeout: 0,
    requestTimeout: 15_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 128 },
    // The proxy in front of us is on this machine or in its private network; nobody else may say who the client is.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler(answerError)
  // State changes are JSON or nothing: a form on another site can send plain text without asking.
  server.removeContentTypeParser('text/plain')

  // Read when somebody asks: most answers carry no words and store no device.
  server.decorateRequest('locale', {
    getter() {
      return readLocale(this.headers['accept-language'], options.defaultLocale)
    },
  })
  server.decorateRequest('actor', null)
  server.decorateRequest('client', {
    getter() {
      return readClient(this)
    },
  })
  // Hooks of every request take a callback: a promise for each would cost more than what they do.
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id)
    done()
  })
  if (TALKATIVE.has(options.log.level)) tellAnswers(server)
  server.addHook('preClose', async () => {
    setTimeout(() => server.server.closeAllConnections(), FINISH_MS).unref()
  })
  addSecurity(server, options)
  await server.register(cookie)
  // Without other sites there is nobody to answer, and the headers would be written for nothing.
  if (options.allowedOrigins.length > 0) await server.register(cors, corsOptions(options.allowedOrigins))
  return server
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
