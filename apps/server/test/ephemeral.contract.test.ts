import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Ephemeral, PostgresEphemeral, RedisConnection, RedisEphemeral, update } from '#platform'
import { silentLog, type TestCtx, testCtx } from './ctx.ts'
import { openDatabase } from './database.ts'
import { redisMissing, TestRedis } from './redis.ts'

interface Opened {
  ephemeral: Ephemeral
  newCtx: () => TestCtx
  close: () => Promise<void>
}

async function openPostgres(): Promise<Opened> {
  const { database, close } = await openDatabase()
  return { ephemeral: new PostgresEphemeral(), newCtx: () => testCtx(database.db), close }
}

async function openRedis(): Promise<Opened> {
  const server = await TestRedis.start()
  const redis = new RedisConnection(server.url, silentLog())
  await redis.start()
  const close = async () => {
    await redis.close()
    await server.stop()
  }
  // No database: the store must not touch it.
  return { ephemeral: new RedisEphemeral(redis), newCtx: () => testCtx(undefined as never), close }
}

const stores = [
  { name: 'on Postgres', open: openPostgres, missing: undefined },
  { name: 'on Redis', open: openRedis, missing: redisMissing },
]

const MINUTE_MS = 60_000

for (const { name, open, missing } of stores) {
  if (missing) console.warn(`the ephemeral store ${name} is not tested: ${missing}`)

  describe.skipIf(missing)(`the ephemeral store ${name}`, () => {
    let opened: Opened
    let ephemeral: Ephemeral

    beforeAll(async () => {
      opened = await open()
      ephemeral = opened.ephemeral
    })
    afterAll(() => opened?.close())

    function setUp() {
      const ctx = opened.newCtx()
      const inMs = (ms: number) => new Date(ctx.now().getTime() + ms)
      return { ctx, key: `registration:${randomUUID()}`, inMs, soon: inMs(10 * MINUTE_MS) }
    }

    test('gives back what was put, with its expiry', async () => {
      const { ctx, key, soon } = setUp()
      expect(await ephemeral.get(ctx, key)).toBeUndefined()
      expect(await ephemeral.put(ctx, key, { state: 'pending', attempts: 0 }, soon)).toBe(true)
      expect(await ephemeral.get(ctx, key)).toMatchObject({ value: { state: 'pending', attempts: 0 }, expiresAt: soon })
    })

    test.each([
      ['other scripts and pictures', { name: 'Ўғилой Ёлқин 🛍️👩‍👩‍👧' }],
      ['what no text column likes', { name: 'a\u0000b', broken: '\ud800', quote: `'"\\{}` }],
      ['a bare string that looks like JSON', '{"a":1}'],
      ['a number, exact', 9_007_199_254_740_991],
      ['null, lists and nesting', [null, [], { a: [{ b: null }] }]],
      ['the order of fields', { z: 1, a: 2 }],
    ])('keeps a value to the letter: %s', async (_, value) => {
      const { ctx, key, soon } = setUp()
      await ephemeral.put(ctx, key, value, soon)
      const entry = await ephemeral.get(ctx, key)
      expect(JSON.stringify(entry?.value)).toBe(JSON.stringify(value))
      expect(JSON.stringify(await ephemeral.take(ctx, key))).toBe(JSON.stringify(value))
    })

    test('a live entry is never overwritten by a second put (S7)', async () => {
      const { ctx, key, soon } = setUp()
      const puts = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => ephemeral.put(ctx, key, { n }, soon)))
      expect(puts.filter(Boolean)).toHaveLength(1)
      const winner = puts.indexOf(true) + 1
      expect(await ephemeral.get(ctx, key)).toMatchObject({ value: { n: winner } })
    })

    test('of many takers one gets the value (S7)', async () => {
      const { ctx, key, soon } = setUp()
      await ephemeral.put(ctx, key, { payload: 'start' }, soon)
      const taken = await Promise.all(Array.from({ length: 40 }, () => ephemeral.take(ctx, key)))
      expect(taken.filter((value) => value !== undefined)).toEqual([{ payload: 'start' }])
      expect(await ephemeral.get(ctx, key)).toBeUndefined()
    })

    test('a replacement needs the version that stands, and moves it on', async () => {
      const { ctx, key, soon } = setUp()
      await ephemeral.put(ctx, key, { n: 1 }, soon)
      const seen = await ephemeral.get(ctx, key)
      const version = seen?.version ?? Number.NaN
      expect(await ephemeral.replace(ctx, key, version + 1, { n: 0 })).toBe(false)
      expect(await ephemeral.replace(ctx, key, version, { n: 2 })).toBe(true)
      expect(await ephemeral.replace(ctx, key, version, { n: 3 })).toBe(false)
      expect(await ephemeral.get(ctx, key)).toMatchObject({ value: { n: 2 }, expiresAt: soon })
    })

    test('a change that no disk is waited for is held to the same rules and is seen at once', async () => {
      const { ctx, key, soon } = setUp()
      expect(await ephemeral.unsynced.put(ctx, key, { n: 1 }, soon)).toBe(true)
      expect(await ephemeral.unsynced.put(ctx, key, { n: 9 }, soon)).toBe(false)
      const version = (await ephemeral.get(ctx, key))?.version ?? Number.NaN
      expect(await ephemeral.unsynced.replace(ctx, key, version + 1, { n: 0 })).toBe(false)
      expect(await ephemeral.unsynced.replace(ctx, key, version, { n: 2 })).toBe(true)
      expect(await ephemeral.unsynced.replace(ctx, key, version, { n: 3 })).toBe(false)
      expect(await ephemeral.get(ctx, key)).toMatchObject({ value: { n: 2 }, expiresAt: soon })
    })

    test('several are removed at once, and of none nothing', async () => {
      const { ctx, key, soon } = setUp()
      for (const one of ['a', 'b', 'c']) await ephemeral.put(ctx, `${key}${one}`, {}, soon)
      await ephemeral.delete(ctx, `${key}a`, `${key}b`)
      await ephemeral.delete(ctx)
      const left = await Promise.all(['a', 'b', 'c'].map((one) => ephemeral.get(ctx, `${key}${one}`)))
      expect(left.map((entry) => entry !== undefined)).toEqual([false, false, true])
    })

    test('a replacement may move the expiry, nearer or further', async () => {
      const { ctx, key, inMs } = setUp()
      await ephemeral.put(ctx, key, { n: 1 }, inMs(MINUTE_MS))
      for (const expiresAt of [inMs(90 * MINUTE_MS), inMs(30 * MINUTE_MS)]) {
        const seen = await ephemeral.get(ctx, key)
        expect(await ephemeral.replace(ctx, key, seen?.version ?? Number.NaN, { n: 2 }, expiresAt)).toBe(true)
        expect(await ephemeral.get(ctx, key)).toMatchObject({ expiresAt })
      }
      ctx.advance(20 * MINUTE_MS)
      expect(await ephemeral.get(ctx, key)).toMatchObject({ value: { n: 2 } })
    })

    test('the version of a former entry never fits the next one under its key', async () => {
      const { ctx, key, soon } = setUp()
      await ephemeral.put(ctx, key, { of: 'first' }, soon)
      const former = await ephemeral.get(ctx, key)
      await ephemeral.take(ctx, key)
      expect(await ephemeral.replace(ctx, key, former?.version ?? Number.NaN, { of: 'nobody' })).toBe(false)
      await ephemeral.put(ctx, key, { of: 'second' }, soon)
      expect(await ephemeral.replace(ctx, key, former?.version ?? Number.NaN, { of: 'first' })).toBe(false)
      expect(await ephemeral.get(ctx, key)).toMatchObject({ value: { of: 'second' } })
    })

    test('steps applied at the same time all count (S15)', async () => {
      const { ctx, key, soon } = setUp()
      await ephemeral.put(ctx, key, { attempts: 0 }, soon)
      const step = ({ attempts }: { attempts: number }) => ({ attempts: attempts + 1 })
      const results = await Promise.all(Array.from({ length: 30 }, () => update(ephemeral, ctx, key, step)))
      expect(await ephemeral.get(ctx, key)).toMatchObject({ value: { attempts: 30 } })
      const seen = results.map((result) => result?.before.attempts).sort((a, b) => Number(a) - Number(b))
      expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n))
    })

    test('a step that wants nothing changes nothing, and none is taken on a missing entry', async () => {
      const { ctx, key, soon } = setUp()
      await ephemeral.put(ctx, key, { n: 1 }, soon)
      const before = await ephemeral.get(ctx, key)
      expect(await update(ephemeral, ctx, key, () => undefined)).toEqual({ before: { n: 1 }, after: { n: 1 } })
      expect(await ephemeral.get(ctx, key)).toEqual(before)
      expect(await update(ephemeral, ctx, `${key}:other`, () => ({ n: 2 }))).toBeUndefined()
    })

    test('what expired by the clock of the caller is not there for anybody to see, take or change', async () => {
      const { ctx, key, soon } = setUp()
      await ephemeral.put(ctx, key, { n: 1 }, soon)
      const seen = await ephemeral.get(ctx, key)
      ctx.advance(10 * MINUTE_MS - 1)
      expect(await ephemeral.get(ctx, key)).toBeDefined()
      ctx.advance(1)
      expect(await ephemeral.get(ctx, key)).toBeUndefined()
      expect(await ephemeral.replace(ctx, key, seen?.version ?? Number.NaN, { n: 2 })).toBe(false)
      expect(await ephemeral.take(ctx, key)).toBeUndefined()
    })

    test('the place of an expired entry is free again', async () => {
      const { ctx, key, soon, inMs } = setUp()
      await ephemeral.put(ctx, key, { of: 'first' }, soon)
      ctx.advance(10 * MINUTE_MS)
      const puts = await Promise.all([1, 2, 3].map((n) => ephemeral.put(ctx, key, { n }, inMs(MINUTE_MS * 20))))
      expect(puts.filter(Boolean)).toHaveLength(1)
      expect(await ephemeral.get(ctx, key)).toMatchObject({ value: { n: puts.indexOf(true) + 1 } })
    })

    test('an entry vanishes as real time passes', async () => {
      const { key } = setUp()
      const ctx = { ...opened.newCtx(), now: () => new Date() }
      await ephemeral.put(ctx, key, { n: 1 }, new Date(Date.now() + 300))
      expect(await ephemeral.get(ctx, key)).toBeDefined()
      await vi.waitFor(async () => expect(await ephemeral.get(ctx, key)).toBeUndefined(), { timeout: 20_000 })
    })

    test('an entry put with no time left is never seen', async () => {
      const { ctx, key, inMs } = setUp()
      expect(await ephemeral.put(ctx, key, { n: 1 }, inMs(-1))).toBe(true)
      expect(await ephemeral.get(ctx, key)).toBeUndefined()
      expect(await ephemeral.put(ctx, key, { n: 2 }, inMs(MINUTE_MS))).toBe(true)
    })

    test('a deleted entry is gone; deleting what is not there is no fault', async () => {
      const { ctx, key, soon } = setUp()
      await ephemeral.put(ctx, key, { n: 1 }, soon)
      await ephemeral.delete(ctx, key)
      await ephemeral.delete(ctx, key)
      expect(await ephemeral.get(ctx, key)).toBeUndefined()
      expect(await ephemeral.take(ctx, key)).toBeUndefined()
    })

    test('says that it is there', async () => {
      await expect(ephemeral.ping(opened.newCtx())).resolves.toBeUndefined()
    })
  })
}
