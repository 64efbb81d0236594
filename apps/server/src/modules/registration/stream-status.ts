import type { ServerResponse } from 'node:http'
import type { VerificationState } from '@vitrina/contract'
import type { FastifyReply } from 'fastify'
import { type Ctx, type Ephemeral, Refusal, type Signals, tooManyRequests } from '#platform'
import type { VerificationId } from './model.ts'
import { describeVerification, readVerification } from './read-verification.ts'

const HEARTBEAT_MS = 15_000
// A stream outlives an outage of its store: ended, it would be opened again against a 503, and
// browsers give up on that for good.
const REREAD_MS = 2_000
// A page, its reloads and a few tabs. Each stream costs timers and readings for half an hour.
const STREAMS_MAX = 6
const TERMINAL = new Set<VerificationState['status']>(['verified', 'denied', 'expired'])

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

/** One open stream: its timers and its subscription end with it. */
class StatusStream {
  onEnd = () => {}
  readonly #raw: ServerResponse
  readonly #read: () => Promise<VerificationState>
  readonly #unsubscribe: () => void
  readonly #heartbeat: NodeJS.Timeout
  #expiry: NodeJS.Timeout | undefined
  #reread: NodeJS.Timeout | undefined
  #reading = false
  #stale = false
  #ended = false
  #last = ''

  constructor(
    reply: FastifyReply,
    read: () => Promise<VerificationState>,
    listen: (onSignal: () => void) => () => void,
  ) {
    this.#raw = reply.raw
    this.#read = read
    this.#unsubscribe = listen(() => void this.#refresh())
    this.#heartbeat = setInterval(() => {
      this.#raw.write(': still here\n\n')
      // A nudge may have been lost, or the whole record, with a Redis that was restarted.
      void this.#refresh()
    }, HEARTBEAT_MS)
    this.#raw.on('close', this.end)
  }

  open(first: VerificationState, now: Date): void {
    this.#tell(first)
    if (this.#ended) return
    const leftMs = new Date(first.expiresAt).getTime() - now.getTime()
    this.#expiry = setTimeout(() => void this.#refresh(), Math.max(leftMs, 0) + 50)
    // Between the first read and the subscription something may have happened.
    void this.#refresh()
  }

  /**
   * Not left to the close of the reply, which comes only when somebody has read it: a heartbeat
   * written after the end would end the process.
   */
  readonly end = (): void => {
    if (this.#ended) return
    this.#ended = true
    clearInterval(this.#heartbeat)
    clearTimeout(this.#expiry)
    clearTimeout(this.#reread)
    this.#unsubscribe()
    this.#raw.end()
    this.onEnd()
  }

  async #refresh(): Promise<void> {
    this.#stale = true
    // One read at a time: of two, the older could be answered last and be told as the news.
    if (this.#reading) return
    this.#reading = true
    try {
      while (this.#stale) {
        this.#stale = false
        this.#tell(await this.#read())
      }
    } catch (error) {
      // It is gone: the page asks, and is told so.
      if (error instanceof Refusal && error.kind === 'missing') this.end()
      else this.#readAgainLater()
    }
    this.#reading = false
  }

  #readAgainLater(): void {
    clearTimeout(this.#reread)
    if (!this.#ended) this.#reread = setTimeout(() => void this.#refresh(), REREAD_MS)
  }

  #tell(state: VerificationState): void {
    const data = JSON.stringify(state)
    if (data === this.#last || this.#ended) return
    this.#last = data
    this.#raw.write(`event: status\ndata: ${data}\n\n`)
    if (TERMINAL.has(state.status)) this.end()
  }
}
