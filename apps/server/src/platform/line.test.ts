import { expect, test } from 'vitest'
import { Line } from './line.ts'

/** Work that ends when it is told to. */
function work() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { run: () => promise, end: resolve }
}

/** So many asked for one after the other; `begun` holds which of them were. */
function inLine(line: Line, length: number) {
  const tasks = Array.from({ length }, work)
  const begun: number[] = []
  const done = tasks.map((task, nth) =>
    line.inTurn(() => {
      begun.push(nth)
      return task.run()
    }),
  )
  return { tasks, begun, done }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))
const patient = { maxWaitMs: 10_000, firstGuessMs: 20 }

test('so much is done at once, the rest in the order of coming', async () => {
  const line = new Line({ ...patient, concurrency: 2 })
  const { tasks, begun, done } = inLine(line, 4)
  await soon()
  expect(begun).toEqual([0, 1])
  tasks[1]?.end()
  await soon()
  expect(begun).toEqual([0, 1, 2])
  for (const task of tasks) task.end()
  await Promise.all(done)
  expect(begun).toEqual([0, 1, 2, 3])
})

test('more are begun ahead of time when asked for, and count as waiting (S20)', async () => {
  const line = new Line({ concurrency: 1, ahead: 1, maxWaitMs: 1_500, firstGuessMs: 1_000 })
  const { tasks, begun, done } = inLine(line, 2)
  await soon()
  expect(begun).toEqual([0, 1])
  expect(() => line.ensureRoom()).toThrow(
    expect.objectContaining({ code: 'platform.busy', details: { retryAfter: 2 } }),
  )
  for (const task of tasks) task.end()
  await Promise.all(done)
})

test('whom it would keep waiting too long it refuses at once, and goes on when there is room again (S20)', async () => {
  const line = new Line({ concurrency: 1, maxWaitMs: 1_500, firstGuessMs: 1_000 })
  const [first, second] = [work(), work()]
  const running = line.inTurn(first.run)
  line.ensureRoom()
  const waiting = line.inTurn(second.run)
  const refused = { code: 'platform.busy', details: { retryAfter: 2 } }
  await expect(line.inTurn(async () => 1)).rejects.toMatchObject(refused)
  expect(() => line.ensureRoom()).toThrow(expect.objectContaining(refused))
  first.end()
  second.end()
  await Promise.all([running, waiting])
  expect(await line.inTurn(async () => 2)).toBe(2)
})

test('what can wait is done when nobody waits, and what fails holds no place', async () => {
  const line = new Line({ ...patient, concurrency: 1 })
  const [first, second] = [work(), work()]
  const order: string[] = []
  const running = line.inTurn(first.run)
  expect(line.whenIdle(async () => void order.push('later'))).toBe(true)
  const waiting = line.inTurn(async () => {
    order.push('first')
    return second.run()
  })
  first.end()
  await running
  second.end()
  await waiting
  await soon()
  expect(order).toEqual(['first', 'later'])
  line.whenIdle(() => Promise.reject(new Error('broken')))
  expect(await line.inTurn(async () => 1)).toBe(1)
})

test('of what can wait so much is taken and no more', async () => {
  const line = new Line({ ...patient, concurrency: 1 })
  const task = work()
  const running = line.inTurn(task.run)
  const later = Array.from({ length: 1_001 }, () => line.whenIdle(async () => {}))
  expect(later.filter((isTaken) => !isTaken)).toHaveLength(1)
  task.end()
  await running
})

test('closing waits for what somebody waits for', async () => {
  const line = new Line({ ...patient, concurrency: 1 })
  const task = work()
  const order: string[] = []
  const running = line.inTurn(task.run)
  const waiting = line.inTurn(async () => void order.push('waited for'))
  line.whenIdle(async () => void order.push('never'))
  const closing = line.close().then(() => order.push('closed'))
  await soon()
  expect(order).toEqual([])
  await expect(line.inTurn(async () => 1)).rejects.toMatchObject({ code: 'platform.busy' })
  task.end()
  await Promise.all([running, waiting, closing])
  expect(order).toEqual(['waited for', 'closed'])
})
