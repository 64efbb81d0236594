import { timingSafeEqual } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Fault, Faults } from '../faults.ts'
import type { CallLog, RecordedCall } from './calls.ts'
import { callMethod, findMethod } from './dispatch.ts'
import { ApiError } from './errors.ts'
import type { Desk } from './handler.ts'
import { isUpload, unknownParameters } from './parameters.ts'
import { readRequest } from './request.ts'

const largestBody = 12 * 1024 * 1024

export interface BotApi {
  readonly desk: Omit<Desk, 'signal'>
  readonly faults: Faults
  readonly calls: CallLog
  /** The calls under way, so that going offline can break them. */
  readonly open: Set<FastifyRequest>
}

/** Serves `/bot<token>/<method>`. */
export function serveBotApi(api: BotApi) {
  return async (server: FastifyInstance): Promise<void> => {
    server.removeAllContentTypeParsers()
    // The body is read by the rules of the Bot API, not by Fastify's.
    server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, done) =>
      done(null, body),
    )
    server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      if (error.statusCode === 413) return sendError(reply, new ApiError(413, 'Request Entity Too Large'))
      return sendError(reply, error)
    })
    server.route({
      method: ['GET', 'POST'],
      url: '/bot:token/:method',
      handler: (request, reply) => answer(api, request, reply),
    })
    server.all('/bot*', (_request, reply) => sendError(reply, new ApiError(404, 'Not Found')))
  }
}

async function answer(api: BotApi, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { token, method: name } = request.params as { token: string; method: string }
  api.open.add(request)
  const hungUp = new AbortController()
  reply.raw.on('close', () => {
    api.open.delete(request)
    hungUp.abort()
  })

  try {
    checkToken(api, token)
    const fault = api.faults.take(name)
    if (fault && (await meet(fault, request, reply))) return reply
    const result = await work(api, request, name, hungUp.signal)
    if (fault?.kind === 'drop-after') return hangUp(request, reply)
    return reply.send({ ok: true, result })
  } catch (error) {
    return sendError(reply, error)
  }
}

async function work(api: BotApi, request: FastifyRequest, name: string, signal: AbortSignal): Promise<unknown> {
  const parameters = await readRequest(request)
  return await execute(api, { name, parameters, via: 'http', signal })
}

interface BotCall {
  name: string
  parameters: Record<string, unknown>
  via: RecordedCall['via']
  signal: AbortSignal
}

/** Does one call and records it. */
export async function execute(api: BotApi, { name, parameters, via, signal }: BotCall): Promise<unknown> {
  const call = api.calls.begin({
    at: new Date(),
    method: name,
    parameters: printable(parameters),
    unknownParameters: [],
    via,
  })
  try {
    const method = findMethod(name)
    Object.assign(call, { method, unknownParameters: unknownParameters(method, parameters) })
    const result = await callMethod({ ...api.desk, signal }, method, parameters)
    Object.assign(call, { status: 200, result })
    return result
  } catch (error) {
    Object.assign(
      call,
      error instanceof ApiError ? { status: error.status, description: error.message } : { status: 500 },
    )
    throw error
  }
}

function checkToken({ desk }: BotApi, token: string): void {
  // The real server knows no path for what does not look like a token.
  if (!/^\d+:[\w-]+$/u.test(token)) throw new ApiError(404, 'Not Found')
  const [given, expected] = [Buffer.from(token), Buffer.from(desk.world.state.bot.token)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new ApiError(401, 'Unauthorized')
}

/** Lets the call meet its fault; true when that was the end of it. */
async function meet(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  switch (fault.kind) {
    case 'drop-before':
      hangUp(request, reply)
      return true
    case 'error':
      reply
        .code(fault.status)
        .type('text/html')
        .send(`<html><head><title>${fault.status}</title></head><body></body></html>`)
      return true
    case 'garbage':
      reply.type('application/json').send(fault.body)
      return true
    case 'flood':
      sendError(reply, new ApiError(429, `Too Many Requests: retry after ${fault.retryAfter}`, fault.retryAfter))
      return true
    case 'slow':
      await delay(fault.delayMs)
      return false
    case 'drop-after':
      return false
  }
}

function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  const known = error instanceof ApiError ? error : new ApiError(500, 'Internal Server Error')
  if (known.retryAfter !== undefined) reply.header('retry-after', known.retryAfter)
  return reply.code(known.status).send({
    ok: false,
    error_code: known.status,
    description: known.message,
    ...(known.retryAfter === undefined ? {} : { parameters: { retry_after: known.retryAfter } }),
  })
}

function printable(parameters: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isUpload(value) ? `attach://${value.name}` : value]),
  )
}
