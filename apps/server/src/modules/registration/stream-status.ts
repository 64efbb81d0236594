import type { VerificationState } from '@vitrina/contract'
import type { FastifyReply } from 'fastify'
import { type Ctx, type Ephemeral, Refusal, type Signals } from '#platform'
import type { VerificationId } from './model.ts'
import { describeVerification, readVerification } from './read-verification.ts'

const HEARTBEAT_MS = 15_000
// A stream outlives an outage of its store: ended, it would be opened again against a 503, and
// browsers give up on that for good.
const REREAD_MS = 2_000
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
 * ends with the verification, with the page, or with the server.
 */
export async function streamStatus(
  ctx: Ctx,
  input: StreamStatus,
  ports: { ephemeral: Ephemeral; signals: Signals },
): Promise<void> {
  const { id, reply } = input
  const read = async () => describeVerification(id, await readVerification(ctx, input, ports.ephemeral), ctx.now())
  const first = await read()

  reply.hijack()
  input.streams.add(reply)
  const headers = {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  }
  reply.raw.writeHead(200, headers as Record<string, string>)
  const listen = (onSignal: () => void) => ports.signals.listen('verification', id, onSignal)
  new StatusStream(reply, read, listen).open(first, ctx.now())
}

/** Every open stream of this process: a server that closes ends them, or it would wait for the pages. */
export class StatusStreams {
  readonly #open = new Set<FastifyReply>()

  add(reply: FastifyReply): void {
    this.#open.add(reply)
    reply.raw.on('close', () => this.#open.delete(reply))
  }

  close(): void {
    for (const reply of this.#open) reply.raw.end()
  }
}

/** One open stream: its timers and its subscription end together. */
class StatusStream {
  readonly #reply: FastifyReply
  readonly #read: () => Promise<VerificationState>
  readonly #unsubscribe: () => void
  readonly #heartbeat: NodeJS.Timeout
  #expiry: NodeJS.Timeout | undefined
  #reread: NodeJS.Timeout | undefined
  #reading = false
  #stale = false
  #last = ''

  constructor(
    reply: FastifyReply,
    read: () => Promise<VerificationState>,
    listen: (onSignal: () => void) => () => void,
  ) {
    this.#reply = reply
    this.#read = read
    this.#unsubscribe = listen(() => void this.#refresh())
    this.#heartbeat = setInterval(() => this.#reply.raw.write(': still here\n\n'), HEARTBEAT_MS)
    reply.raw.on('close', () => this.#close())
  }

  open(first: VerificationState, now: Date): void {
    this.#tell(first)
    const leftMs = new Date(first.expiresAt).getTime() - now.getTime()
    this.#expiry = setTimeout(() => void this.#refresh(), Math.max(leftMs, 0) + 50)
    // Between the first read and the subscription something may have happened.
    void this.#refresh()
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
      // The verification is gone, with a Redis that was restarted: the page asks, and is told so.
      if (error instanceof Refusal && error.kind === 'missing') this.#reply.raw.end()
      else this.#readAgainLater()
    }
    this.#reading = false
  }

  #readAgainLater(): void {
    clearTimeout(this.#reread)
    if (!this.#reply.raw.destroyed) this.#reread = setTimeout(() => void this.#refresh(), REREAD_MS)
  }

  #tell(state: VerificationState): void {
    const data = JSON.stringify(state)
    if (data === this.#last || this.#reply.raw.writableEnded) return
    this.#last = data
    this.#reply.raw.write(`event: status\ndata: ${data}\n\n`)
    if (TERMINAL.has(state.status)) this.#reply.raw.end()
  }

  #close(): void {
    clearInterval(this.#heartbeat)
    clearTimeout(this.#expiry)
    clearTimeout(this.#reread)
    this.#unsubscribe()
  }
}
