import { randomBytes } from 'node:crypto'
import type { SharedCache } from './cache.ts'
import { REDIS_PREFIX, type RedisConnection } from './redis.ts'

const KEEP_SECONDS = 600
// After a failure: an outage costs those who read something new one wait of the deadline a second, not each one.
const REST_MS = 1_000

/**
 * The cache that processes share, in Redis. Each tag has a mark there, drawn anew whenever it is
 * forgotten, and each text says under which marks it was read. A text is good while its marks stand:
 * one that was read before a change and comes in after it was forgotten before it was kept.
 *
 * Redis cannot be trusted about a tag that this process could not forget there, nor about one that it
 * has not heard of yet, for something may have changed while nobody listened. Such a tag is forgotten
 * first.
 */
export class RedisCache implements SharedCache {
  readonly #redis: RedisConnection
  /** Forgettings that Redis knows of, and those there were; by tag. */
  readonly #tags = new Map<string, { wanted: number; done: number }>()
  #restUntil = 0

  constructor(redis: RedisConnection) {
    this.#redis = redis
  }

  async find(key: string, tags: readonly string[]): Promise<{ text: string } | { mark: string } | undefined> {
    if (performance.now() < this.#restUntil) return undefined
    return this.#resting(async () => {
      await Promise.all(tags.map((tag) => this.#settle(tag)))
      const [value, ...marks] = await this.#redis.run((client) => client.mGet([keyOf(key), ...tags.map(markOf)]))
      // Lost, with whatever was kept under it.
      const lost = tags.filter((_, nth) => !marks[nth])
      for (const tag of lost) await this.forget(tag)
      if (lost.length > 0) return undefined
      const mark = marks.join()
      return value?.startsWith(`${mark}\n`) ? { text: value.slice(mark.length + 1) } : { mark }
    })
  }

  async keep(key: string, mark: string, text: string): Promise<void> {
    await this.#redis.run((client) => client.set(keyOf(key), `${mark}\n${text}`, { EX: KEEP_SECONDS }))
  }

  async forget(tag: string): Promise<void> {
    this.#countOf(tag).wanted++
    await this.#settle(tag)
  }

  async #settle(tag: string): Promise<void> {
    const count = this.#countOf(tag)
    const { wanted } = count
    if (count.done >= wanted) return
    await this.#redis.run((client) => client.set(markOf(tag), randomBytes(9).toString('base64url')))
    count.done = Math.max(count.done, wanted)
  }

  #countOf(tag: string): { wanted: number; done: number } {
    const count = this.#tags.get(tag) ?? { wanted: 1, done: 0 }
    this.#tags.set(tag, count)
    return count
  }

  async #resting<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      this.#restUntil = performance.now() + REST_MS
      throw error
    }
  }
}

function keyOf(key: string): string {
  return `${REDIS_PREFIX}cache:${key}`
}

function markOf(tag: string): string {
  return `${REDIS_PREFIX}cache-mark:${tag}`
}
