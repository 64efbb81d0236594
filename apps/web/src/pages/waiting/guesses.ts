/** Codes that the server refused. They belong to one code sent, which the time of the next one tells apart. */
export interface Guesses {
  of: string | undefined
  codes: readonly string[]
  /** The server takes no more. */
  isSpent?: true
}

/** What is known of the code sent last; what was refused of those before it says nothing. */
function current(guesses: Guesses | undefined, sent: string | undefined): Guesses {
  return guesses?.of === sent && guesses ? guesses : { of: sent, codes: [] }
}

export const wasRefused = (guesses: Guesses | undefined, sent: string | undefined, code: string) =>
  current(guesses, sent).codes.includes(code)

export const isSpent = (guesses: Guesses | undefined, sent: string | undefined) =>
  current(guesses, sent).isSpent === true

/** Takes a refused code; `isLast` when the server takes no more. */
export function addGuess(
  guesses: Guesses | undefined,
  { sent, code, isLast }: { sent: string | undefined; code: string; isLast: boolean },
): Guesses {
  const known = current(guesses, sent)
  return { ...known, codes: [...known.codes, code], ...(isLast && { isSpent: true }) }
}
