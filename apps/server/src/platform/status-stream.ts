import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { tooManyRequests } from './errors.ts'
import { Refusal } from './refusal.ts'

const HEARTBEAT_MS = 15_000
// A stream outlives an outage of its store: ended, it would be opened again against a 503, and
// browsers give up on that for good.
const REREAD_MS = 2_000
// A page, its reloads and a few tabs. Each stream costs timers and readings for as long as it is open.
const STREAMS_MAX = 6

/** Something whose state a page waits for. */
export interface Watched<State> {
  /** One of them has a few streams and no more. */
  key: string
  /** Refuses, other than for an outage, when there is nothing to see any more: the stream then ends. */
  read(): Promise<State>
  listen(onSignal: () => void): () => void
  /** Nothing comes after it. */
  isLast(state: State): boolean
  /** When it changes without anybody's doing. */
  changesAt?(state: State): Date
}

/** Every open stream of some routes: a server that closes ends them, or it would wait for the pages. */
export class StatusStreams {
  readonly #open = new Map<string, Set<{ end(): void }>>()

  /**
   * Tells a page of every change as it happens (Y2), in this process or another. The state is read
   * again at each nudge, so a lost nudge costs delay and never truth; the stream ends with what is
   * watched, with the page, or with the server. Refuses with `platform.too_many_requests` when many
   * are open already: the page then asks.
   */
  async open<State>(reply: FastifyReply, watched: Watched<State>, now: () => Date): Promise<void> {
    const first = await watched.read()
    const streams = this.#open.get(watched.key) ?? new Set()
    if (streams.size >= STREAMS_MAX) throw tooManyRequests({ retryAfter: 15 })

    reply.hijack()
    const headers = {
      ...reply.getHeaders(),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    }
    reply.raw.writeHead(200, headers as Record<string, string>)
    const stream = new StatusStream(reply.raw, watched)
    this.#open.set(watched.key, streams.add(stream))
    stream.onEnd = () => {
      streams.delete(stream)
      if (streams.size === 0) this.#open.delete(watched.key)
    }
    stream.open(first, now())
  }

  close(): void {
    for (const streams of this.#open.values()) for (const stream of [...streams]) stream.end()
  }
}

/** One open stream: its timers and its subscription end with it. */
class StatusStream<State> {
  onEnd = () => {}
  readonly #raw: ServerResponse
  readonly #watched: Watched<State>
  readonly #unsubscribe: () => void
  readonly #heartbeat: NodeJS.Timeout
  #change: NodeJS.Timeout | undefined
  #reread: NodeJS.Timeout | undefined
  #reading = false
  #stale = false
  #ended = false
  #last = ''

  constructor(raw: ServerResponse, watched: Watched<State>) {
    this.#raw = raw
    this.#watched = watched
    this.#unsubscribe = watched.listen(() => void this.#refresh())
    this.#heartbeat = setInterval(() => {
      this.#raw.write(': still here\n\n')
      // A nudge may have been lost, or the whole record, with a Redis that was restarted.
      void this.#refresh()
    }, HEARTBEAT_MS)
    this.#raw.on('close', this.end)
  }

  open(first: State, now: Date): void {
    this.#tell(first)
    if (this.#ended) return
    const changesAt = this.#watched.changesAt?.(first)
    if (changesAt) {
      const leftMs = changesAt.getTime() - now.getTime()
      this.#change = setTimeout(() => void this.#refresh(), Math.max(leftMs, 0) + 50)
    }
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
    clearTimeout(this.#change)
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
        this.#tell(await this.#watched.read())
      }
    } catch (error) {
      // It is gone, or no longer this one's to see: the page asks, and is told so.
      if (error instanceof Refusal && error.kind !== 'unavailable') this.end()
      else this.#readAgainLater()
    }
    this.#reading = false
  }

  #readAgainLater(): void {
    clearTimeout(this.#reread)
    if (!this.#ended) this.#reread = setTimeout(() => void this.#refresh(), REREAD_MS)
  }

  #tell(state: State): void {
    const data = JSON.stringify(state)
    if (data === this.#last || this.#ended) return
    this.#last = data
    this.#raw.write(`event: status\ndata: ${data}\n\n`)
    if (this.#watched.isLast(state)) this.end()
  }
}
