import { expect, test } from 'vitest'
import { addGuess, type Guesses, isSpent, wasRefused } from './guesses.ts'

const guess = (codes: string[], sent: string, from?: Guesses) =>
  codes.reduce<Guesses | undefined>((guesses, code) => addGuess(guesses, { sent, code, isLast: code === 'last' }), from)

test('a code is spent when the server says so, and not by a count of our own (S15)', () => {
  expect(isSpent(guess(['1', '2', '3', '4', '5', '6'], 'a'), 'a')).toBe(false)
  expect(isSpent(guess(['1', 'last'], 'a'), 'a')).toBe(true)
  expect(isSpent(guess(['1', 'last', '2'], 'a'), 'a')).toBe(true)
})

test('what was refused once is known', () => {
  const guesses = guess(['1', '2'], 'a')
  expect([wasRefused(guesses, 'a', '1'), wasRefused(guesses, 'a', '3')]).toEqual([true, false])
})

test('another code sent starts anew', () => {
  const spent = guess(['1', 'last'], 'a')
  expect([isSpent(spent, 'b'), wasRefused(spent, 'b', '1')]).toEqual([false, false])
  expect(guess(['1'], 'b', spent)).toEqual({ of: 'b', codes: ['1'] })
})
