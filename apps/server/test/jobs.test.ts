import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { enqueue, JobQueue, job, type Log, openLog } from '#platform'
import { ChaosProxy } from './chaos-proxy.ts'
import { silentLog, testCtx } from './ctx.ts'
import { openDatabase } from './database.ts'
import { createDatabase, dropDatabase } from './postgres.ts'

test('a job that fails is told of once, and once more when it is given up', async () => {
  const { database, connection, close } = await openDatabase()
  const told: string[] = []
  const tell = (level: string) => (_fields: unknown, words: string) => void told.push(`${level}: ${words}`)
  const log = { ...silentLog(), debug: tell('debug'), warn: tell('warn'), error: tell('error') } as unknown as Log
  const queue = new JobQueue(connection, log)
  const hopeless = job('test.hopeless', { retryLimit: 2, retryDelaySeconds: 0 })
  const givenUp = Promise.withResolvers<void>()
  queue.work(hopeless, async (_data, { retryCount }) => {
    if (retryCount === 2) givenUp.resolve()
    throw new Error('out of order')
  })
  await queue.start()
  await enqueue({ ...testCtx(database.db), jobs: queue }, hopeless, {})
  await givenUp.promise
  await queue.close()
  await close()
  expect(told).toEqual([
    'warn: a job failed and will be tried again',
    'debug: a job failed and will be tried again',
    'error: a job was given up',
  ])
})

test('a job enqueued twice under one key is one, while it waits and when it is done', async () => {
  const { database, connection, close } = await openDatabase()
  const queue = new JobQueue(connection, silentLog())
  const named = job<{ n: number }>('test.named', { isRemembered: true })
  const done: number[] = []
  queue.work(named, async ({ n }) => void done.push(n))
  await queue.start()
  const ctx = { ...testCtx(database.db), jobs: queue }
  await Promise.all([1, 1, 1].map((n) => enqueue(ctx, named, { n }, { key: 'one' })))
  await expect.poll(() => done).toEqual([1])
  await enqueue(ctx, named, { n: 1 }, { key: 'one' })
  await enqueue(ctx, named, { n: 2 }, { key: 'two' })
  await enqueue(ctx, named, { n: 3 })
  await enqueue(ctx, named, { n: 3 })
  await expect.poll(() => done.toSorted()).toEqual([1, 2, 3, 3])
  await queue.close()
  await close()
})

test('a job goes with its last try, and whom it was about with it (Y7)', async () => {
  const { database, connection, close } = await openDatabase()
  const queue = new JobQueue(connection, silentLog())
  const [told, hopeless] = [job<{ to: string }>('test.told'), job<{ to: string }>('test.lost', { retryLimit: 0 })]
  const remembered = job<{ to: string }>('test.remembered', { isRemembered: true })
  for (const one of [told, remembered]) queue.work(one, async () => {})
  queue.work(hopeless, () => Promise.reject(new Error('out of order')))
  await queue.start()
  const ctx = { ...testCtx(database.db), jobs: queue }
  for (const one of [told, hopeless, remembered]) await enqueue(ctx, one, { to: 'anna@shop.example' })
  const left = async () => {
    const { rows } = await database.db.execute<{ name: string; state: string }>(
      sql`select name, state from jobs.job where data->>'to' = 'anna@shop.example'`,
    )
    return rows
  }
  await expect.poll(left, { timeout: 10_000 }).toEqual([{ name: 'test.remembered', state: 'completed' }])
  await queue.close()
  await close()
})

test('what a release changes of a queue is written at its start, and what is so already is not', async () => {
  const { database, connection, close } = await openDatabase()
  const startWith = async (retryLimit: number) => {
    const queue = new JobQueue(connection, silentLog())
    queue.work(job('test.changed', { retryLimit }), async () => {})
    await queue.start()
    await queue.close()
    const { rows } = await database.db.execute(
      sql`select retry_limit, updated_on::text from jobs.queue where name = 'test.changed'`,
    )
    return rows[0]
  }
  const first = await startWith(3)
  expect(first).toMatchObject({ retry_limit: 3 })
  expect(await startWith(3)).toEqual(first)
  expect(await startWith(4)).toMatchObject({ retry_limit: 4 })
  await close()
})

test('a queue whose database is away says what is the matter, and says it once', async () => {
  const connection = await createDatabase()
  const { host, port } = connection
  const proxy = await ChaosProxy.start(host.startsWith('/') ? join(host, `.s.PGSQL.${port}`) : port)
  const told: { level: number; msg: string; err?: { message: string } }[] = []
  const log = openLog('debug', { write: (line) => void told.push(JSON.parse(line)) })
  const queue = new JobQueue({ ...connection, host: '127.0.0.1', port: proxy.port }, log)
  const looks = ['one', 'two', 'three'].map((name) => job(`test.${name}`))
  for (const look of looks) queue.work(look, async () => {})
  await queue.start()
  const taken = proxy.taken
  proxy.mood = 'closed'
  proxy.cut()
  // Each worker has looked again, and found nobody.
  await expect.poll(() => proxy.refused, { timeout: 10_000 }).toBeGreaterThan(taken + 6)
  proxy.mood = 'honest'
  await queue.close()
  await proxy.stop()
  await dropDatabase(connection)
  const complaints = told.filter(({ msg }) => msg === 'the job queue reports an error')
  expect(complaints.map(({ level }) => level)).toEqual([40])
  expect(complaints[0]?.err?.message).toMatch(/connect|terminated|ECONN/i)
})
