import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Locale, Problem } from '@vitrina/contract'
import { refusalWords } from '@vitrina/contract/words/refusals'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { type FieldError, isDatabaseAway, Refusal, type RefusalKind, refusal } from '#platform'
import { inWireShape } from './wire-shape.ts'

/** The one table from why to status. */
const statuses: Record<RefusalKind, number> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
}

const inputInvalid = refusal('http.input_invalid', 'invalid')
const databaseAway = refusal('http.database_away', 'unavailable')
export const routeUnknown = refusal('http.route_unknown', 'missing')
export const originRejected = refusal('http.origin_rejected', 'forbidden')

/** Codes of what Fastify itself turns away, by its status. */
export const protocolCodes: Record<number, string> = {
  400: 'http.malformed',
  404: 'http.route_unknown',
  405: 'http.route_unknown',
  408: 'http.too_slow',
  413: 'http.too_large',
  414: 'http.too_large',
  415: 'http.media_type',
  431: 'http.too_large',
}

/** Answers every error of every route; nothing else in the product writes an error body. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = inWireShape(request, explain(error, request))
  if (problem.retryAfter) void reply.header('Retry-After', String(problem.retryAfter))
  return reply.status(problem.status).type('application/problem+json').send(problem)
}

/** Statuses of what Node itself could not read as a request. */
const unreadable: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** Answers what never became a request, in the same shape, and hangs up: nothing after it can be trusted. */
export function answerUnreadable(error: { code?: string }, socket: Socket, locale: Locale): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = unreadable[error.code ?? ''] ?? 400
  const body = JSON.stringify(describe(status, protocolCodes[status] ?? 'http.malformed', locale))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}

/** What an error is answered with, in any language. */
function explain(error: FastifyError | Error, request: FastifyRequest): (locale: Locale) => Problem {
  const refused = asRefusal(error)
  if (refused) return (locale) => describeRefusal(refused, locale)

  const status = 'statusCode' in error ? error.statusCode : undefined
  // A path that leads out of the site's files, or is too long for one, is like any other that is not ours.
  if (status === 403) return (locale) => describe(404, 'http.route_unknown', locale)
  if (status && status < 500) return (locale) => describe(status, protocolCodes[status] ?? 'http.malformed', locale)

  // A fault is ours: logged with its cause, answered with nothing but the id that finds it.
  request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
  return (locale) => ({ ...describe(500, 'http.fault', locale), requestId: request.id })
}

function asRefusal(error: Error): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error))
    return inputInvalid({ errors: firstOfEach(error.validation.flatMap(readIssue)) })
  if (isDatabaseAway(error)) return databaseAway({ retryAfter: 2 })
  return undefined
}

/** An issue of Zod's as the type provider hands it over. */
interface Issue {
  instancePath: string
  message?: string
  params?: { keys?: string[] }
}

// A name that is empty is also too short and without a letter: saying it once is enough.
function firstOfEach(errors: FieldError[]): FieldError[] {
  return [...new Map(errors.toReversed().map((error) => [error.field, error])).values()].toReversed()
}

function readIssue(raw: unknown): FieldError[] {
  const { instancePath, message = '', params } = raw as Issue
  const path = instancePath.split('/').filter(Boolean)
  if (params?.keys) return params.keys.map((key) => ({ field: [...path, key].join('.'), code: 'unknown_field' }))
  // The contract's messages are codes; anything else is Zod's own prose about a wrong type.
  const code = /^[a-z_]+$/.test(message) ? message : /undefined/.test(message) ? 'required' : 'malformed'
  return [{ field: path.join('.'), code }]
}

export function describeRefusal({ code, kind, details }: Refusal, locale: Locale): Problem {
  const { problems, quote } = details
  const problem = describe(statuses[kind], code, locale, details.retryAfter)
  const errors = details.errors?.map((error) => ({ ...error, message: wordsOfField(error.code, locale) }))
  return {
    ...problem,
    ...(errors && {
      errors,
      detail:
        errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ') || problem.detail,
    }),
    ...(problems && { problems }),
    ...(quote && { quote }),
    ...(details.retryAfter !== undefined && { retryAfter: details.retryAfter }),
    ...(details.attemptsLeft !== undefined && { attemptsLeft: details.attemptsLeft }),
  }
}

function wordsOfField(code: string, locale: Locale): string {
  const { fields } = refusalWords[locale]
  return fields[code] ?? fields.malformed ?? code
}

function describe(status: number, code: string, locale: Locale, retryAfter?: number): Problem {
  const { kinds, refusals } = refusalWords[locale]
  const words = refusals[code]
  const detail = typeof words === 'function' ? words(retryAfter ?? 1) : (words ?? code)
  return { type: 'about:blank', title: kinds[status] ?? kinds[500] ?? '', status, detail, code }
}
