import { setTimeout as delay } from 'node:timers/promises'
import { type ExtractTablesWithRelations, sql } from 'drizzle-orm'
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import pg from 'pg'
import type { Log } from './log.ts'

type NoSchema = Record<string, never>

/** The pool or a transaction of it: a store function cannot tell, and need not. */
export type Db = PgDatabase<NodePgQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>>

export type ConnectionOptions =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string }

// A statement that takes longer holds a connection that somebody else waits for.
const STATEMENT_TIMEOUT_MS = 2_000
// Past the database's own limit: no answer at all means that it, or the way to it, is gone.
const ANSWER_TIMEOUT_MS = 2_500
// A caller is told «unavailable» rather than left hanging when the database is away.
const CONNECT_TIMEOUT_MS = 2_000
// How often who waits to lead asks for its turn, and who leads makes sure of it.
const LEAD_CHECK_MS = 1_000

/** The connection pool of this process. */
export class Database {
  readonly db: Db
  readonly connection: ConnectionOptions
  /** For the libraries that bring their own SQL; it acts outside of every transaction. */
  readonly pool: Pick<pg.Pool, 'query'>
  readonly #pool: pg.Pool

  constructor(connection: ConnectionOptions, options: { poolSize: number; log: Log }) {
    this.connection = connection
    this.#pool = new pg.Pool({
      Client: ImpatientClient,
      ...connection,
      application_name: 'vitrina',
      max: options.poolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: 30_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    })
    // An idle connection cut by a restart of the database is an event, not a crash.
    this.#pool.on('error', (error) => options.log.warn({ err: error }, 'an idle database connection was lost'))
    this.pool = this.#pool
    this.db = drizzle(this.#pool)
  }

  /** Answers when the database does; throws when it is away. */
  async ping(): Promise<void> {
    await this.db.execute(sql`select 1`)
  }

  /**
   * Runs `work` on a connection of its own, without time limits, while no other process runs any
   * under the same key; a process that dies lets go of it.
   */
  async exclusively<Result>(key: number, work: (db: Db) => Promise<Result>): Promise<Result> {
    const client = new pg.Client({ ...this.connection, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
    client.on('error', () => {}) // the statement under way fails with it
    try {
      await client.connect()
      await client.query('select pg_advisory_lock($1)', [key])
      return await work(drizzle(client))
    } finally {
      await client.end().catch(() => {})
    }
  }

  /**
   * Keeps `work` running in one of all the processes on this database, until `stop`. When the
   * one that leads dies or loses the database, another takes over within a second or two;
   * `lost` tells a leader that it is one no more.
   */
  async lead(key: number, stop: AbortSignal, work: (lost: AbortSignal) => Promise<void>): Promise<void> {
    while (!stop.aborted) {
      // The database is away, or the connection was lost while leading: in either case, again.
      await this.#leadOnce(key, stop, work).catch(() => {})
      await delay(LEAD_CHECK_MS, undefined, { signal: stop }).catch(() => {})
    }
  }

  async #leadOnce(key: number, stop: AbortSignal, work: (lost: AbortSignal) => Promise<void>): Promise<void> {
    const client = await this.#pool.connect()
    const lost = new AbortController()
    const onError = () => lost.abort()
    client.on('error', onError)
    const ask = () => client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [key])
    let check: NodeJS.Timeout | undefined
    try {
      if (!(await ask()).rows[0]?.ours) return
      check = setInterval(() => ask().catch(() => lost.abort()), LEAD_CHECK_MS)
      await work(AbortSignal.any([stop, lost.signal]))
    } finally {
      // Not given back once it asked in turns: closing the connection is what surely frees the lock.
      clearInterval(check)
      client.off('error', onError)
      client.release(check !== undefined)
    }
  }

  /** Waits for the statements under way, then lets every connection go. */
  async close(): Promise<void> {
    await this.#pool.end()
  }
}

/**
 * A connection whose end is no crash, and that is broken off when an answer is overdue: `pg`
 * itself only stops waiting, and would give it, its answer still to come, to the next who asks.
 */
class ImpatientClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    // Nobody else listens while a transaction holds it; its statements fail, which is enough.
    this.on('error', () => {})
    const query = this.query.bind(this) as (...args: unknown[]) => unknown
    this.query = ((...args: unknown[]) => {
      const answer = query(...args)
      if (answer instanceof Promise) answer.catch((error) => (isOverdue(error) ? this.end() : undefined))
      return answer
    }) as typeof this.query
  }
}

function isOverdue(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

/**
 * Keeps a statement prepared for each handle it is run on: parsing and planning are paid once
 * a connection instead of once a call, which is half the time of a hot read.
 */
export function prepared<Query>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>()
  return (db) => {
    let query = built.get(db)
    if (!query) {
      query = build(db)
      built.set(db, query)
    }
    return query
  }
}

const UNIQUE_VIOLATION = '23505'

/** Name of the unique constraint that refused the write, when that is what happened. */
export function violatedConstraint(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof pg.DatabaseError && cause.code === UNIQUE_VIOLATION) return cause.constraint
  return undefined
}

// Classes 08 (connection), 53 (resources), 57P (shutdown, crash) and 57014/55P03 (timeouts).
const AWAY_SQLSTATE = /^(08|53|57P|57014|55P03)/
const AWAY_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const AWAY_MESSAGES =
  /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|connection timeout|not queryable/i

/** Whether a fault says that the database cannot be reached now, so that trying later makes sense. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code
    if (typeof code === 'string' && (AWAY_SQLSTATE.test(code) || AWAY_SYSTEM_CODES.has(code))) return true
    if (AWAY_MESSAGES.test(cause.message)) return true
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseAway)) return true
  }
  return false
}
