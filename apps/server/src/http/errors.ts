import type { Locale, Problem } from '@vitrina/contract'
import { refusalWords } from '@vitrina/contract/words/refusals'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { type FieldError, isDatabaseAway, Refusal, type RefusalKind, refusal } from '#platform'

/** The one table from why to status. */
const statuses: Record<RefusalKind, number> = {
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
const protocolCodes: Record<number, string> = {
  400: 'http.malformed',
  403: 'http.route_unknown',
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
  const problem = toProblem(error, request)
  if (problem.retryAfter) void reply.header('Retry-After', String(problem.retryAfter))
  return reply.status(problem.status).type('application/problem+json').send(problem)
}

function toProblem(error: FastifyError | Error, request: FastifyRequest): Problem {
  const refused = asRefusal(error)
  if (refused) return describeRefusal(refused, request.locale)

  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status && status < 500) return describe(status, protocolCodes[status] ?? 'http.malformed', request.locale)

  // A fault is ours: logged with its cause, answered with nothing but the id that finds it.
  request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
  return { ...describe(500, 'http.fault', request.locale), requestId: request.id }
}

function asRefusal(error: Error): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) return inputInvalid({ errors: error.validation.flatMap(readIssue) })
  if (isDatabaseAway(error)) return databaseAway({ retryAfter: 2 })
  return undefined
}

interface ZodIssueParams {
  params?: { issue?: { code: string; path: (string | number)[]; keys?: string[]; message: string; input?: unknown } }
  instancePath: string
  message?: string
}

function readIssue(raw: unknown): FieldError[] {
  const { params, instancePath, message } = raw as ZodIssueParams
  const issue = params?.issue
  const path = instancePath.split('/').filter(Boolean)
  if (issue?.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({ field: [...path, key].join('.'), code: 'unknown_field' }))
  }
  const text = issue?.message ?? message ?? ''
  // The contract's messages are codes; anything else is Zod's own prose about a wrong type.
  const code = /^[a-z_]+$/.test(text) ? text : /undefined/.test(text) ? 'required' : 'malformed'
  return [{ field: path.join('.'), code }]
}

export function describeRefusal({ code, kind, details }: Refusal, locale: Locale): Problem {
  const problem = describe(statuses[kind], code, locale, details.retryAfter)
  const errors = details.errors?.map((error) => ({ ...error, message: wordsOfField(error.code, locale) }))
  return {
    ...problem,
    ...(errors && {
      errors,
      detail: errors.map(({ field, message }) => `${field}: ${message}`).join('; ') || problem.detail,
    }),
    ...(details.retryAfter !== undefined && { retryAfter: details.retryAfter }),
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
