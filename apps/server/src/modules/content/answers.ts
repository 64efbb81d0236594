import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** What stands between a request and the reading of its answer: the one place for a cache. */
export interface Answers {
  answer(exchange: { request: FastifyRequest; reply: FastifyReply }, load: () => Promise<unknown>): Promise<void>
  /** What was read until now may be old. */
  forget(): void
}

/** Reads each answer anew, and sends it to those only who have not got the very same. */
export const plainAnswers: Answers = {
  answer: async ({ request, reply }, load) => {
    const body = Buffer.from(JSON.stringify(await load()))
    // Weak: compressed on the way or not, it says the same.
    const etag = `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`
    const others = reply.getHeader('Vary')
    reply.header('Vary', others ? `${others}, Accept-Language` : 'Accept-Language')
    reply.header('Cache-Control', 'public, max-age=1, stale-while-revalidate=4').header('ETag', etag)
    if (request.headers['if-none-match']?.includes(etag)) void reply.code(304).send()
    else void reply.type('application/json; charset=utf-8').send(body)
  },
  forget: () => {},
}
