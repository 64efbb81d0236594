import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const heartbeatMs = 20_000

export type Send = (event: string, data: unknown) => void

/** Server-sent events of one scope of routes. */
export class Streams {
  readonly #open = new Set<ServerResponse>()

  constructor(server: FastifyInstance) {
    // A page that looks on is told good-bye and comes again by itself; cut off, it would see a fault.
    server.addHook('preClose', async () => {
      for (const stream of this.#open) stream.end()
    })
  }

  /** Begins a stream; `follow` sends what there is, and returns how to stop sending what comes. */
  begin(request: FastifyRequest, reply: FastifyReply, follow: (send: Send) => () => void): FastifyReply {
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const stop = follow((event, data) => stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs)
    this.#open.add(stream)
    request.raw.on('close', () => {
      this.#open.delete(stream)
      clearInterval(heartbeat)
      stop()
    })
    return reply
  }
}
