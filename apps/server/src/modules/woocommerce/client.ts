import { setTimeout as delay } from 'node:timers/promises'
import { Breaker } from './breaker.ts'
import { isOfTheHost, WooFault, wooFaultOf } from './fault.ts'
import { Gate, type Urgency } from './gate.ts'
import type { WooPage, WooQuery, WooSettings } from './model.ts'
import { WooNetwork, type WooRequest } from './network.ts'
import { readAnswer, type WooAnswer } from './read-answer.ts'

const MOST_AT_ONCE = 8
const DEADLINE_MS = 30_000
const TRIES = 3
const PAUSE_MS = 300
// What asks for longer is told to whoever asked; they come back by themselves.
const LONGEST_PAUSE_MS = 3_000

export interface WooCall {
  query?: WooQuery
  /** Somebody waits for it; else it gives way to those. */
  urgency?: Urgency
  signal?: AbortSignal | undefined
}

export interface WooClientOptions {
  random: (bytes: number) => Buffer
  /** Speaks `wp/v2` instead, as this user of WordPress or as nobody: the keys of WooCommerce are none to it. */
  wordpress?: { login: { user: string; password: string } | undefined }
  deadlineMs?: number
  pauseMs?: number
}

/**
 * Speaks `wc/v3` (or `wp/v2`) to one site: as many calls at once as it bears, each with a deadline, none while it is away.
 * What only reads is tried again; what changes something is not once it may have arrived, for WooCommerce
 * knows no repetition from a second order.
 */
export class WooClient {
  readonly #root: string
  readonly #authorization: string | undefined
  readonly #options: WooClientOptions
  readonly #network = new WooNetwork(MOST_AT_ONCE)
  readonly #gate = new Gate(MOST_AT_ONCE)
  readonly #breaker = new Breaker()
  readonly #closing = new AbortController()

  constructor({ url, key, secret }: WooSettings, options: WooClientOptions) {
    const { wordpress } = options
    this.#root = `${url}/wp-json/${wordpress ? 'wp/v2' : 'wc/v3'}`
    const login = wordpress ? wordpress.login : { user: key, password: secret }
    // In the header: a query is written into every log on the way (M3).
    this.#authorization = login && `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`
    this.#options = options
  }

  /** How many calls are made at once now. */
  get concurrency(): number {
    return this.#gate.limit
  }

  async read(path: string, call: WooCall = {}): Promise<unknown> {
    return (await this.#read(path, call)).body
  }

  async list(path: string, call: WooCall = {}): Promise<WooPage> {
    const { body, ...counts } = await this.#read(path, call)
    if (!Array.isArray(body)) throw new WooFault({ kind: 'garbled' })
    return { items: body, ...counts }
  }

  /** Sent again only when it surely did not arrive. */
  write(method: 'POST' | 'PUT' | 'DELETE', path: string, { body, ...call }: WooCall & { body?: object }) {
    const ask = () => this.#ask({ method, path, body: body && JSON.stringify(body) }, { urgency: 'now', ...call })
    return this.#trying(ask, ({ kind }) => kind === 'unreachable', call.signal).then(({ body }) => body)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#network.close()
  }

  #read(path: string, call: WooCall): Promise<WooAnswer> {
    return this.#trying(() => this.#ask({ method: 'GET', path }, call), isOfTheHost, call.signal)
  }

  async #trying<Result>(
    ask: () => Promise<Result>,
    mayRepeat: (fault: WooFault) => boolean,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await ask()
      } catch (error) {
        const fault = wooFaultOf(error)
        const pauseMs = fault && this.#pauseAfter(fault, tries)
        const isOver = signal?.aborted || this.#closing.signal.aborted
        if (pauseMs === undefined || tries >= TRIES || isOver || !mayRepeat(fault as WooFault)) throw error
        await delay(pauseMs, undefined, { signal: this.#untilClosed(signal) }).catch(() => {})
      }
    }
  }

  #pauseAfter({ kind, retryAfterMs = 0 }: WooFault, tries: number): number | undefined {
    if (kind === 'away' || retryAfterMs > LONGEST_PAUSE_MS) return undefined
    const { random, pauseMs = PAUSE_MS } = this.#options
    // Not all that failed together at the same moment again.
    const jitter = 0.5 + random(1).readUInt8() / 255
    return Math.max(retryAfterMs, pauseMs * 2 ** (tries - 1) * jitter)
  }

  async #ask(
    request: Pick<WooRequest, 'method'> & { path: string; body?: string | undefined },
    call: WooCall,
  ): Promise<WooAnswer> {
    const leave = await this.#gate.enter(call.urgency ?? 'later')
    const begunAt = performance.now()
    let failed = false
    try {
      const waitMs = this.#breaker.begin(begunAt)
      if (waitMs > 0) throw new WooFault({ kind: 'away', retryAfterMs: waitMs })
      const answer = await this.#send(request, call)
      this.#breaker.succeeded()
      return answer
    } catch (error) {
      failed = this.#note(error, call)
      throw error
    } finally {
      leave({ failed, tookMs: performance.now() - begunAt })
    }
  }

  /** Whether the failure says that the site is not well. */
  #note(error: unknown, { signal }: WooCall): boolean {
    const fault = wooFaultOf(error)
    if (!fault || fault.kind === 'away') return false
    const isOurs = signal?.aborted || this.#closing.signal.aborted
    if (isOfTheHost(fault) && !isOurs) this.#breaker.failed(performance.now(), fault.retryAfterMs)
    else this.#breaker.succeeded()
    return isOfTheHost(fault) && !isOurs
  }

  async #send(
    { method, path, body }: Pick<WooRequest, 'method'> & { path: string; body?: string | undefined },
    { query = {}, signal }: WooCall,
  ): Promise<WooAnswer> {
    const url = new URL(this.#root + path)
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    const headers = {
      ...(this.#authorization !== undefined && { authorization: this.#authorization }),
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': 'Vitrina',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
    const { deadlineMs = DEADLINE_MS } = this.#options
    const until = AbortSignal.any([this.#untilClosed(signal), AbortSignal.timeout(deadlineMs)])
    return readAnswer(await this.#network.send({ method, url, headers, body, signal: until }))
  }

  #untilClosed(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal
  }
}
