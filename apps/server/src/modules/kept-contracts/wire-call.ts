import type { FastifyReply, FastifyRequest } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Routes, Wire } from '#platform'
import type { RegistrationPorts } from '#registration'

/** What the kept contracts need: their clients keep no cookies of ours and are told nothing live. */
export type WirePorts = Omit<RegistrationPorts, 'signals' | 'cookies' | 'sender'>

/** How one of the kept contracts answers at an address that several of them have. */
export interface WireCall {
  wire: Wire
  summary: string
  /** A body with any of these fields was meant for this contract. */
  knownBy: readonly string[]
  body: z.ZodType
  status: number
  response: z.ZodType
  answer: (body: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

/** Ties the answer to what the body's schema gives. */
export function wireCall<Body extends z.ZodType>(
  call: Omit<WireCall, 'answer' | 'body'> & {
    body: Body
    answer: (body: z.output<Body>, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  },
): WireCall {
  // Reached only with what this schema has let through.
  return call as unknown as WireCall
}

/**
 * One route for all who have it: the body says whose it is, and that contract checks and answers
 * it, with its own errors. A body that says nothing belongs to the first.
 */
export function sharedRoute(path: string, calls: readonly WireCall[]): Routes {
  const ownerOf = (body: unknown) => calls.find((call) => isKnownBy(body, call)) ?? calls[0]
  return async (server) => {
    if (calls.length === 0) return
    server.post(
      path,
      {
        schema: {
          tags: calls.map(({ wire }) => `contract ${wire}`),
          summary: calls.map(({ summary }) => summary).join(' / '),
          body: z.union(calls.map(({ body }) => body)),
          response: responsesOf(calls),
        },
        // Not the union: its faults would be those of all contracts at once.
        validatorCompiler: (part) => {
          const checks = new Map(calls.map((call) => [call, validatorCompiler({ ...part, schema: call.body })]))
          return (body: unknown) => checks.get(ownerOf(body) as WireCall)?.(body) ?? false
        },
        config: { wire: (body) => ownerOf(body)?.wire },
      },
      async (request, reply) => {
        const owner = ownerOf(request.body)
        return reply.status(owner?.status ?? 200).send(await owner?.answer(request.body, request, reply))
      },
    )
  }
}

function isKnownBy(body: unknown, { knownBy }: WireCall): boolean {
  return typeof body === 'object' && body !== null && knownBy.some((field) => Object.hasOwn(body, field))
}

/** By status; a status that two contracts answer with has either's shape. */
function responsesOf(calls: readonly WireCall[]): Record<number, z.ZodType> {
  const byStatus = Map.groupBy(calls, ({ status }) => status)
  return Object.fromEntries([...byStatus].map(([status, same]) => [status, z.union(same.map((call) => call.response))]))
}
