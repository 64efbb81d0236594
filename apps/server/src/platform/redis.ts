import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { RedisClientType } from 'redis'
import { SetupError, storeUnavailable } from './errors.ts'
import type { Log } from './log.ts'

/** Every key of ours starts with it: a Redis is often shared. */
export const REDIS_PREFIX = 'vitrina:'

// Redis answers in under a millisecond; past this a request is better refused than kept waiting.
const DEADLINE_MS = 500
// A quiet connection is asked for a sign of life, and dropped when none comes.
const PING_INTERVAL_MS = 1_000
const SILENCE_MS = 2_000
const RECONNECT_MAX_MS = 2_000
// Unanswered commands in memory; more than a healthy Redis ever has waiting.
const QUEUE_MAX = 10_000

/** A Lua script, sent by its digest once Redis knows it. */
export interface Script {
  readonly source: string
  readonly sha1: string
}

export function script(source: string): Script {
  return { source, sha1: createHash('sha1').update(source).digest('hex') }
}

// Loaded with the first connection: a start without a Redis need not pay for it.
const redis = (): typeof import('redis') => createRequire(import.meta.url)('redis')

/** The one connection of this process to Redis: answers in time or refuses, and reconnects by itself. */
export class RedisConnection {
  readonly client: RedisClientType
  readonly #log: Log
  #answeredAt = 0
  #away = false

  constructor(url: string, log: Log) {
    this.#log = log
    this.client = connectTo(url)
    this.client.on('ready', () => this.#back())
    this.client.on('error', (error) => {
      this.#lost(error)
      // Bytes that are no reply, on a socket still open: from here on every answer might
      // belong to another question.
      this.#drop()
    })
  }

  /** Begins to connect and gives it a moment; a Redis that is away does not keep the process from starting. */
  async start(): Promise<void> {
    await deadline(this.client.connect(), DEADLINE_MS).catch((error) => this.#lost(error))
  }

  /**
   * Runs commands, refusing with `platform.store_unavailable` when Redis is away or late.
   * A late command may still take effect.
   */
  async run<Result>(work: (client: RedisClientType) => Promise<Result>): Promise<Result> {
    try {
      const result = await deadline(work(this.client), DEADLINE_MS)
      this.#answeredAt = performance.now()
      return result
    } catch (error) {
      if (isErrorReply(error) && /^(ERR|WRONGTYPE) /.test(error.message)) throw error
      if (error instanceof LateError && performance.now() - this.#answeredAt >= DEADLINE_MS) this.#drop()
      this.#lost(error)
      throw storeUnavailable()
    }
  }

  /** Runs a script on one key. */
  evaluate(script: Script, key: string, args: string[]): Promise<unknown> {
    const call = { keys: [key], arguments: args }
    return this.run(async (client) => {
      try {
        return await client.evalSha(script.sha1, call)
      } catch (error) {
        // A restarted Redis has forgotten the scripts.
        if (!(isErrorReply(error) && error.message.startsWith('NOSCRIPT'))) throw error
        return client.eval(script.source, call)
      }
    })
  }

  async close(): Promise<void> {
    this.client.destroy()
  }

  /**
   * Opens a new connection in place of one that went silent. Only a connected client may be
   * turned over: one that is connecting has a loop of its own, and would end with two.
   */
  #drop(): void {
    if (!this.client.isReady) return
    this.client.destroy()
    this.client.connect().catch((error) => this.#lost(error))
  }

  // Told once an outage: each request in it would fail the same way.
  #lost(error: unknown): void {
    if (this.#away) return
    this.#away = true
    this.#log.warn({ err: error }, 'Redis does not answer')
  }

  #back(): void {
    if (this.#away) this.#log.info('Redis answers again')
    this.#away = false
  }
}

function connectTo(url: string): RedisClientType {
  try {
    return redis().createClient({
      url,
      name: 'vitrina',
      // Kept until Redis is back, a command would act on behalf of someone who has left.
      disableOfflineQueue: true,
      commandsQueueMaxLength: QUEUE_MAX,
      pingInterval: PING_INTERVAL_MS,
      maintNotifications: 'disabled',
      socket: {
        connectTimeout: SILENCE_MS,
        socketTimeout: SILENCE_MS,
        reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, RECONNECT_MAX_MS),
      },
    }) as RedisClientType
  } catch {
    // The original error carries the address, and with it the password.
    throw new SetupError('REDIS_URL is not an address of a Redis (redis://… or rediss://…)')
  }
}

function isErrorReply(error: unknown): error is Error {
  return error instanceof redis().ErrorReply
}

class LateError extends Error {}

async function deadline<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const refuse = () => reject(new LateError(`no answer within ${ms} ms`))
    // A process that was busy itself reads first what has come meanwhile.
    timer = setTimeout(() => setImmediate(refuse), ms)
  })
  // The loser of the race must not end the process when it fails later.
  work.catch(() => {})
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
