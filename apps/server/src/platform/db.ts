import { setTimeout as delay } from 'node:timers/promises'
import { type ExtractTablesWithRelations, type SQL, sql } from 'drizzle-orm'
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
// Sooner, so that it can be told from a database that is slow: of those who share a statement it concerns one.
const LOCK_TIMEOUT_MS = 1_500
// Past the database's own limit: no answer at all means that it, or the way to it, is gone.
const ANSWER_TIMEOUT_MS = 2_500
// A caller is told «unavailable» rather than left hanging when the database is away.
const CONNECT_TIMEOUT_MS = 2_000
// One that has fallen silent is not waited for.
const FAREWELL_MS = 1_000
// How often who waits to lead asks for its turn, and who leads makes sure of it.
const LEAD_CHECK_MS = 1_000

/** The connection pool of this process. */
export class Database {
  readonly db: Db
  readonly connection: ConnectionOptions
  /** For the libraries that bring their own SQL; it acts outside of every transaction. */
  readonly pool: Pick<pg.Pool, 'query'>
  readonly #pool: pg.Pool
  readonly #ends = new Set<Promise<void>>()

  /** `patience` is how many times as long as usual everything may take: on a machine that is busy with tests. */
  constructor(connection: ConnectionOptions, options: { poolSize: number; log: Log; patience?: number }) {
    const { patience = 1 } = options
    this.connection = connection
    this.#pool = new pg.Pool({
      Client: PatchedClient,
      ...connection,
      application_name: 'vitrina',
      max: options.poolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS * patience,
      idleTimeoutMillis: 30_000,
      statement_timeout: STATEMENT_TIMEOUT_MS * patience,
      lock_timeout: LOCK_TIMEOUT_MS * patience,
      query_timeout: ANSWER_TIMEOUT_MS * patience,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS * patience,
    })
    this.#pool.on('connect', (client) => {
      const ended = new Promise<void>((resolve) => client.once('end', resolve))
      this.#ends.add(ended)
      void ended.then(() => this.#ends.delete(ended))
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
    const ask = () => client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [key])
    let leads = false
    try {
      leads = (await ask()).rows[0]?.ours ?? false
      if (!leads) return
      const lost = new AbortController()
      const ended = AbortSignal.any([stop, lost.signal])
      const working = work(ended).finally(() => lost.abort())
      working.catch(() => {}) // thrown on below
      while (!ended.aborted) {
        await delay(LEAD_CHECK_MS, undefined, { signal: ended }).catch(() => {})
        await ask().catch(() => lost.abort())
      }
      await working
    } finally {
      // Not given back once it leads: closing the connection is what surely frees the lock.
      client.release(leads)
    }
  }

  /**
   * Waits for the statements under way, then lets every connection go, and for the database to have heard of
   * it: the pool itself has done with them before, and stopped in between, a database cuts them off as if in need.
   */
  async close(): Promise<void> {
    await this.#pool.end()
    await Promise.race([Promise.all(this.#ends), delay(FAREWELL_MS, undefined, { ref: false })])
  }
}

/**
 * A connection that survives the faults of what uses it. It is broken off when an answer is
 * overdue: `pg` itself only stops waiting, and would give it, its answer still to come, to the
 * next who asks. And when it ends it goes back to its pool: drizzle forgets the one whose BEGIN
 * failed, and after twelve of those the pool would be empty for good.
 */
class PatchedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    // Nobody else listens while a transaction holds it; its statements fail, which is enough.
    this.on('error', () => {})
    this.on('end', () => giveBack(this as object))
    const query = this.query.bind(this) as (...args: unknown[]) => unknown
    this.query = ((...args: unknown[]) => {
      const answer = query(...args)
      if (answer instanceof Promise) answer.catch((error) => (isOverdue(error) ? this.end() : undefined))
      return answer
    }) as typeof this.query
  }
}

function giveBack(pooled: { release?: (destroy: boolean) => void }): void {
  const { release } = pooled
  // Whoever holds it will want to give it back too.
  pooled.release = () => {}
  try {
    release?.(true)
  } catch {
    // It was in the pool already.
  }
}

function isOverdue(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

/**
 * Keeps a statement prepared, on the pool and in every transaction: its text is put together
 * once and parsed once a connection instead of at each call, which is half the time of a hot read.
 */
export function prepared<Query extends object>(build: (db: Db) => Query): (db: Db) => Query {
  const built = new WeakMap<Db, Query>()
  let first: Query | undefined
  return (db) => {
    let query = built.get(db)
    if (!query) {
      first ??= build(db)
      query = onHandle(first, db)
      built.set(db, query)
    }
    return query
  }
}

/** A value that a prepared statement is given when it runs, with its type of PostgreSQL where that cannot be guessed. */
export function parameter(name: string, type: string): SQL {
  return sql`${sql.placeholder(name)}::${sql.raw(type)}`
}

// drizzle ties a prepared statement to the connection of the handle that it was built with, and a
// transaction is a new handle: built anew in each, it would cost more than it saves. The same
// statement on another connection differs in that one field.
function onHandle<Query extends object>(query: Query, db: Db): Query {
  const { client } = (db as unknown as { session: { client: unknown } }).session
  if (!('client' in query) || !client) throw new Error('a prepared statement is not what it was')
  return Object.create(query, { client: { value: client } })
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
  /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|connection ended|connection timeout|not queryable/i

const LOCK_NOT_AVAILABLE = '55P03'

/** Whether it was a row that somebody else holds that was waited for in vain. */
export function isLockedOut(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof pg.DatabaseError && cause.code === LOCK_NOT_AVAILABLE
}

/** Whether a fault says that the database cannot be reached now, so that trying later makes sense. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    // A file that is missing is not a socket that is missing.
    const isFile = code === 'ENOENT' && syscall !== 'connect' && syscall !== 'getaddrinfo'
    if (typeof code === 'string' && !isFile && (AWAY_SQLSTATE.test(code) || AWAY_SYSTEM_CODES.has(code))) return true
    if (AWAY_MESSAGES.test(cause.message)) return true
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseAway)) return true
  }
  return false
}
