import { and, eq, gt, is, type SQL, sql } from 'drizzle-orm'
import { PgTransaction } from 'drizzle-orm/pg-core'
import { batched, together } from './batched.ts'
import type { Ctx } from './ctx.ts'
import { parameter, prepared } from './db.ts'
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
    const row = { key, value: JSON.stringify(value), version: newVersion(ctx), expiresAt }
    return this.#writing(ctx).insert(ctx.db, { row, now: ctx.now() })
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
    const written = await this.#writing(ctx)
      .replace(ctx.db)
      .execute({
        key,
        version,
        value: JSON.stringify(value),
        expiresAt: expiresAt?.toISOString() ?? null,
        now: ctx.now(),
      })
    return written.length === 1
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
  row: typeof ephemeral.$inferInsert
  now: Date
}

/** The writing statements; each answers with a row for every one it wrote. */
function writing(suffix: string, done: SQL) {
  const insertAll = prepared((db) =>
    db
      .insert(ephemeral)
      .select(
        db
          .select({
            key: sql<string>`given.key`.as('key'),
            value: sql<string>`given.value`.as('value'),
            version: sql<number>`given.version`.as('version'),
            expiresAt: sql<Date>`given.expires_at`.as('expires_at'),
          })
          .from(
            sql`unnest(${parameter('keys', 'text[]')}, ${parameter('values', 'text[]')},
              ${parameter('versions', 'integer[]')}, ${parameter('ends', 'timestamptz[]')})
              as given(key, value, version, expires_at)`,
          )
          // Of two processes with the same keys each would wait for the other, if both went their own way.
          .orderBy(sql`given.key`),
      )
      // A live entry keeps its place, a dead one that was not swept yet gives way.
      .onConflictDoUpdate({
        target: ephemeral.key,
        set: { value: sql`excluded.value`, version: sql`excluded.version`, expiresAt: sql`excluded.expires_at` },
        setWhere: sql`${ephemeral.expiresAt} <= ${now}`,
      })
      .returning({ key: ephemeral.key, done })
      .prepare(`ephemeral_put${suffix}`),
  )
  const insert = together(async (db, wanted: readonly Wanted[]): Promise<boolean[]> => {
    // Whoever comes second with a key finds it taken by the first, unless that one was dead on arrival.
    const firsts = new Map(wanted.toReversed().map((one) => [one.row.key, one]))
    const rows = [...firsts.values()].map(({ row }) => row)
    const written = await insertAll(db).execute({
      keys: rows.map(({ key }) => key),
      values: rows.map(({ value }) => value),
      versions: rows.map(({ version }) => version),
      ends: rows.map(({ expiresAt }) => expiresAt.toISOString()),
      now: new Date(Math.min(...wanted.map(({ now }) => now.getTime()))).toISOString(),
    })
    const keys = new Set(written.map(({ key }) => key))
    return wanted.map((one) => firsts.get(one.row.key) === one && keys.has(one.row.key))
  })
  return {
    insert,
    replace: prepared((db) =>
      db
        .update(ephemeral)
        .set({
          value: sql`${sql.placeholder('value')}`,
          version: sql`${ephemeral.version} + 1`,
          expiresAt: sql`coalesce(${sql.placeholder('expiresAt')}::timestamptz, ${ephemeral.expiresAt})`,
        })
        .where(and(eq(ephemeral.key, key), eq(ephemeral.version, sql.placeholder('version')), alive))
        .returning({ done })
        .prepare(`ephemeral_replace${suffix}`),
    ),
  }
}

const synced = writing('', sql`true`)
// https://www.postgresql.org/docs/current/wal-async-commit.html: for this statement alone, and said in it, for
// another one would be another round trip.
const unsynced = writing('_unsynced', sql`set_config('synchronous_commit', 'off', true)`)

const deleteEntries = prepared((db) => db.delete(ephemeral).where(isAmong).prepare('ephemeral_delete'))

const unsyncedStore = new PostgresEphemeral({ isUnsynced: true })
