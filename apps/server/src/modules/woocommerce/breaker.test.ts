import { expect, test } from 'vitest'
import { Breaker } from './breaker.ts'

function broken(): Breaker {
  const breaker = new Breaker()
  for (let nth = 0; nth < 6; nth++) breaker.failed(0)
  return breaker
}

test('a site that fails again and again is left alone, then asked by one', () => {
  const breaker = broken()
  expect(breaker.begin(1)).toBe(999)
  expect(breaker.begin(1_000)).toBe(0)
  expect(breaker.begin(1_000)).toBeGreaterThan(0)
  breaker.succeeded()
  expect([breaker.begin(1_001), breaker.begin(1_001)]).toEqual([0, 0])
})

test('it is left alone for longer each time, half a minute at most, whatever it asks for', () => {
  const breaker = broken()
  const waits: number[] = []
  for (let at = 100_000, nth = 0; nth < 8; nth++, at += 100_000) {
    breaker.begin(at)
    breaker.failed(at, nth === 7 ? 600_000 : 0)
    waits.push(breaker.begin(at))
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000])
})

test('single failures between successes are no reason', () => {
  const breaker = new Breaker()
  for (let nth = 0; nth < 20; nth++) {
    breaker.failed(0)
    if (nth % 5 === 4) breaker.succeeded()
  }
  expect(breaker.begin(0)).toBe(0)
})
