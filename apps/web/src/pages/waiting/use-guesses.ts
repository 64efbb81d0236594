import { useState } from 'preact/hooks'
import { addGuess, isSpent, wasRefused } from './guesses.ts'
import { underWay } from './under-way.ts'

/** The refused guesses at the code sent last, over reloads and all tabs of this browser. */
export function useGuesses(id: string, sent: string | undefined) {
  const [guesses, setGuesses] = useState(() => underWay.read(id)?.guesses)
  return {
    isSpent: isSpent(guesses, sent),
    has: (code: string) => wasRefused(guesses, sent, code),
    add(code: string, isLast: boolean) {
      // Another tab may have guessed meanwhile.
      const next = addGuess(underWay.read(id)?.guesses ?? guesses, { sent, code, isLast })
      setGuesses(next)
      underWay.learn(id, { guesses: next })
    },
  }
}
