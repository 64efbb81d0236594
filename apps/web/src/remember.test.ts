import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onDeviceFor } from './remember.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function memory() {
  const kept = new Map<string, string>()
  const area = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage
  return { kept, area }
}

test('what is kept for a while is dropped from the browser after it, counted from the last writing', () => {
  const { kept, area } = memory()
  const note = onDeviceFor<string>('note', 1000, () => area)
  note.write('first')
  vi.advanceTimersByTime(900)
  note.write('second')
  vi.advanceTimersByTime(900)
  expect(note.read()).toBe('second')
  vi.advanceTimersByTime(200)
  expect(note.read()).toBeUndefined()
  expect(kept.size).toBe(0)
})

test('where the browser refuses storage nothing is kept and nothing breaks', () => {
  const note = onDeviceFor<string>('note', 1000, () => {
    throw new Error('denied')
  })
  note.write('x')
  expect(note.read()).toBeUndefined()
})
