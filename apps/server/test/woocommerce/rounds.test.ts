import { expect, onTestFinished, test } from 'vitest'
import { Database } from '#platform'
import { type Round, Rounds } from '#woocommerce'
import { silentLog } from '../ctx.ts'
import { useCases } from '../use-cases.ts'

const QUICK = { timeout: 10_000 }

async function openGround() {
  const on = await useCases()
  onTestFinished(() => on.close())
  const told: unknown[] = []
  const log = { ...silentLog(), warn: (fields: object) => void told.push('what' in fields && fields.what) }
  const begin = (rounds: Round[]) => {
    const database = new Database(on.connection, { poolSize: 2, log: silentLog() })
    const running = new Rounds({ ...on.ctx, log }, rounds, { database, lock: 7, retryMs: 5 })
    running.start()
    let isClosed = false
    const close = async () => {
      if (isClosed) return
      isClosed = true
      await running.close()
      await database.close()
    }
    onTestFinished(close)
    return close
  }
  return { begin, told }
}

/** Something to read that counts how often it was, and fails while it is told to. */
function counter(name: string) {
  const of = { name, everyMs: 5, count: 0, fails: false }
  const read = async () => {
    of.count++
    if (of.fails) throw new Error('away')
  }
  return { of, round: { name, everyMs: 5, read } }
}

test('what fails keeps nothing else, is told once, and again after it was well (Y4)', async () => {
  const { begin, told } = await openGround()
  const [good, bad] = [counter('good'), counter('bad')]
  bad.of.fails = true
  begin([good.round, bad.round])
  await expect.poll(() => Math.min(good.of.count, bad.of.count), QUICK).toBeGreaterThan(5)
  expect(told).toEqual(['bad'])
  bad.of.fails = false
  const before = bad.of.count
  await expect.poll(() => bad.of.count, QUICK).toBeGreaterThan(before + 2)
  bad.of.fails = true
  await expect.poll(() => told, QUICK).toEqual(['bad', 'bad'])
})

test('of two processes one reads, and the other goes on when it ends', async () => {
  const { begin } = await openGround()
  const [first, second] = [counter('one'), counter('one')]
  const end = begin([first.round])
  await expect.poll(() => first.of.count, QUICK).toBeGreaterThan(2)
  begin([second.round])
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(second.of.count).toBe(0)
  await end()
  await expect.poll(() => second.of.count, QUICK).toBeGreaterThan(2)
})
