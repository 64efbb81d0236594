import { expect, test } from 'vitest'
import { Gate } from './gate.ts'

const quick = { failed: false, tookMs: 50 }

async function round(gate: Gate, outcome: { failed: boolean; tookMs: number }): Promise<void> {
  const entered = await Promise.all(Array.from({ length: gate.limit }, () => gate.enter('later')))
  for (const leave of entered) leave(outcome)
}

test('more is asked at once while answers are quick, up to the most (S5)', async () => {
  const gate = new Gate(4)
  const limits: number[] = []
  for (let nth = 0; nth < 4; nth++) {
    await round(gate, quick)
    limits.push(gate.limit)
  }
  expect(limits).toEqual([3, 4, 4, 4])
})

test('half as much after a failure, and only once for all that failed together (S5)', async () => {
  const gate = new Gate(8)
  for (let nth = 0; nth < 6; nth++) await round(gate, quick)
  expect(gate.limit).toBe(8)
  await round(gate, { failed: true, tookMs: 10 })
  expect(gate.limit).toBe(4)
  await round(gate, { failed: true, tookMs: 10 })
  expect(gate.limit).toBe(2)
})

test('fewer when answers are slow, and never none', async () => {
  const gate = new Gate(8)
  for (let nth = 0; nth < 10; nth++) await round(gate, { failed: false, tookMs: 5_000 })
  expect(gate.limit).toBe(1)
})

test('no more are inside than it lets in, and what somebody waits for goes first', async () => {
  const gate = new Gate(2)
  const [first, second] = [await gate.enter('later'), await gate.enter('later')]
  const order: string[] = []
  const third = gate.enter('later').then(() => order.push('background'))
  const fourth = gate.enter('now').then(() => order.push('waited for'))
  await Promise.resolve()
  expect(order).toEqual([])
  first(quick)
  await fourth
  second(quick)
  await third
  expect(order).toEqual(['waited for', 'background'])
})
