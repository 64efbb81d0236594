import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ChatChange, Notice, World } from '../world/world.ts'
import { chatOf } from '../world/world.ts'
import { chatPageView, messagePageView, statusView } from './views.ts'

const heartbeatMs = 20_000

/**
 * Streams a chat as server-sent events: first the whole of it, then each change. A page that lost
 * the connection begins with the whole again, so nothing has to be numbered or repeated.
 */
export function streamChat(
  { world, open }: { world: World; open: Set<ServerResponse> },
  personId: number,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const chat = chatOf(world, personId)
  reply.hijack()
  const stream = reply.raw
  stream.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  const send = (event: string, data: unknown) => stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  send('chat', chatPageView(world, chat))

  const onChange = (change: ChatChange) => {
    if (change.chatId !== chat.id) return
    if (change.kind === 'sent' || change.kind === 'edited')
      send('message', messagePageView(world, chat, change.message))
    if (change.kind === 'deleted') send('deleted', { id: change.messageId })
    if (change.kind === 'typing') send('typing', { action: change.action })
    else send('status', statusView(chat))
  }
  const onNotice = (notice: Notice) => {
    if (notice.chatId === chat.id) send('notice', notice)
  }
  const onPeople = () => send('people', {})
  const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs)
  world.events.on('chat', onChange).on('notice', onNotice).on('people', onPeople)
  open.add(stream)
  request.raw.on('close', () => {
    open.delete(stream)
    clearInterval(heartbeat)
    world.events.off('chat', onChange).off('notice', onNotice).off('people', onPeople)
  })
  return reply
}
