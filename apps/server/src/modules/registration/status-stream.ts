import type { ServerResponse } from 'node:http'
import type { VerificationState } from '@vitrina/contract'
import type { FastifyReply } from 'fastify'
import { Refusal } from '#platform'

const HEARTBEAT_MS = 15_000
// A stream outlives an outage of its store: ended, it would be opened again against a 503, and
// browsers give up on that for good.
const REREAD_MS = 2_000
const TERMINAL = new Set<VerificationState['status']>(['verified', 'denied', 'expired'])

/** One open stream: its timers and its subscription end with it. */
export class StatusStream {
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
