/** Codes that the server refused. They belong to one code sent, which the time of the next one tells apart. */
export interface Guesses {
  of: string | undefined
  codes: readonly string[]
}

// The server does not tell a spent code from a wrong one, so that a stranger learns nothing;
// this browser was there and can count.
const ATTEMPTS = 5

/** What was refused of the code sent last; what was refused of those before it says nothing. */
export function refusedOf(guesses: Guesses | undefined, sent: string | undefined): readonly string[] {
  return guesses && guesses.of === sent ? guesses.codes : []
}

export function addGuess(guesses: Guesses | undefined, sent: string | undefined, code: string): Guesses {
  const codes = refusedOf(guesses, sent)
  return { of: sent, codes: codes.includes(code) ? codes : [...codes, code] }
}

export const isSpent = (refused: readonly string[]) => refused.length >= ATTEMPTS
