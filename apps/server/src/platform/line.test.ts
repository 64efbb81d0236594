import { expect, test } from 'vitest'
import { Line } from './line.ts'

/** Work that ends when it is told to. */
function work() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { run: () => promise, end: resolve }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

test('so much is done at once, the rest in the order of coming', async () => {
  const line = new Line({ places: 2, longest: 10 })
  const tasks = Array.from({ length: 4 }, work)
  const begun: number[] = []
  const done = tasks.map((task, nth) =>
    line.run(() => {
      begun.push(nth)
      return task.run()
    }),
  )
  await soon()
  expect(begun).toEqual([0, 1])
  tasks[1]?.end()
  await soon()
  expect(begun).toEqual([0, 1, 2])
  for (const task of tasks) task.end()
  await Promise.all(done)
  expect(begun).toEqual([0, 1, 2, 3])
})

test('past its end it refuses at once, and goes on when there is room again (S20)', async () => {
  const line = new Line({ places: 1, longest: 1 })
  const [first, second] = [work(), work()]
  const running = line.run(first.run)
  const waiting = line.run(second.run)
  await expect(line.run(async () => 1)).rejects.toMatchObject({ code: 'platform.busy', details: { retryAfter: 2 } })
  first.end()
  second.end()
  await Promise.all([running, waiting])
  expect(await line.run(async () => 2)).toBe(2)
})

test('what can wait is done when nobody waits, and what fails holds no place', async () => {
  const line = new Line({ places: 1, longest: 1 })
  const [first, second] = [work(), work()]
  const order: string[] = []
  const running = line.run(first.run)
  expect(line.runWhenIdle(async () => void order.push('later'))).toBe(true)
  expect(line.runWhenIdle(async () => void order.push('never'))).toBe(false)
  const waiting = line.run(async () => {
    order.push('first')
    return second.run()
  })
  first.end()
  await running
  second.end()
  await waiting
  await soon()
  expect(order).toEqual(['first', 'later'])
  line.runWhenIdle(() => Promise.reject(new Error('broken')))
  expect(await line.run(async () => 1)).toBe(1)
})

test('closing waits for what somebody waits for', async () => {
  const line = new Line({ places: 1, longest: 5 })
  const task = work()
  const running = line.run(task.run)
  let isClosed = false
  const closing = line.close().then(() => {
    isClosed = true
  })
  await soon()
  expect(isClosed).toBe(false)
  await expect(line.run(async () => 1)).rejects.toMatchObject({ code: 'platform.busy' })
  task.end()
  await Promise.all([running, closing])
})
