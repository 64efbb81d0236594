import { expect, test } from 'vitest'
import { addGuess, type Guesses, isSpent, refusedOf } from './guesses.ts'

const guess = (codes: string[], sent: string | undefined, from?: Guesses) =>
  codes.reduce<Guesses | undefined>((guesses, code) => addGuess(guesses, sent, code), from)

test('five different codes refused spend the code that was sent', () => {
  expect(isSpent(refusedOf(guess(['1', '2', '3', '4'], 'a'), 'a'))).toBe(false)
  expect(isSpent(refusedOf(guess(['1', '2', '3', '4', '5'], 'a'), 'a'))).toBe(true)
})

test('the same code twice is one guess: it was sent once', () => {
  expect(refusedOf(guess(['1', '1', '2'], 'a'), 'a')).toEqual(['1', '2'])
})

test('another code sent starts the count anew', () => {
  const spent = guess(['1', '2', '3', '4', '5'], 'a')
  expect(refusedOf(spent, 'b')).toEqual([])
  expect(guess(['1'], 'b', spent)).toEqual({ of: 'b', codes: ['1'] })
})
