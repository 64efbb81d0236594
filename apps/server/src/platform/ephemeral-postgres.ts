import { and, eq, gt, is, type SQL, sql } from 'drizzle-orm'
import { PgTransaction } from 'drizzle-orm/pg-core'
import { batched, together } from './batched.ts'
import type { Ctx } from './ctx.ts'
import { type Db, parameter, prepared } from './db.ts'
import { type Entry, type Ephemeral, newVersion } from './ephemeral.ts'
import { ephemeral } from './tables.ts'

/** The ephemeral store in the product's own database; its writes join the caller's transaction. */
export class PostgresEphemeral implements Ephemeral {
  readonly #alone: typeof synced

  constructor({ isUnsynced = false }: { isUnsynced?: boolean } = {}) {
    this.#alone = isUnsynced ? unsynced : synced
  }

  get unsynced(): PostgresEphemeral {
    return unsyncedStore
  }

  async put<Value>(ctx: Ctx, key: string, value: Value, expiresAt: Date): Promise<boolean> {
    const row = { key, value: JSON.stringify(value), version: newVersion(ctx), expiresAt, now: ctx.now() }
    return this.#writing(ctx).insert(ctx.db, row)
  }

  async get<Value>(ctx: Ctx, key: string): Promise<Entry<Value> | undefined> {
    const row = await findEntry(ctx.db, key)
    if (!row || row.expiresAt <= ctx.now()) return undefined
    return { value: JSON.parse(row.value), version: row.version, expiresAt: row.expiresAt }
  }

  async take<Value>(ctx: Ctx, key: string): Promise<Value | undefined> {
    const [row] = await takeEntry(ctx.db).execute({ key, now: ctx.now() })
    return row && JSON.parse(row.value)
  }

  async replace<Value>(ctx: Ctx, key: string, version: number, value: Value, expiresAt?: Date): Promise<boolean> {
    const row = { key, value: JSON.stringify(value), version, expiresAt: expiresAt ?? null, now: ctx.now() }
    return this.#writing(ctx).replace(ctx.db, row)
  }

  async delete(ctx: Ctx, ...keys: string[]): Promise<void> {
    await deleteEntries(ctx.db).execute({ keys })
  }

  async ping(ctx: Ctx): Promise<void> {
    await ctx.db.execute(sql`select 1`)
  }

  // In a transaction it would be the whole of it that is not waited for.
  #writing({ db }: Ctx): typeof synced {
    return is(db, PgTransaction) ? synced : this.#alone
  }
}

const key = sql.placeholder('key')
const now = sql.placeholder('now')
const alive = gt(ephemeral.expiresAt, now)
const isAmong = sql`${ephemeral.key} = any(${sql.placeholder('keys')})`

const findEntries = prepared((db) => db.select().from(ephemeral).where(isAmong).prepare('ephemeral_get'))

// Dead ones too: each of those who asked together has a clock of its own to judge by.
const findEntry = batched(async (db, keys) => {
  const rows = await findEntries(db).execute({ keys })
  return new Map(rows.map((row) => [row.key, row]))
})

const takeEntry = prepared((db) =>
  db
    .delete(ephemeral)
    .where(and(eq(ephemeral.key, key), alive))
    .returning({ value: ephemeral.value })
    .prepare('ephemeral_take'),
)

interface Wanted {
  key: string
  value: string
  version: number
  expiresAt: Date | null
  now: Date
}

/** Writes entries in one statement. Out: the keys of those that were written. */
type Writer = (db: Db) => { execute(values: Record<string, unknown>): Promise<{ key: string }[]> }

/** Out: whether each was written. */
function written(writeOne: Writer, writeSeveral: Writer) {
  const write = async (db: Db, wanted: readonly Wanted[]) => {
    const [first, ...more] = wanted
    const rows = await (first && more.length === 0
      ? writeOne(db).execute({ ...first })
      : writeSeveral(db).execute(columnsOf(wanted)))
    const keys = new Set(rows.map(({ key }) => key))
    return wanted.map(({ key }) => keys.has(key))
  }
  return together(write, { keyOf: ({ key }) => key })
}

function columnsOf(wanted: readonly Wanted[]) {
  return {
    key: wanted.map(({ key }) => key),
    value: wanted.map(({ value }) => value),
    version: wanted.map(({ version }) => version),
    expiresAt: wanted.map(({ expiresAt }) => expiresAt?.toISOString() ?? null),
    // Of those who ask together the first: what is alive for one of them is not taken from it.
    now: new Date(Math.min(...wanted.map(({ now }) => now.getTime()))).toISOString(),
  }
}

// One has a statement of its own: how long lists are is not known beforehand, and PostgreSQL plans a statement
// over them anew each time, which takes longer than the writing.
const givenOne = sql`(values (${parameter('key', 'text')}, ${parameter('value', 'text')},
  ${parameter('version', 'integer')}, ${parameter('expiresAt', 'timestamptz')}))
  as given("key", "value", "version", "expires_at")`
// As one parameter for each column.
const givenSeveral = sql`unnest(${parameter('key', 'text[]')}, ${parameter('value', 'text[]')},
  ${parameter('version', 'integer[]')}, ${parameter('expiresAt', 'timestamptz[]')})
  as given("key", "value", "version", "expires_at")`

// Locked in the order of their keys: of two processes with the same ones each would wait for the other, if both went
// their own way. Named once more by their keys: how many a list has is not known, and the whole table would be read.
const heldSeveral = sql`(select given.* from ${givenSeveral} join ${ephemeral} as held on held."key" = given."key"
  where held."key" = any(${parameter('key', 'text[]')}) order by given."key" for update of held)
  as given("key", "value", "version", "expires_at")`

function inserting(name: string, given: SQL, done: SQL): Writer {
  return prepared((db) =>
    db
      .insert(ephemeral)
      // In their order here too.
      .select(sql`select * from ${given} order by given."key"`)
      // A live entry keeps its place, a dead one that was not swept yet gives way.
      .onConflictDoUpdate({
        target: ephemeral.key,
        set: { value: sql`excluded.value`, version: sql`excluded.version`, expiresAt: sql`excluded.expires_at` },
        setWhere: sql`${ephemeral.expiresAt} <= ${now}`,
      })
      .returning({ key: ephemeral.key, done })
      .prepare(name),
  )
}

function replacing(name: string, given: SQL, done: SQL): Writer {
  return prepared((db) =>
    db
      .update(ephemeral)
      .set({
        value: sql`given."value"`,
        version: sql`${ephemeral.version} + 1`,
        expiresAt: sql`coalesce(given."expires_at", ${ephemeral.expiresAt})`,
      })
      .from(given)
      .where(and(sql`${ephemeral.key} = given."key"`, sql`${ephemeral.version} = given."version"`, alive))
      .returning({ key: ephemeral.key, done })
      .prepare(name),
  )
}

function writing(suffix: string, done: SQL) {
  return {
    insert: written(
      inserting(`ephemeral_put${suffix}`, givenOne, done),
      inserting(`ephemeral_put_all${suffix}`, givenSeveral, done),
    ),
    replace: written(
      replacing(`ephemeral_replace${suffix}`, givenOne, done),
      replacing(`ephemeral_replace_all${suffix}`, heldSeveral, done),
    ),
  }
}

const synced = writing('', sql`true`)
// https://www.postgresql.org/docs/current/wal-async-commit.html: for this statement alone, and said in it, for
// another one would be another round trip.
const unsynced = writing('_unsynced', sql`set_config('synchronous_commit', 'off', true)`)

const deleteEntries = prepared((db) => db.delete(ephemeral).where(isAmong).prepare('ephemeral_delete'))

const unsyncedStore = new PostgresEphemeral({ isUnsynced: true })
