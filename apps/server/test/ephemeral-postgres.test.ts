import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Ctx, Database, type Ephemeral, PostgresEphemeral, sweepExpired, transact, update } from '#platform'
import { applyMigrations } from '../src/migrations.ts'
import { startEmbeddedPostgres } from '../src/platform/postgres/index.ts'
import { silentLog, testCtx } from './ctx.ts'
import { countLockWaits, openDatabase } from './database.ts'
import { eventually } from './eventually.ts'

const MINUTE_MS = 60_000

describe('the ephemeral store on Postgres', () => {
  const ephemeral = new PostgresEphemeral()
  let opened: Awaited<ReturnType<typeof openDatabase>>
  let database: Database

  beforeAll(async () => {
    opened = await openDatabase()
    database = opened.database
  })
  afterAll(() => opened?.close())

  function setUp() {
    const ctx = testCtx(database.db)
    return { ctx, soon: new Date(ctx.now().getTime() + 10 * MINUTE_MS) }
  }

  test('what a transaction wrote vanishes with it', async () => {
    const { ctx, soon } = setUp()
    await ephemeral.put(ctx, 'kept', { n: 1 }, soon)
    const work = transact(ctx, async (ctx) => {
      await ephemeral.take(ctx, 'kept')
      await ephemeral.put(ctx, 'new', { n: 2 }, soon)
      throw new Error('rolled back')
    })
    await expect(work).rejects.toThrow('rolled back')
    expect(await ephemeral.get(ctx, 'kept')).toMatchObject({ value: { n: 1 } })
    expect(await ephemeral.get(ctx, 'new')).toBeUndefined()
  })

  test('what a transaction wrote is seen inside it at once and outside once it commits', async () => {
    const { ctx, soon } = setUp()
    await transact(ctx, async (inner) => {
      await ephemeral.put(inner, 'committed', { n: 0 }, soon)
      await update(ephemeral, inner, 'committed', ({ n }: { n: number }) => ({ n: n + 1 }))
      expect(await ephemeral.get(inner, 'committed')).toMatchObject({ value: { n: 1 } })
      expect(await ephemeral.get(ctx, 'committed')).toBeUndefined()
    })
    expect(await ephemeral.get(ctx, 'committed')).toMatchObject({ value: { n: 1 } })
  })

  test('of what is put together the one that cannot be kept is refused, and the others stand (A2)', async () => {
    const { ctx, soon } = setUp()
    const keys = ['together:1', 'together:\0', 'together:2']
    const put = await Promise.allSettled(keys.map((key) => ephemeral.put(ctx, key, { key }, soon)))
    expect(put.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await ephemeral.get(ctx, 'together:2')).toMatchObject({ value: { key: 'together:2' } })
  })

  test('of many who put together under the same keys each key has one, and in one statement (A2)', async () => {
    const { ctx, soon } = setUp()
    const asked = Array.from({ length: 60 }, (_, nth) => `same:${nth % 20}`)
    const put = await Promise.all(asked.map((key, nth) => ephemeral.put(ctx, key, { nth }, soon)))
    expect(put.filter(Boolean)).toHaveLength(20)
    const kept = await Promise.all(asked.map((key) => ephemeral.get<{ nth: number }>(ctx, key)))
    expect(kept.map((entry) => put[entry?.value.nth ?? -1])).toEqual(asked.map(() => true))
    const { rows } = await database.db.execute<{ writers: number }>(
      sql`select count(distinct xmin::text)::int as writers from ephemeral where key like 'same:%'`,
    )
    expect(rows[0]?.writers).toBe(1)
  })

  test('what is replaced together is locked in the order of its keys, whichever was asked for first', async () => {
    const { ctx, soon } = setUp()
    const keys = ['ordered:2', 'ordered:1']
    for (const key of keys) await ephemeral.put(ctx, key, { n: 0 }, soon)
    const versions = await Promise.all(keys.map(async (key) => (await ephemeral.get(ctx, key))?.version ?? 0))
    const lock = (key: string) => sql`select 1 from ephemeral where key = ${key} for update nowait`
    let replacing: Promise<boolean[]> | undefined
    await transact(ctx, async (inner) => {
      await inner.db.execute(lock('ordered:1'))
      replacing = Promise.all(keys.map((key, at) => ephemeral.replace(ctx, key, versions[at] ?? 0, { n: 1 })))
      await vi.waitUntil(async () => (await countLockWaits(inner.db)) > 0, { timeout: 10_000 })
      await inner.db.execute(lock('ordered:2'))
    })
    expect(await replacing).toEqual([true, true])
  })

  test('a registration under way outlives a killed database, and needs no restart of ours', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'vitrina-test-'))
    const server = await startEmbeddedPostgres({ dataDir })
    const own = new Database(server.connection, { poolSize: 2, log: silentLog() })
    onTestFinished(async () => {
      await own.close()
      await server.close()
      await rm(dataDir, { recursive: true })
    })
    await applyMigrations(own)
    const { ctx, soon } = { ...setUp(), ctx: testCtx(own.db) }
    await ephemeral.put(ctx, 'under way', { state: 'claimed' }, soon)

    const { rows } = await own.db.execute<{ folder: string }>(sql`select current_setting('data_directory') as folder`)
    const pid = await readFile(join(String(rows[0]?.folder), 'postmaster.pid'), 'utf8')
    process.kill(Number.parseInt(pid, 10), 'SIGKILL')
    await eventually(() => expect(ephemeral.ping(ctx)).rejects.toThrow())
    await vi.waitFor(() => ephemeral.ping(ctx), { timeout: 20_000 })

    expect(await ephemeral.get(ctx, 'under way')).toMatchObject({ value: { state: 'claimed' } })
  })

  test('a change that no disk is waited for loosens itself alone: neither a transaction nor what comes after', async () => {
    const { ctx, soon } = setUp()
    // One connection, with the setting of a real server: that of the tests waits for nothing.
    const own = new Database(opened.connection, { poolSize: 1, log: silentLog() })
    onTestFinished(() => own.close())
    await own.db.execute(sql`set synchronous_commit to on`)
    // As it is at the commit, which is when it counts.
    await own.db.execute(sql`create table seen (setting text)`)
    await own.db.execute(sql`create function see() returns trigger language plpgsql as
      $$ begin insert into seen values (current_setting('synchronous_commit')); return null; end $$`)
    await own.db.execute(sql`create constraint trigger see after insert or update on ephemeral
      deferrable initially deferred for each row execute function see()`)
    onTestFinished(async () => void (await database.db.execute(sql`drop function see cascade`)))
    const outside = testCtx(own.db)
    const change = async (ctx: Ctx, store: Ephemeral) => {
      await store.put(ctx, `loose ${ctx.random(8).toString('hex')}`, 0, soon)
      await update(store, ctx, 'loose', (n: number) => n + 1)
    }
    const settings = async () => (await own.db.execute(sql`delete from seen returning setting`)).rows

    await ephemeral.put(ctx, 'loose', 0, soon)
    await settings()
    await change(outside, ephemeral.unsynced)
    expect(await settings()).toEqual([{ setting: 'off' }, { setting: 'off' }])
    await change(outside, ephemeral)
    expect(await settings()).toEqual([{ setting: 'on' }, { setting: 'on' }])
    await transact(outside, (ctx) => change(ctx, ephemeral.unsynced))
    expect(await settings()).toEqual([{ setting: 'on' }, { setting: 'on' }])
  })

  test('an update that keeps its expiry stays on its page and out of the indexes', async () => {
    const { ctx, soon } = setUp()
    await ephemeral.put(ctx, 'hot', { n: 0 }, soon)
    await transact(ctx, async (ctx) => {
      for (let n = 0; n < 5; n++) await update(ephemeral, ctx, 'hot', ({ n }: { n: number }) => ({ n: n + 1 }))
      const { rows } = await ctx.db.execute(
        sql`select n_tup_upd >= 5 as updated, n_tup_upd - n_tup_hot_upd as moved
            from pg_stat_xact_all_tables where relname = 'ephemeral'`,
      )
      expect(rows).toEqual([{ updated: true, moved: '0' }])
    })
  })

  test('the sweep removes what expired a while ago, in batches, and nothing alive', async () => {
    const { ctx, soon } = setUp()
    await database.db.execute(sql`delete from ephemeral`)
    await database.db.execute(sql`
      insert into ephemeral (key, value, version, expires_at)
      select 'dead:' || n, '{}', 1, ${ctx.now().toISOString()}::timestamptz from generate_series(1, 2500) n`)
    ctx.advance(6 * MINUTE_MS)
    await ephemeral.put(ctx, 'alive', { n: 1 }, soon)
    expect(await sweepExpired(ctx)).toBe(2500)
    expect(await sweepExpired(ctx)).toBe(0)
    expect(await ephemeral.get(ctx, 'alive')).toBeDefined()
  })

  test('the sweep leaves what another process, whose clock is behind, may still see', async () => {
    const { ctx, soon } = setUp()
    const behind = testCtx(database.db)
    await ephemeral.put(ctx, 'judged by two clocks', { n: 1 }, soon)
    behind.advance(9 * MINUTE_MS)
    ctx.advance(11 * MINUTE_MS)
    await sweepExpired(ctx)
    expect(await ephemeral.get(ctx, 'judged by two clocks')).toBeUndefined()
    expect(await ephemeral.get(behind, 'judged by two clocks')).toBeDefined()
  })
})
