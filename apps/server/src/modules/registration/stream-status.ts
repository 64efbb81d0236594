import type { FastifyReply } from 'fastify'
import { type Ctx, type Ephemeral, type Signals, tooManyRequests } from '#platform'
import { describeVerification, readVerification, type VerificationId } from '#verifications'
import { StatusStream } from './status-stream.ts'

// A page, its reloads and a few tabs. Each stream costs timers and readings for half an hour.
const STREAMS_MAX = 6

interface StreamStatus {
  id: VerificationId
  txn: string | undefined
  reply: FastifyReply
  streams: StatusStreams
}

/**
 * Tells the waiting page of every change as it happens (Y2), in this process or another. The
 * state is read again at each nudge, so a lost nudge costs delay and never truth; the stream
 * ends with the verification, with the page, or with the server. Refuses with
 * `platform.too_many_requests` when the verification has many open already: the page then asks.
 */
export async function streamStatus(
  ctx: Ctx,
  input: StreamStatus,
  ports: { ephemeral: Ephemeral; signals: Signals },
): Promise<void> {
  const { id, reply, streams } = input
  const read = async () => describeVerification(id, await readVerification(ctx, input, ports.ephemeral), ctx.now())
  const first = await read()
  streams.ensureRoom(id)

  reply.hijack()
  const headers = {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  }
  reply.raw.writeHead(200, headers as Record<string, string>)
  const listen = (onSignal: () => void) => ports.signals.listen('verification', id, onSignal)
  const stream = new StatusStream(reply, read, listen)
  streams.add(id, stream)
  stream.open(first, ctx.now())
}

/** Every open stream of this process: a server that closes ends them, or it would wait for the pages. */
export class StatusStreams {
  readonly #open = new Map<VerificationId, Set<StatusStream>>()

  ensureRoom(id: VerificationId): void {
    if ((this.#open.get(id)?.size ?? 0) >= STREAMS_MAX) throw tooManyRequests({ retryAfter: 15 })
  }

  add(id: VerificationId, stream: StatusStream): void {
    const streams = this.#open.get(id) ?? new Set()
    this.#open.set(id, streams.add(stream))
    stream.onEnd = () => {
      streams.delete(stream)
      if (streams.size === 0) this.#open.delete(id)
    }
  }

  close(): void {
    for (const streams of this.#open.values()) for (const stream of [...streams]) stream.end()
  }
}
