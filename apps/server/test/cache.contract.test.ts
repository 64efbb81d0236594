import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { Cache, type CacheOptions, RedisCache, RedisConnection, type SharedCache } from '#platform'
import { ChaosProxy } from './chaos-proxy.ts'
import { silentLog } from './ctx.ts'
import { eventually } from './eventually.ts'
import { redisMissing, TestRedis } from './redis.ts'

const TAG = 'catalog'
let keys = 0
const newKey = () => `key-${keys++}`
const say = (answer: { body: Buffer }) => JSON.parse(answer.body.toString())

/** A reading that ends when it is told to. */
function slowRead() {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const started = Promise.withResolvers<void>()
  const read = vi.fn(() => {
    started.resolve()
    return promise
  })
  promise.catch(() => {}) // who waits for it hears
  return { read, started: started.promise, resolve, reject }
}

let server: TestRedis | undefined
const connections: RedisConnection[] = []
beforeAll(async () => {
  server = redisMissing ? undefined : await TestRedis.start()
})
afterAll(async () => {
  for (const connection of connections) await connection.close()
  await server?.stop()
})

async function openShared(): Promise<RedisCache> {
  const connection = new RedisConnection(server?.url ?? '', silentLog())
  connections.push(connection)
  await connection.start()
  return new RedisCache(connection)
}

const newCache = (shared?: SharedCache, options: Partial<CacheOptions> = {}) =>
  new Cache({ maxBytes: 100_000, maxAgeMs: 60_000, shared, log: silentLog(), ...options })

const tiers = [
  { name: 'in memory', open: async () => undefined, missing: undefined },
  { name: 'over Redis', open: openShared, missing: redisMissing },
]

for (const { name, open, missing } of tiers) {
  if (missing) console.warn(`the cache ${name} is not tested: ${missing}`)

  describe.skipIf(missing)(`the cache ${name} (E4)`, () => {
    test('reads once what many ask for at once, and hands out the same bytes', async () => {
      const cache = newCache(await open())
      const key = newKey()
      const { read, resolve } = slowRead()
      const asked = [1, 2, 3, 4].map(() => cache.read(key, [TAG], read))
      resolve({ text: 'Ўзбек 🌷' })
      const answers = await Promise.all(asked)
      expect(say(await cache.read(key, [TAG], read))).toEqual({ text: 'Ўзбек 🌷' })
      expect(read).toHaveBeenCalledTimes(1)
      expect(new Set(answers)).toEqual(new Set([cache.peek(key)]))
    })

    test('reads anew what was forgotten by any of its tags, and only that', async () => {
      const cache = newCache(await open())
      const [both, other] = [newKey(), newKey()]
      await cache.read(both, [TAG, 'content'], async () => 1)
      await cache.read(other, ['content-2'], async () => 1)
      cache.forget('content')
      expect(cache.peek(both)).toBeUndefined()
      expect(say(await cache.read(both, [TAG, 'content'], async () => 2))).toBe(2)
      expect(say(await cache.read(other, ['content-2'], async () => 2))).toBe(1)
    })

    test('never keeps what was being read when it was forgotten', async () => {
      const shared = await open()
      const cache = newCache(shared)
      const key = newKey()
      const { read, started, resolve } = slowRead()
      const asked = cache.read(key, [TAG], read)
      await started
      cache.forget(TAG)
      // Who asks from now on does not wait for the old one.
      const anew = await cache.read(key, [TAG], async () => 'new')
      resolve('old')
      expect(say(await asked)).toBe('old')
      expect(say(anew)).toBe('new')
      expect(say(await cache.read(key, [TAG], async () => 'newer'))).toBe('new')
      // Nor is it found by a process that has nothing in memory.
      const another = newCache(shared)
      expect(say(await another.read(key, [TAG], async () => 'new'))).toBe('new')
    })

    test('gives a failure to all who wait for it, and keeps none', async () => {
      const cache = newCache(await open())
      const key = newKey()
      const { read, reject } = slowRead()
      const asked = Promise.allSettled([1, 2].map(() => cache.read(key, [TAG], read)))
      reject(new Error('no'))
      expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      expect(read).toHaveBeenCalledTimes(1)
      expect(say(await cache.read(key, [TAG], async () => 'yes'))).toBe('yes')
    })

    test('names what it says: the same bytes by the same name, others by another', async () => {
      const cache = newCache(await open())
      const [one, same, other] = await Promise.all(
        [{ a: 1 }, { a: 1 }, { a: 2 }].map((value) => cache.read(newKey(), [TAG], async () => value)),
      )
      expect(one?.etag).toMatch(/^W\/"[A-Za-z0-9_-]{22}"$/)
      expect(same?.etag).toBe(one?.etag)
      expect(other?.etag).not.toBe(one?.etag)
    })

    test('keeps no more than its bytes, the least asked for going first', async () => {
      const cache = newCache(await open(), { maxBytes: 30_000 })
      const [first, ...others] = Array.from({ length: 8 }, newKey)
      for (const key of [first ?? '', ...others]) {
        await cache.read(key, [TAG], async () => 'x'.repeat(4_000))
        cache.peek(first ?? '')
      }
      const kept = [first ?? '', ...others].filter((key) => cache.peek(key))
      expect(kept.length).toBeLessThan(6)
      expect(kept[0]).toBe(first)
      const huge = newKey()
      expect(say(await cache.read(huge, [TAG], async () => 'x'.repeat(40_000)))).toHaveLength(40_000)
      expect(cache.peek(huge)).toBeUndefined()
    })

    test('does without an answer that has grown old, but while the database is away (Y4)', async () => {
      const cache = newCache(undefined, { maxAgeMs: 0 })
      const key = newKey()
      await cache.read(key, [TAG], async () => 'old')
      expect(cache.peek(key)).toBeUndefined()
      await expect(cache.read(key, [TAG], () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
      const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
      expect(say(await cache.read(key, [TAG], () => Promise.reject(away)))).toBe('old')
      cache.forget(TAG)
      await expect(cache.read(key, [TAG], () => Promise.reject(away))).rejects.toThrow('connect')
    })
  })
}

describe.skipIf(redisMissing)('processes that share a Redis (E4)', () => {
  /** Two of them, past their first look, at which each forgets what it cannot know to be true. */
  async function openTwo() {
    const [one, other] = [await openShared(), await openShared()]
    await one.find(newKey(), [TAG])
    await other.find(newKey(), [TAG])
    return { one, other }
  }
  const markOf = async (shared: RedisCache, key: string) => {
    const found = await shared.find(key, [TAG])
    return found && 'mark' in found ? found.mark : ''
  }

  test('read once between them, until either forgets', async () => {
    const { one, other } = await openTwo()
    const key = newKey()
    await one.keep(key, await markOf(one, key), 'text')
    expect(await other.find(key, [TAG])).toEqual({ text: 'text' })
    await other.forget(TAG)
    expect(await one.find(key, [TAG])).toEqual({ mark: expect.stringMatching(/^[\w-]{12}$/) })
  })

  test('never find what was read before one of them forgot, though it is kept after it', async () => {
    const { one, other } = await openTwo()
    const key = newKey()
    const mark = await markOf(one, key)
    await other.forget(TAG)
    await one.keep(key, mark, 'old')
    for (const process of [one, other]) expect(await process.find(key, [TAG])).not.toHaveProperty('text')
  })

  test('trust nothing that was kept before they came: it may have changed while nobody listened', async () => {
    const { one } = await openTwo()
    const key = newKey()
    await one.keep(key, await markOf(one, key), 'old')
    expect(await (await openShared()).find(key, [TAG])).not.toHaveProperty('text')
  })

  test('trust nothing under a mark that was lost', async () => {
    const { one } = await openTwo()
    const key = newKey()
    await one.keep(key, await markOf(one, key), 'old')
    await connections.at(-1)?.client.del(`vitrina:cache-mark:${TAG}`)
    expect(await one.find(key, [TAG])).toBeUndefined()
    expect(await one.find(key, [TAG])).not.toHaveProperty('text')
  })

  test('go on without it while it is away, and trust nothing that comes back with it (Y4)', async () => {
    const proxy = await ChaosProxy.start(server?.port ?? 0)
    onTestFinished(() => proxy.stop())
    const viaProxy = new RedisConnection(`redis://:${server?.password}@127.0.0.1:${proxy.port}`, silentLog())
    onTestFinished(() => viaProxy.close())
    await viaProxy.start()
    const shared = new RedisCache(viaProxy)
    const cache = newCache(shared)
    const key = newKey()
    await cache.read(newKey(), [TAG], async () => 0)
    await cache.read(key, [TAG], async () => 'old')
    await eventually(async () => expect(await shared.find(key, [TAG])).toEqual({ text: '"old"' }))

    proxy.mood = 'silent'
    cache.forget(TAG)
    expect(say(await cache.read(key, [TAG], async () => 'new'))).toBe('new')
    proxy.mood = 'honest'
    await vi.waitFor(async () => expect(await shared.find(key, [TAG])).toBeDefined(), { timeout: 10_000 })
    expect(await shared.find(key, [TAG])).not.toEqual({ text: '"old"' })
  })
})
