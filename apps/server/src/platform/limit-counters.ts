import { getTableName } from 'drizzle-orm'
import {
  RateLimiterPostgres,
  RateLimiterRedis,
  type RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible'
import { together } from './batched.ts'
import type { Database } from './db.ts'
import type { Log } from './log.ts'
import { MemoryCounters } from './memory-counters.ts'
import { REDIS_PREFIX, type RedisConnection } from './redis.ts'
import { rateLimit } from './tables.ts'

export interface Window {
  points: number
  durationSeconds: number
}

/** How often something may be done by one key: in every window at most its points. */
export interface Limit {
  readonly name: string
  /** Shortest first. */
  readonly windows: readonly Window[]
}

export interface Count {
  count: number
  /** Until the window of this key ends, and its count with it. */
  msLeft: number
}

/** The numbers of one limit: for each key one a window, which begins with its first count. */
export interface Counter {
  /** One more in one of the limit's windows. */
  add(key: string, window: Window): Promise<Count>
  /** How every window stands, in the order of the limit. */
  read(key: string): Promise<(Count | undefined)[]>
}

/** Where counts are kept. */
export interface Counters {
  open(limit: Limit): Counter
}

/**
 * Counts shared by every process on the database. Not insured: whatever is limited here needs
 * the same database a moment later, so its callers are better told at once.
 */
export function postgresCounters(database: Database): Counters {
  const open = (limit: Limit): Counter => {
    const limiters = limitersOf(limit, ({ points, durationSeconds }) => {
      return new RateLimiterPostgres({
        storeClient: database.pool,
        storeType: 'pool',
        tableName: TABLE,
        // The table is made by our migrations and swept by our job.
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: `${limit.name}.${durationSeconds}`,
        points,
        duration: durationSeconds,
      })
    })
    const keysOf = (key: string) => [...limiters.values()].map((limiter) => limiter.getKey(key))
    return inOrder({
      add: (key, window) => addTo(limiters.get(window), key),
      read: (key) => readCounts(database, keysOf(key)),
    })
  }
  return { open }
}

/**
 * Whoever looks sees what this process was counting then: of many guesses that are sent at once each would find
 * the limit open while the store is slower than the guessing (S15).
 */
function inOrder(counter: Counter): Counter {
  const underWay = new Map<string, Promise<unknown>>()
  return {
    add(key, window) {
      const adding = counter.add(key, window)
      const all = Promise.allSettled([underWay.get(key), adding]).then(() => {
        if (underWay.get(key) === all) underWay.delete(key)
      })
      underWay.set(key, all)
      return adding
    },
    async read(key) {
      await underWay.get(key)
      return counter.read(key)
    },
  }
}

const TABLE = getTableName(rateLimit)

// The library reads one window at a time; a sign-in looks at two, twice.
const readCounts = together(
  async ({ pool }: Database, asked: readonly (readonly string[])[]): Promise<(Count | undefined)[][]> => {
    const now = Date.now()
    const { rows } = await pool.query<{ key: string; points: number; expire: string }>({
      name: 'platform_limit_counts',
      text: `select key, points, expire from ${TABLE} where key = any($1) and expire > $2`,
      values: [asked.flat(), now],
    })
    const counts = new Map(
      rows.map(({ key, points, expire }) => [key, { count: points, msLeft: Number(expire) - now }]),
    )
    return asked.map((keys) => keys.map((key) => counts.get(key)))
  },
)

/** Counts shared by every process on the Redis, which forgets them by itself. */
export function redisCounters(redis: RedisConnection, log: Log): Counters {
  const open = (limit: Limit): Counter => {
    const limiters = limitersOf(limit, ({ points, durationSeconds }) => {
      return new RateLimiterRedis({
        storeClient: redis.client,
        useRedisPackage: true,
        keyPrefix: `${REDIS_PREFIX}limit:${limit.name}.${durationSeconds}`,
        points,
        duration: durationSeconds,
      })
    })
    // Every command for its deadline.
    const read = async (limiter: RateLimiterStoreAbstract, key: string) => {
      const result = await redis.run(() => limiter.get(key))
      return result ? countOf(result) : undefined
    }
    return inOrder({
      add: (key, window) => redis.run(() => addTo(limiters.get(window), key)),
      // Sent together, these are one round trip.
      read: (key) => Promise.all([...limiters.values()].map((limiter) => read(limiter, key))),
    })
  }
  return insured({ open }, log)
}

function limitersOf<Limiter>(limit: Limit, make: (window: Window) => Limiter): Map<Window, Limiter> {
  return new Map(limit.windows.map((window) => [window, make(window)]))
}

async function addTo(limiter: RateLimiterStoreAbstract | undefined, key: string): Promise<Count> {
  if (!limiter) throw new Error('this window is not of this limit')
  // `penalty` counts and answers; `consume` would also throw, and stop counting on its own terms.
  return countOf(await limiter.penalty(key))
}

function countOf(result: RateLimiterRes): Count {
  return { count: result.consumedPoints, msLeft: result.msBeforeNext }
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
  const open = (limit: Limit): Counter => {
    const [store, memory] = [counters.open(limit), new MemoryCounters().open(limit)]
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
      add: (key, window) => either((counter) => counter.add(key, window)),
      read: (key) => either((counter) => counter.read(key)),
    }
  }
  return { open }
}
