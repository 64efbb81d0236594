import { createClient } from 'redis'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { RedisConnection, RedisEphemeral } from '#platform'
import { ChaosProxy } from './chaos-proxy.ts'
import { capturedLog, silentLog, testCtx } from './ctx.ts'
import { eventually } from './eventually.ts'
import { redisMissing, TestRedis } from './redis.ts'

if (redisMissing) console.warn(`the faults of Redis are not tested: ${redisMissing}`)

const refused = expect.objectContaining({ code: 'platform.store_unavailable', kind: 'unavailable' })

describe.skipIf(redisMissing)('the ephemeral store on a Redis that fails', () => {
  let server: TestRedis
  let proxy: ChaosProxy
  let redis: RedisConnection
  let ephemeral: RedisEphemeral
  const ctx = testCtx(undefined as never)
  const soon = new Date(ctx.now().getTime() + 600_000)
  const log = capturedLog()

  beforeAll(async () => {
    server = await TestRedis.start()
    proxy = await ChaosProxy.start(server.port)
    redis = new RedisConnection(`redis://:${server.password}@127.0.0.1:${proxy.port}`, log.log)
    ephemeral = new RedisEphemeral(redis)
    await redis.start()
  })
  beforeEach(backToNormal)
  afterAll(async () => {
    await redis?.close()
    await proxy?.stop()
    await server?.stop()
  })

  async function backToNormal() {
    proxy.mood = 'honest'
    await vi.waitFor(() => ephemeral.ping(ctx), { timeout: 8_000 })
  }

  async function timed(work: () => Promise<unknown>) {
    const from = performance.now()
    const error = await work().then(
      () => undefined,
      (error: unknown) => error,
    )
    return { error, ms: performance.now() - from }
  }

  test('entries are kept under our prefix and end by themselves', async () => {
    const direct = createClient({ url: server.url })
    await direct.connect()
    await ephemeral.put(ctx, 'with an end', { n: 1 }, new Date(ctx.now().getTime() + 60_000))
    expect(await direct.keys('*')).toEqual(['vitrina:ephemeral:with an end'])
    const ttl = await direct.pTTL('vitrina:ephemeral:with an end')
    expect(ttl).toBeGreaterThan(50_000)
    expect(ttl).toBeLessThanOrEqual(60_000)
    direct.destroy()
  })

  test('a Redis that does not answer is given up in time, many callers at once', async () => {
    proxy.mood = 'silent'
    const attempts = Array.from({ length: 50 }, (_, n) => timed(() => ephemeral.put(ctx, `silent:${n}`, {}, soon)))
    for (const { error, ms } of await Promise.all(attempts)) {
      expect(error).toEqual(refused)
      expect(ms).toBeLessThan(5_000)
    }
  })

  test('after a silence the connection is replaced, for its answers came too late', async () => {
    const before = proxy.taken
    proxy.mood = 'silent'
    expect((await timed(() => ephemeral.get(ctx, 'any'))).error).toEqual(refused)
    await backToNormal()
    expect(proxy.taken).toBeGreaterThan(before)
    await ephemeral.put(ctx, 'after silence', { n: 1 }, soon)
    expect(await ephemeral.get(ctx, 'after silence')).toMatchObject({ value: { n: 1 } })
  })

  test('a connection that talks nonsense is dropped, and no answer goes to another question', async () => {
    await ephemeral.put(ctx, 'truth', { owner: 'truth' }, soon)
    await ephemeral.put(ctx, 'other', { owner: 'other' }, soon)
    const before = proxy.lies
    proxy.mood = 'lying'
    const misled = timed(() => ephemeral.get(ctx, 'truth'))
    await eventually(() => expect(proxy.lies).toBeGreaterThan(before))
    proxy.mood = 'honest'
    // Asked while the first one still waits: on the same connection it would get this answer.
    await timed(() => ephemeral.get(ctx, 'other'))
    expect((await misled).error).toEqual(refused)
    await backToNormal()
    const owners = await Promise.all(['truth', 'other'].map((key) => ephemeral.get(ctx, key)))
    expect(owners.map((entry) => entry?.value)).toEqual([{ owner: 'truth' }, { owner: 'other' }])
  })

  test('a cut connection is opened again without a restart of ours', async () => {
    await ephemeral.put(ctx, 'through the cut', { n: 1 }, soon)
    proxy.cut()
    await backToNormal()
    expect(await ephemeral.get(ctx, 'through the cut')).toMatchObject({ value: { n: 1 } })
  })

  test('while Redis is dead every call is refused at once; when it is back they succeed', async () => {
    await server.kill()
    await eventually(async () => expect((await timed(() => ephemeral.ping(ctx))).error).toEqual(refused))
    const calls = [
      () => ephemeral.put(ctx, 'dead', {}, soon),
      () => ephemeral.get(ctx, 'dead'),
      () => ephemeral.take(ctx, 'dead'),
      () => ephemeral.replace(ctx, 'dead', 1, {}),
      () => ephemeral.delete(ctx, 'dead'),
    ]
    for (const { error, ms } of await Promise.all(calls.map(timed))) {
      expect(error).toEqual(refused)
      // Less than the deadline: not even waited for.
      expect(ms).toBeLessThan(400)
    }
    await server.restart()
    await backToNormal()
    // It has also forgotten our scripts.
    expect(await ephemeral.put(ctx, 'reborn', { n: 1 }, soon)).toBe(true)
    expect(await ephemeral.take(ctx, 'reborn')).toEqual({ n: 1 })
  })

  test('a process may start while Redis is away', async () => {
    await server.kill()
    const early = new RedisConnection(server.url, silentLog())
    expect((await timed(() => early.start())).ms).toBeLessThan(5_000)
    const { error, ms } = await timed(() => new RedisEphemeral(early).ping(ctx))
    expect(error).toEqual(refused)
    expect(ms).toBeLessThan(400)
    await server.restart()
    await vi.waitFor(() => new RedisEphemeral(early).ping(ctx), { timeout: 20_000 })
    await early.close()
  })

  test('the password is in no line of the log and in no error', async () => {
    const { log: wrongLog, lines } = capturedLog()
    const wrong = new RedisConnection(`redis://:wrong-${server.password}@127.0.0.1:${server.port}`, wrongLog)
    await wrong.start()
    await eventually(() => expect(lines.join()).toContain('Redis does not answer'))
    await wrong.close()
    const open = () => new RedisConnection(`http://:${server.password}@somewhere`, wrongLog)
    expect(open).toThrow(/REDIS_URL/)
    expect(open).not.toThrow(new RegExp(server.password))
    expect(log.lines.length).toBeGreaterThan(3)
    expect([...lines, ...log.lines].join('\n')).not.toContain(server.password)
  })
})
