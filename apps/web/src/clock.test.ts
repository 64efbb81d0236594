import { afterEach, expect, test, vi } from 'vitest'
import { clockFace, learnServerTime, secondsUntil, serverNow } from './clock.ts'

afterEach(() => {
  vi.useRealTimers()
  learnServerTime(new Date().toUTCString())
})

test.each([
  [0, '0:00'],
  [9, '0:09'],
  [60, '1:00'],
  [299.2, '4:59'],
  [3600, '60:00'],
])('%d seconds are shown as %s', (seconds, face) => {
  expect(clockFace(Math.floor(seconds))).toBe(face)
})

test('the last part of a second still counts as one', () => {
  const now = Date.parse('2026-01-01T00:00:00.000Z')
  expect(secondsUntil('2026-01-01T00:00:00.001Z', now)).toBe(1)
  expect(secondsUntil('2026-01-01T00:00:00.000Z', now)).toBe(0)
  expect(secondsUntil('2025-12-31T23:59:00.000Z', now)).toBe(0)
  expect(secondsUntil(undefined, now)).toBe(0)
})

test('a clock that is ten minutes fast does not end a registration', () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T12:10:00Z') })
  learnServerTime('Thu, 01 Jan 2026 12:00:00 GMT')
  expect(secondsUntil('2026-01-01T12:05:00Z')).toBe(300)
})

test('a difference within the coarseness of the header is not a difference', () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:02Z') })
  learnServerTime('Thu, 01 Jan 2026 12:00:00 GMT')
  expect(serverNow()).toBe(Date.now())
})

test('an answer without a date teaches nothing', () => {
  learnServerTime(null)
  learnServerTime('yesterday')
  expect(Math.abs(serverNow() - Date.now())).toBeLessThan(5)
})
