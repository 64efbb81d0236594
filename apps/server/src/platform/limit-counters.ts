import { getTableName } from 'drizzle-orm'
import { RateLimiterPostgres, RateLimiterRedis, type RateLimiterStoreAbstract } from 'rate-limiter-flexible'
import type { Database } from './db.ts'
import type { Log } from './log.ts'
import { MemoryCounters } from './memory-counters.ts'
import { REDIS_PREFIX, type RedisConnection } from './redis.ts'
import { rateLimit } from './tables.ts'

export interface Window {
  points: number
  durationSeconds: number
}

export interface Count {
  count: number
  /** Until the window of this key ends, and its count with it. */
  msLeft: number
}

/** One number for each key, each in a window of its own that begins with its first count. */
export interface Counter {
  readonly points: number
  add(key: string, cost: number): Promise<Count>
  read(key: string): Promise<Count | undefined>
  remove(key: string): Promise<void>
}

/** Where counts are kept. */
export interface Counters {
  open(name: string, window: Window): Counter
}

/**
 * Counts shared by every process on the database. Not insured: whatever is limited here needs
 * the same database a moment later, so its callers are better told at once.
 */
export function postgresCounters(database: Database): Counters {
  const open = (name: string, { points, durationSeconds }: Window): Counter =>
    new StoredCounter(
      new RateLimiterPostgres({
        storeClient: database.pool,
        storeType: 'pool',
        tableName: getTableName(rateLimit),
        // The table is made by our migrations and swept by our job.
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: `${name}.${durationSeconds}`,
        points,
        duration: durationSeconds,
      }),
      (work) => work(),
    )
  return { open }
}

/** Counts shared by every process on the Redis, which forgets them by itself. */
export function redisCounters(redis: RedisConnection, log: Log): Counters {
  const open = (name: string, { points, durationSeconds }: Window): Counter =>
    new StoredCounter(
      new RateLimiterRedis({
        storeClient: redis.client,
        useRedisPackage: true,
        keyPrefix: `${REDIS_PREFIX}limit:${name}.${durationSeconds}`,
        points,
        duration: durationSeconds,
      }),
      // For its deadline.
      (work) => redis.run(work),
    )
  return insured({ open }, log)
}

class StoredCounter implements Counter {
  readonly points: number
  readonly #limiter: RateLimiterStoreAbstract
  readonly #run: <Result>(work: () => Promise<Result>) => Promise<Result>

  constructor(limiter: RateLimiterStoreAbstract, run: <Result>(work: () => Promise<Result>) => Promise<Result>) {
    this.points = limiter.points
    this.#limiter = limiter
    this.#run = run
  }

  async add(key: string, cost: number): Promise<Count> {
    // `penalty` counts and answers; `consume` would also throw, and stop counting on its own terms.
    const result = await this.#run(() => this.#limiter.penalty(key, cost))
    return { count: result.consumedPoints, msLeft: result.msBeforeNext }
  }

  async read(key: string): Promise<Count | undefined> {
    const result = await this.#run(() => this.#limiter.get(key))
    return result ? { count: result.consumedPoints, msLeft: result.msBeforeNext } : undefined
  }

  async remove(key: string): Promise<void> {
    await this.#run(() => this.#limiter.delete(key))
  }
}

/**
 * Counts in this process while the store is away. To let everybody through would make an
 * outage of Redis the way to guess codes; to refuse everybody would close the shop. So each
 * process counts by itself: at worst a limit is as many times higher as there are processes.
 */
function insured(counters: Counters, log: Log): Counters {
  let away = false
  const told = (error: unknown) => {
    if (!away) log.warn({ err: error }, 'limits are counted in memory, their store does not answer')
    away = true
  }
  const open = (name: string, window: Window): Counter => {
    const [store, memory] = [counters.open(name, window), new MemoryCounters().open(name, window)]
    const either = async <Result>(work: (counter: Counter) => Promise<Result>): Promise<Result> => {
      try {
        const result = await work(store)
        away = false
        return result
      } catch (error) {
        told(error)
        return work(memory)
      }
    }
    return {
      points: window.points,
      add: (key, cost) => either((counter) => counter.add(key, cost)),
      read: (key) => either((counter) => counter.read(key)),
      remove: (key) => either((counter) => counter.remove(key)),
    }
  }
  return { open }
}
