import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { together } from './batched.ts'
import type { Ctx } from './ctx.ts'
import { type ConnectionOptions, parameter, prepared } from './db.ts'
import type { Log } from './log.ts'

const CHANNEL = 'vitrina_signals'
// Postgres refuses payloads of 8000 bytes and more.
const PAYLOAD_MAX_BYTES = 7_999
const CONNECT_TIMEOUT_MS = 2_000
// A connection cut without a word looks alive for hours; it is asked now and then.
const HEARTBEAT = { everyMs: 10_000, timeoutMs: 3_000 }
const GOODBYE_MS = 500
const RETRY_MIN_MS = 100
const RETRY_MAX_MS = 5_000

/**
 * Tells every process at once that something has changed, through the database: when the caller's
 * transaction commits, never when it does not. A signal says what to look at, never what is there;
 * whoever listens must cope with one too many.
 */
export async function notify(ctx: Ctx, topic: string, id: string): Promise<void> {
  const payload = address(topic, id)
  if (Buffer.byteLength(payload) > PAYLOAD_MAX_BYTES) throw new Error(`a signal of ${topic} has an id too long`)
  await send(ctx.db, payload)
}

/** Hears what is told by `notify`, in this process or another. */
export class Signals {
  readonly #connection: ConnectionOptions
  readonly #log: Log
  readonly #beat: typeof HEARTBEAT
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #closing = new AbortController()
  #running: Promise<void> | undefined

  constructor(connection: ConnectionOptions, log: Log, heartbeat = HEARTBEAT) {
    this.#connection = connection
    this.#log = log
    this.#beat = heartbeat
  }

  /** Begins to hear; a database that is away is waited for in the background. */
  async start(): Promise<void> {
    await new Promise<void>((tried) => {
      this.#running ??= this.#run(tried)
    })
  }

  /**
   * Calls back whenever `topic` and `id` are signalled, and once after each time the
   * connection was lost, for news may have been missed. Listen first and look second: what
   * happens in between is then not missed. Returns what ends it.
   */
  listen(topic: string, id: string, onSignal: () => void): () => void {
    const key = address(topic, id)
    // A listener of one's own, so that the same function may listen twice and leave once.
    const listener = () => onSignal()
    const listeners = this.#listeners.get(key) ?? new Set()
    this.#listeners.set(key, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key)
    }
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running
  }

  async #run(tried: () => void): Promise<void> {
    const { signal } = this.#closing
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const client = await this.#open()
        failures = 0
        for (const listeners of this.#listeners.values()) this.#call(listeners)
        tried()
        await this.#untilLost(client)
      } catch (error) {
        // Once an outage; what follows is the same again.
        if (failures === 0 && !signal.aborted) this.#log.warn({ err: error }, 'the connection for signals was lost')
      }
      tried()
      await delay(Math.min(RETRY_MIN_MS * 2 ** failures, RETRY_MAX_MS), undefined, { signal }).catch(() => {})
    }
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({
      ...this.#connection,
      application_name: 'vitrina signals',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: this.#beat.timeoutMs,
    })
    client.on('error', () => {}) // followed by `end`, which is what is waited for
    client.on('notification', ({ payload = '' }) => this.#call(this.#listeners.get(payload) ?? new Set()))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
    } catch (error) {
      void client.end().catch(() => {})
      throw error
    }
    return client
  }

  async #untilLost(client: pg.Client): Promise<void> {
    const ended = new AbortController()
    try {
      await Promise.race([once(client, 'end'), this.#heartbeat(client, ended.signal)])
      throw new Error('the connection has ended')
    } finally {
      ended.abort()
      // One that fell silent never says goodbye.
      await Promise.race([client.end().catch(() => {}), delay(GOODBYE_MS, undefined, { ref: false })])
    }
  }

  async #heartbeat(client: pg.Client, ended: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([ended, this.#closing.signal])
    while (!signal.aborted) {
      await delay(this.#beat.everyMs, undefined, { signal }).catch(() => {})
      if (!signal.aborted) await client.query('select 1')
    }
  }

  #call(listeners: ReadonlySet<() => void>): void {
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch (error) {
        this.#log.error({ err: error }, 'a listener of signals failed')
      }
    }
  }
}

function address(topic: string, id: string): string {
  return `${topic}:${id}`
}

const sendSignals = prepared((db) =>
  db
    .select({ sent: sql`pg_notify(${CHANNEL}, payload)` })
    .from(sql`unnest(${parameter('payloads', 'text[]')}) as payload`)
    .prepare('signals_send'),
)

const send = together((db, payloads: readonly string[]) => sendSignals(db).execute({ payloads }))
