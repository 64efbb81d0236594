import { useState } from 'preact/hooks'
import { addGuess, isSpent, refusedOf } from './guesses.ts'
import { underWay } from './under-way.ts'

/** The refused guesses at the code sent last, over reloads and all tabs of this browser. */
export function useGuesses(id: string, sent: string | undefined) {
  const [guesses, setGuesses] = useState(() => underWay.read(id)?.guesses)
  const refused = refusedOf(guesses, sent)
  return {
    isSpent: isSpent(refused),
    has: (code: string) => refused.includes(code),
    add(code: string) {
      // Another tab may have guessed meanwhile.
      const next = addGuess(underWay.read(id)?.guesses ?? guesses, sent, code)
      setGuesses(next)
      underWay.learn(id, { guesses: next })
    },
  }
}
