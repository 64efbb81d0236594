import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CallLog } from '../bot-api/calls.ts'
import type { Faults } from '../faults.ts'
import type { MailFaults } from '../mail/faults.ts'
import { serveMailbox } from '../mail/routes.ts'
import {
  ActionRefused,
  pressInlineButton,
  pressReplyButton,
  pressStart,
  say,
  sendCard,
  sendOwnContact,
  setBlocked,
} from '../world/actions.ts'
import { openMiniApp, shareContactInMiniApp } from '../world/mini-app-actions.ts'
import { findInvoice, letMoneyArrive, pay } from '../world/payments.ts'
import { makePerson } from '../world/people.ts'
import { enrol, findPerson, type World } from '../world/world.ts'
import {
  BadBody,
  readCard,
  readFault,
  readInvoiceTarget,
  readPay,
  readPerson,
  readPress,
  readStart,
  readTyped,
} from './bodies.ts'
import { followWorld } from './events.ts'
import { Streams } from './stream.ts'
import { botPageView, chatPageView, type Place, personView } from './views.ts'

export interface ControlOptions {
  world: World
  faults: Faults
  mailFaults: MailFaults
  calls: CallLog
  place: Place
}

type OfPerson = { Params: { id: number } }

/** What the page and browser tests drive the simulator by. */
export function serveControl({ world, faults, mailFaults, calls, place }: ControlOptions) {
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(explain)
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })

    server.get<{ Querystring: { language?: string } }>('/simulator/bot', (request) =>
      botPageView(world, request.query.language ?? '', place),
    )
    server.get('/simulator/people', () => world.state.people.map((person) => personView(world, person)))
    server.post('/simulator/people', (request, reply) => {
      const person = makePerson(world.state.people, readPerson(request.body))
      enrol(world.state, person)
      world.events.emit('people')
      world.events.emit('changed')
      return reply.code(201).send(personView(world, person))
    })
    const streams = new Streams(server)
    server.get<{ Querystring: { person?: string } }>('/simulator/events', (request, reply) =>
      streams.begin(request, reply, (send) => followWorld(world, Number(request.query.person), send)),
    )
    server.get('/simulator/calls', () => calls.all())
    server.post('/simulator/faults', (request, reply) => {
      const { fault, scope } = readFault(request.body)
      if (fault.kind === 'offline') faults.offline()
      else faults.add(fault, scope)
      return reply.code(204).send()
    })
    server.delete('/simulator/faults', (_request, reply) => {
      faults.clear()
      return reply.code(204).send()
    })
    server.get<{ Params: { file: string } }>('/simulator/files/:file', (request, reply) => {
      const bytes = world.uploads.get(request.params.file)
      return bytes
        ? reply.type('application/octet-stream').send(bytes)
        : reply.code(404).send({ reason: 'no such file' })
    })
    await server.register(serveMailbox({ world, faults: mailFaults }), { prefix: '/simulator/mail' })
    await server.register(servePerson(world), { prefix: '/simulator/people/:id' })
  }
}

/** The actions of one person; each answers 204, and what follows from it comes by the stream. */
function servePerson(world: World) {
  return async (server: FastifyInstance): Promise<void> => {
    server.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
      const params = request.params as { id: string | number }
      params.id = Number(params.id)
      if (!findPerson(world, params.id)) await reply.code(404).send({ reason: 'there is no such person' })
    })
    const act = (path: string, run: (id: number, body: unknown) => unknown) =>
      server.post<OfPerson>(path, async (request, reply) => {
        const result = await run(request.params.id, request.body)
        return typeof result === 'object' ? reply.send(result) : reply.code(204).send()
      })

    server.get<OfPerson>('/chat', ({ params }) => {
      const chat = world.state.chats[params.id]
      return chat ? chatPageView(world, chat) : undefined
    })
    act('/start', (id, body) => void pressStart(world, id, readStart(body).payload))
    act('/say', (id, body) => void say(world, id, readTyped(body)))
    act('/keyboard', (id, body) => void pressReplyButton(world, id, readTyped(body)))
    act('/contact', (id) => void sendOwnContact(world, id))
    act('/card', (id, body) => void sendCard(world, id, readCard(body)))
    act('/press', (id, body) => pressInlineButton(world, id, readPress(body)))
    act('/mini-app', (id) => openMiniApp(world, id))
    act('/mini-app/contact', (id) => ({ contact: shareContactInMiniApp(world, id) }))
    act('/invoice', (id, body) => findInvoice(world, id, readInvoiceTarget(body)))
    act('/pay', (id, body) => pay(world, { personId: id, ...readPay(body) }))
    act('/money', (id) => void letMoneyArrive(world, id))
    act('/block', (id) => setBlocked(world, id, true))
    act('/unblock', (id) => setBlocked(world, id, false))
  }
}

/** Says what was wrong with a request to the control API. */
export function explain(
  error: { statusCode?: number; message: string },
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof ActionRefused) return reply.code(409).send({ reason: error.message })
  const status = error instanceof BadBody ? 400 : (error.statusCode ?? 500)
  return reply.code(status).send({ reason: status < 500 ? error.message : 'the simulator failed' })
}
