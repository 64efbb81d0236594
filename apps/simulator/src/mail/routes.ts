import type { FastifyInstance, FastifyReply } from 'fastify'
import { readMailFault } from '../control/bodies.ts'
import type { LetterRecord } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { MailFaults } from './faults.ts'
import { findLetter, lettersOf } from './mailbox.ts'

// A letter comes from anywhere: it may dress itself and open links beside the page, and nothing else.
const letterPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ')

/** The box of letters: for the page, and for tests that read it. */
export function serveMailbox({ world, faults }: { world: World; faults: MailFaults }) {
  return async (server: FastifyInstance): Promise<void> => {
    server.get<{ Querystring: { to?: string } }>('/letters', ({ query }) => lettersOf(world, query.to))
    server.get<{ Params: { id: string } }>('/letters/:id/html', ({ params }, reply) =>
      sendHtml(findLetter(world, params.id), reply),
    )
    server.post('/faults', (request, reply) => {
      const { fault, scope } = readMailFault(request.body)
      faults.add(fault, scope)
      return reply.code(204).send()
    })
    server.delete('/faults', (_request, reply) => {
      faults.clear()
      return reply.code(204).send()
    })
  }
}

function sendHtml(letter: LetterRecord | undefined, reply: FastifyReply): FastifyReply {
  if (!letter?.html) return reply.code(404).type('text/plain').send('There is no such letter.')
  return (
    reply
      .header('content-security-policy', letterPolicy)
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
      // Links leave the frame, as they leave every mail client.
      .send(`<!doctype html><base target="_blank">${letter.html}`)
  )
}
