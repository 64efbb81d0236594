import { expect, test } from 'vitest'
import { enqueue, JobQueue, job, type Log } from '#platform'
import { silentLog, testCtx } from './ctx.ts'
import { openDatabase } from './database.ts'

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
