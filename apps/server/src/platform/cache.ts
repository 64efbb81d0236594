import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { isDatabaseAway } from './db.ts'
import type { Log } from './log.ts'

/** What was read once and is handed out many times: its bytes, made once, and the name of just these bytes. */
export interface Answer {
  readonly body: Buffer
  readonly etag: string
}

/** A second cache behind the first, which processes share; whatever of it fails, the answer is read anew. */
export interface SharedCache {
  /**
   * What is kept under a key, or the mark to keep under it what is read from now on. Without either
   * nothing may be kept: it cannot be known whether what is there has been forgotten.
   */
  find(key: string, tags: readonly string[]): Promise<{ text: string } | { mark: string } | undefined>
  /** Keeps a text; nobody will find it when one of its tags was forgotten after the mark was given out. */
  keep(key: string, mark: string, text: string): Promise<void>
  forget(tag: string): Promise<void>
}

export interface CacheOptions {
  /** About how much memory its answers may take. */
  maxBytes: number
  /** After which an answer is read anew although nobody said that it is old. */
  maxAgeMs: number
  shared?: SharedCache | undefined
  log: Log
}

interface Kept {
  answer: Answer
  tags: readonly string[]
  until: number
}

interface Flight {
  tags: readonly string[]
  /** False once a tag was forgotten on the way: what it brings may be old, and is not kept. */
  isCurrent: boolean
  landing: Promise<Answer>
}

// The etag and what the library notes of an entry.
const OVERHEAD_BYTES = 400
// With the compressed form that is made of it when somebody takes it so.
const COMPRESSED = 1.4
// So long nobody else waits for a database that has just failed to answer.
const AWAY_MS = 2_000

/**
 * Answers of this process, serialised once, bounded by their bytes. Many who ask for the same at
 * once wait for one reading. What is forgotten by its tag is never handed out again, and neither is
 * what was being read at that moment, but to those who had asked before.
 */
export class Cache {
  readonly #kept: LRUCache<string, Kept>
  readonly #flights = new Map<string, Flight>()
  readonly #options: CacheOptions

  constructor(options: CacheOptions) {
    this.#options = options
    this.#kept = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: ({ answer }, key) => Math.ceil(answer.body.length * COMPRESSED) + key.length + OVERHEAD_BYTES,
    })
  }

  /** What is in memory under a key; at once, for what is asked at every request. */
  peek(key: string): Answer | undefined {
    const kept = this.#kept.get(key)
    return kept && kept.until > performance.now() ? kept.answer : undefined
  }

  /**
   * The answer under a key; `load` reads what it says when nobody has it. While the database is away
   * an answer that has only grown old is good enough: the shop goes on showing what it last knew.
   */
  read(key: string, tags: readonly string[], load: () => Promise<unknown>): Promise<Answer> {
    const known = this.peek(key)
    if (known) return Promise.resolve(known)
    const running = this.#flights.get(key)
    if (running) return running.landing
    const flight: Flight = { tags, isCurrent: true, landing: Promise.resolve(empty) }
    flight.landing = this.#fly(flight, key, load).finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    })
    this.#flights.set(key, flight)
    return flight.landing
  }

  /** What several answers are made of, as JSON keeps it. */
  async remember<Value>(key: string, tags: readonly string[], load: () => Promise<Value>): Promise<Value> {
    return JSON.parse((await this.read(key, tags, load)).body.toString())
  }

  /** Ends all answers with a tag, here and in what processes share. */
  forget(tag: string): void {
    for (const [key, { tags }] of this.#kept.entries()) if (tags.includes(tag)) this.#kept.delete(key)
    for (const [key, flight] of this.#flights) {
      if (!flight.tags.includes(tag)) continue
      flight.isCurrent = false
      this.#flights.delete(key)
    }
    this.#options.shared?.forget(tag).catch((error) => this.#failed(error))
  }

  async #fly(flight: Flight, key: string, load: () => Promise<unknown>): Promise<Answer> {
    const { shared, maxAgeMs } = this.#options
    const found = await shared?.find(key, flight.tags).catch((error) => this.#failed(error))
    const text = found && 'text' in found ? found.text : await this.#load(key, load)
    if (typeof text !== 'string') return text
    const answer = toAnswer(text)
    if (!flight.isCurrent) return answer
    this.#kept.set(key, { answer, tags: flight.tags, until: performance.now() + maxAgeMs })
    if (found && 'mark' in found) shared?.keep(key, found.mark, text).catch((error) => this.#failed(error))
    return answer
  }

  async #load(key: string, load: () => Promise<unknown>): Promise<string | Answer> {
    try {
      return JSON.stringify(await load())
    } catch (error) {
      const old = this.#kept.peek(key)
      if (!old || !isDatabaseAway(error)) throw error
      old.until = performance.now() + AWAY_MS
      return old.answer
    }
  }

  #failed(error: unknown): undefined {
    this.#options.log.debug({ err: error }, 'the shared cache failed')
  }
}

const empty: Answer = { body: Buffer.alloc(0), etag: '' }

/** For what is kept nowhere, too. */
export function toAnswer(text: string): Answer {
  const body = Buffer.from(text)
  // Weak: compressed or not, it says the same.
  return { body, etag: `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"` }
}
