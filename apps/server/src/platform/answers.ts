import type { OutgoingHttpHeaders } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, type Cache, toAnswer } from './cache.ts'

// What a browser may show without asking, and what it may show while it asks: together the seconds within
// which a change at the source has to be seen (E4).
const FRESHNESS = 'public, max-age=1, stale-while-revalidate=4'
const VARY = 'Accept-Language, Accept-Encoding'
// Below it the frame of the compressed form eats up what it saves.
const COMPRESS_BYTES = 1_000

/** Answers the routes of a scope from memory before anything is read, checked or looked up for them. */
export function answerFromMemory(scope: FastifyInstance, cache: Cache): void {
  scope.addHook('onRequest', (request, reply, done) => {
    const answer = cache.peek(keyOf(request))
    if (answer) sendAnswer(request, reply, answer)
    else done()
  })
}

/** Answers a request that nothing in memory answers, and keeps the answer for the next who asks the same. */
export async function answerAnew(
  cache: Cache,
  { request, reply, tags }: { request: FastifyRequest; reply: FastifyReply; tags: readonly string[] },
  load: () => Promise<unknown>,
): Promise<void> {
  sendAnswer(request, reply, await cache.read(keyOf(request), tags, load))
}

/** Answers with what is true at this moment only, and keeps nothing. */
export function answerNow(request: FastifyRequest, reply: FastifyReply, value: unknown): void {
  sendAnswer(request, reply, toAnswer(JSON.stringify(value)))
}

/** By what was asked to the letter: only what was found good is kept, so nothing else can be under it. */
function keyOf({ locale, url }: FastifyRequest): string {
  return `${locale} ${url}`
}

function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer): void {
  const { 'if-none-match': known, 'accept-encoding': encodings } = request.headers
  const headers: Record<string, unknown> = reply.getHeaders()
  headers.vary = headers.vary ? `${headers.vary}, ${VARY}` : VARY
  headers['cache-control'] = FRESHNESS
  headers.etag = answer.etag
  const isKnown = known !== undefined && (known === '*' || known.includes(answer.etag))
  const isPacked = answer.body.length >= COMPRESS_BYTES && encodings?.includes('gzip')
  const body = isPacked ? compressed(answer) : answer.body
  if (!isKnown) {
    headers['content-type'] = 'application/json; charset=utf-8'
    headers['content-length'] = body.length
    if (isPacked) headers['content-encoding'] = 'gzip'
  }
  // Past the rest of Fastify, which would look at each header once more: a tenth of what such an answer costs.
  reply.hijack()
  reply.raw.writeHead(isKnown ? 304 : 200, headers as OutgoingHttpHeaders).end(isKnown ? undefined : body)
}

const compressedForms = new WeakMap<Answer, Buffer>()

/** Once for each answer, by the first who takes it so. */
function compressed(answer: Answer): Buffer {
  const known = compressedForms.get(answer)
  if (known) return known
  const made = gzipSync(answer.body)
  compressedForms.set(answer, made)
  return made
}
