import { createSecretKey, randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  type Database,
  Limits,
  limit,
  MemoryCounters,
  postgresCounters,
  RedisConnection,
  redisCounters,
  sweepExpired,
  transact,
} from '#platform'
import { capturedLog, silentLog, testCtx } from './ctx.ts'
import { countLockWaits, openDatabase } from './database.ts'
import { redisMissing, TestRedis } from './redis.ts'

const pepper = [{ id: 'test', key: createSecretKey(Buffer.alloc(32, 'k')) }]

interface Opened {
  limits: Limits
  /** Every key under which something is stored, where that can be looked at. */
  storedKeys: () => Promise<string[]>
  close: () => Promise<void>
}

async function openMemory(): Promise<Opened> {
  return { limits: new Limits(new MemoryCounters(), pepper), storedKeys: async () => [], close: async () => {} }
}

async function openPostgres(): Promise<Opened> {
  const { database, close } = await openDatabase()
  const storedKeys = async () => {
    const { rows } = await database.db.execute<{ key: string }>(sql`select key from rate_limit`)
    return rows.map(({ key }) => key)
  }
  return { limits: new Limits(postgresCounters(database), pepper), storedKeys, close }
}

async function openRedis(): Promise<Opened> {
  const server = await TestRedis.start()
  const redis = new RedisConnection(server.url, silentLog())
  await redis.start()
  const close = async () => {
    await redis.close()
    await server.stop()
  }
  const limits = new Limits(redisCounters(redis, failingLog), pepper)
  return { limits, storedKeys: () => redis.client.keys('*'), close }
}

// A store that fails is stood in for, and a test on it would test the stand-in.
const failingLog = {
  ...silentLog(),
  warn: (given: unknown) => expect.fail(`the store failed: ${JSON.stringify(given)}`),
}

const backends = [
  { name: 'in memory', open: openMemory, missing: undefined },
  { name: 'on Postgres', open: openPostgres, missing: undefined },
  { name: 'on Redis', open: openRedis, missing: redisMissing },
]

const refused = (retryAfter: unknown = expect.any(Number)) =>
  expect.objectContaining({ code: 'platform.too_many_requests', kind: 'limited', details: { retryAfter } })

const refusalOf = (work: Promise<void>) =>
  work.then(
    () => undefined,
    (error) => error,
  )

for (const { name, open, missing } of backends) {
  if (missing) console.warn(`limits ${name} are not tested: ${missing}`)

  describe.skipIf(missing)(`limits ${name}`, () => {
    let opened: Opened
    let limits: Limits

    beforeAll(async () => {
      opened = await open()
      limits = opened.limits
    })
    afterEach(() => vi.useRealTimers())
    afterAll(() => opened?.close())

    const hourly = (points: number) => limit(`test.${randomUUID()}`, [{ points, durationSeconds: 3600 }])

    test('let pass as many as were declared and refuse the next, with when to come back', async () => {
      const login = hourly(3)
      for (let n = 0; n < 3; n++) await limits.consume(login, '+998901234567')
      const refusal = await refusalOf(limits.consume(login, '+998901234567'))
      expect(refusal).toEqual(refused())
      expect(refusal.details.retryAfter).toBeGreaterThan(3590)
      expect(refusal.details.retryAfter).toBeLessThanOrEqual(3600)
      expect(Number.isInteger(refusal.details.retryAfter)).toBe(true)
    })

    test('let pass no more when many come at once (S15)', async () => {
      const login = hourly(10)
      const attempts = Array.from({ length: 60 }, () => refusalOf(limits.consume(login, '+998901234567')))
      const refusals = (await Promise.all(attempts)).filter(Boolean)
      expect(refusals).toHaveLength(50)
      for (const refusal of refusals) expect(refusal).toEqual(refused())
    })

    test('count each key and each limit by itself', async () => {
      const [login, codes] = [hourly(1), hourly(1)]
      await limits.consume(login, 'one')
      await limits.consume(login, 'other')
      await limits.consume(codes, 'one')
      await expect(limits.consume(login, 'one')).rejects.toEqual(refused())
    })

    test('can be asked without counting', async () => {
      const login = hourly(2)
      for (let n = 0; n < 5; n++) await limits.ensureAllowed(login, 'asked')
      await limits.consume(login, 'asked')
      await limits.ensureAllowed(login, 'asked')
      await limits.consume(login, 'asked')
      await expect(limits.ensureAllowed(login, 'asked')).rejects.toEqual(refused())
    })

    test('count a failure without refusing it, in every window', async () => {
      const windows = [
        { points: 2, durationSeconds: 60 },
        { points: 4, durationSeconds: 3600 },
      ]
      const login = limit(`test.${randomUUID()}`, windows)
      for (let n = 0; n < 4; n++) await limits.penalize(login, 'failing')
      const refusal = await refusalOf(limits.ensureAllowed(login, 'failing'))
      expect(refusal.details.retryAfter).toBeGreaterThan(60)
    })

    test('do not count in the longer window what the shorter one refused: a burst costs an hour, not a day (S15)', async () => {
      const windows = [
        { points: 30, durationSeconds: 86_400 },
        { points: 10, durationSeconds: 3600 },
      ]
      const login = limit(`test.${randomUUID()}`, windows)
      const burst = Array.from({ length: 50 }, () => refusalOf(limits.consume(login, 'owner')))
      await Promise.all(burst)
      const refusal = await refusalOf(limits.consume(login, 'owner'))
      expect(refusal.details.retryAfter).toBeLessThanOrEqual(3600)
    })

    test('tell the longest wait when several windows are full', async () => {
      const windows = [
        { points: 1, durationSeconds: 60 },
        { points: 1, durationSeconds: 3600 },
      ]
      const resend = limit(`test.${randomUUID()}`, windows)
      await limits.consume(resend, 'impatient')
      const refusal = await refusalOf(limits.consume(resend, 'impatient'))
      expect(refusal.details.retryAfter).toBeGreaterThan(60)
    })

    test('begin anew when the window has ended', async () => {
      const short = limit(`test.${randomUUID()}`, [{ points: 1, durationSeconds: 3 }])
      await limits.consume(short, 'patient')
      expect(await refusalOf(limits.consume(short, 'patient'))).toEqual(refused(expect.any(Number)))
      await vi.waitFor(() => limits.consume(short, 'patient'), { timeout: 20_000 })
    })

    test('keep no phone number, address or name as it is (S18)', async () => {
      await limits.consume(hourly(1), '+998901234567')
      for (const key of await opened.storedKeys()) expect(key).not.toContain('998901234567')
    })
  })
}

test.skipIf(redisMissing)('every key in Redis is under our prefix and ends by itself', async () => {
  const { limits, storedKeys, close } = await openRedis()
  onTestFinished(close)
  await limits.consume(limit('test.prefix', [{ points: 5, durationSeconds: 3600 }]), 'any')
  expect(await storedKeys()).toEqual([expect.stringMatching(/^vitrina:limit:test\.prefix\.3600:[\w-]{43}$/)])
})

describe('limits in memory', () => {
  afterEach(() => vi.useRealTimers())

  test('forget the oldest of too many keys, so that a flood of addresses does not fill the memory', async () => {
    const limits = new Limits(new MemoryCounters({ keysMax: 100 }), pepper)
    const flood = limit('test.flood', [{ points: 1, durationSeconds: 3600 }])
    for (let n = 0; n < 100; n++) await limits.consume(flood, `address ${n}`)
    for (let n = 0; n < 100; n++) await expect(limits.consume(flood, `address ${n}`)).rejects.toEqual(refused())
    await limits.consume(flood, 'one more')
    await limits.ensureAllowed(flood, 'address 9')
    for (let n = 10; n < 100; n++) await expect(limits.ensureAllowed(flood, `address ${n}`)).rejects.toEqual(refused())
  })

  test('forget all whose windows have ended before any that still counts', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const limits = new Limits(new MemoryCounters({ keysMax: 100 }), pepper)
    const flood = limit('test.flood', [{ points: 1, durationSeconds: 10 }])
    for (let n = 0; n < 50; n++) await limits.consume(flood, `ended ${n}`)
    vi.setSystemTime(Date.now() + 5_000)
    for (let n = 0; n < 50; n++) await limits.consume(flood, `counts ${n}`)
    vi.setSystemTime(Date.now() + 5_000)
    for (let n = 0; n < 50; n++) await limits.consume(flood, `new ${n}`)
    for (let n = 0; n < 50; n++) await expect(limits.ensureAllowed(flood, `counts ${n}`)).rejects.toEqual(refused())
  })

  test('hold a window exactly as long as declared', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const limits = new Limits(new MemoryCounters(), pepper)
    const flood = limit('test.flood', [{ points: 1, durationSeconds: 10 }])
    await limits.consume(flood, 'address')
    vi.setSystemTime(Date.now() + 9_999)
    expect(await refusalOf(limits.consume(flood, 'address'))).toEqual(refused(1))
    vi.setSystemTime(Date.now() + 1)
    await limits.consume(flood, 'address')
  })
})

describe('limits on Postgres', () => {
  let opened: Awaited<ReturnType<typeof openDatabase>>
  let database: Database
  beforeAll(async () => {
    opened = await openDatabase()
    database = opened.database
  })
  afterEach(() => vi.useRealTimers())
  afterAll(() => opened?.close())

  const login = limit('test.login', [{ points: 1, durationSeconds: 3600 }])

  test('count what happened in a transaction that was rolled back', async () => {
    const limits = new Limits(postgresCounters(database), pepper)
    const work = transact(testCtx(database.db), async () => {
      await limits.consume(login, 'rolled back')
      throw new Error('rolled back')
    })
    await expect(work).rejects.toThrow('rolled back')
    await expect(limits.consume(login, 'rolled back')).rejects.toEqual(refused())
  })

  test('count for whoever looks what is being counted, however slow the database is (S15)', async () => {
    const limits = new Limits(postgresCounters(database), pepper)
    const twice = limit('test.twice', [{ points: 2, durationSeconds: 3600 }])
    await limits.consume(twice, 'guessed')
    let counting: Promise<void> | undefined
    let looking: Promise<boolean> | undefined
    await transact(testCtx(database.db), async (ctx) => {
      await ctx.db.execute(sql`select 1 from rate_limit for update`)
      counting = limits.consume(twice, 'guessed')
      looking = limits.allows(twice, 'guessed')
      await vi.waitUntil(async () => (await countLockWaits(ctx.db)) > 0, { timeout: 10_000 })
    })
    await counting
    expect(await looking).toBe(false)
  })

  test('are shared by processes', async () => {
    const [one, other] = [1, 2].map(() => new Limits(postgresCounters(database), pepper))
    await one?.consume(login, 'shared')
    await expect(other?.consume(login, 'shared')).rejects.toEqual(refused())
  })

  test('are swept some time after their windows have ended', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await database.db.execute(sql`delete from rate_limit`)
    const limits = new Limits(postgresCounters(database), pepper)
    const ctx = { ...testCtx(database.db), now: () => new Date() }
    await limits.consume(login, 'swept')
    vi.setSystemTime(Date.now() + 3_600_000)
    expect(await sweepExpired(ctx)).toBe(0)
    await limits.consume(login, 'swept')
    vi.setSystemTime(Date.now() + 4_000_000)
    expect(await sweepExpired(ctx)).toBe(1)
  })
})

test.skipIf(redisMissing)('limits hold while Redis is away, and are shared again when it is back (S15)', async () => {
  const server = await TestRedis.start()
  const redis = new RedisConnection(server.url, silentLog())
  onTestFinished(async () => {
    await redis.close()
    await server.stop()
  })
  await redis.start()
  const { log, lines } = capturedLog()
  const limits = new Limits(redisCounters(redis, log), pepper)
  const login = limit('test.away', [{ points: 5, durationSeconds: 3600 }])

  await server.kill()
  const attempts = []
  for (let n = 0; n < 12; n++) attempts.push(await refusalOf(limits.consume(login, 'guesser')))
  expect(attempts.filter((refusal) => refusal === undefined)).toHaveLength(5)
  expect(lines).toHaveLength(1)

  await server.restart()
  await vi.waitFor(() => redis.run((client) => client.ping()), { timeout: 20_000 })
  await limits.consume(login, 'someone')
  const direct = createClient({ url: server.url })
  await direct.connect()
  expect(await direct.keys('vitrina:limit:*')).toHaveLength(1)
  direct.destroy()
})
