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
const STATEMENT_TIMEOUT_MS = 5_000
// A caller is told «unavailable» rather than left hanging when the database is away.
const CONNECT_TIMEOUT_MS = 2_000

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
      ...connection,
      application_name: 'vitrina',
      max: options.poolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: 30_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
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

  /** Runs `work` while no other process runs any under the same key; a process that dies lets go of it. */
  async exclusively<Result>(key: number, work: () => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect()
    try {
      // Waiting for another process's migration is no statement that hangs.
      await client.query('set statement_timeout = 0')
      await client.query('select pg_advisory_lock($1)', [key])
      return await work()
    } finally {
      // Not given back: closing the connection is what surely frees the lock and the setting.
      client.release(true)
    }
  }

  /** Waits for the statements under way, then lets every connection go. */
  async close(): Promise<void> {
    await this.#pool.end()
  }
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
const AWAY_MESSAGES = /timeout exceeded when trying to connect|Connection terminated|connection timeout|not queryable/i

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
