import type { FastifyInstance } from 'fastify'
import { explain } from '../control/routes.ts'
import type { World } from '../world/world.ts'
import { readSmsFault, readTrouble } from './bodies.ts'
import type { SmsFaults } from './faults.ts'
import { inboxOf, smsOf } from './records.ts'
import { signReport } from './reports.ts'
import { type SmsMessageView, smsView } from './views.ts'

/** What the SMS page and browser tests drive the providers by. */
export function serveSmsControl(world: World, faults: SmsFaults) {
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(explain)
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    server.get<{ Querystring: { to?: string } }>('/simulator/sms', ({ query }): SmsMessageView[] =>
      (query.to === undefined ? smsOf(world).messages.toReversed() : inboxOf(world, query.to)).map(smsView),
    )
    server.post('/simulator/sms/faults', (request, reply) => {
      const { provider, fault } = readSmsFault(request.body)
      faults.set(provider, fault)
      return reply.code(204).send()
    })
    server.post('/simulator/sms/numbers', (request, reply) => {
      const { phone, trouble } = readTrouble(request.body)
      faults.setNumber(phone, trouble)
      return reply.code(204).send()
    })
    server.delete('/simulator/sms/faults', (_request, reply) => {
      faults.clear()
      return reply.code(204).send()
    })
    server.get<{ Params: { id: string; status: string } }>(
      '/simulator/sms/:id/report/:status',
      async (request, reply) => {
        const { id, status } = request.params
        const report =
          status === 'delivered' || status === 'undelivered' ? await signReport(world, id, status) : undefined
        return report ?? reply.code(404).send({ reason: 'there is no such message, or it has no reports' })
      },
    )
  }
}
