import type { FastifyInstance, FastifyRequest } from 'fastify'
import { addressKey, CountedWindow, tooManyRequests } from '#platform'

const durationSeconds = 600
// A page whose stream of events is held back asks every three seconds, 200 times in ten minutes: thirty
// of them at once fit behind one router. As a flood it is ten requests a second, a thousandth of a core.
const READS = 6_000
// Whoever signs in, registers or refreshes makes a handful; what is dear among them has its own, lower limit.
const CHANGES = 1_200

function openCounts() {
  return {
    reads: { points: READS, counts: new CountedWindow(durationSeconds) },
    changes: { points: CHANGES, counts: new CountedWindow(durationSeconds) },
  }
}

// An address has one allowance for a whole server: counted by scope, each would hand it out once more.
const countsOf = new WeakMap<FastifyInstance['server'], ReturnType<typeof openCounts>>()

/**
 * Counts the requests of every route registered in this scope by the address they come from, and
 * refuses with `platform.too_many_requests` past what an office behind one router could mean (D6).
 * All scopes of a server count together. In memory and without a promise: it is paid at each reading
 * of a status, and a flood must find nothing here that is dearer than itself.
 */
export function limitFlood(scope: FastifyInstance): void {
  const known = countsIn(scope)
  scope.addHook('onRequest', (request, _reply, done) => {
    const { points, counts } = request.method === 'GET' || request.method === 'HEAD' ? known.reads : known.changes
    const { count, msLeft } = counts.add(addressKey(request.ip))
    done(count > points ? tooManyRequests({ retryAfter: Math.ceil(msLeft / 1000) }) : undefined)
  })
}

/** The same count for what is answered in any case: whether a read by this request may still cost anything. */
export function countReads(server: FastifyInstance): (request: FastifyRequest) => boolean {
  const { points, counts } = countsIn(server).reads
  return ({ ip }) => counts.add(addressKey(ip)).count <= points
}

function countsIn({ server }: FastifyInstance): ReturnType<typeof openCounts> {
  const known = countsOf.get(server) ?? openCounts()
  countsOf.set(server, known)
  return known
}
