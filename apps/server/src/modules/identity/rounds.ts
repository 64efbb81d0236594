import { violatedConstraint } from '#platform'

// In each round somebody wins, and nobody has this many proofs of one identifier at once.
const ROUNDS = 10

/** Does it again when another proof of the same identifier committed between our look and our write: it is found then. */
export async function inRounds<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let round = 1; ; round++) {
    try {
      return await work()
    } catch (error) {
      if (round === ROUNDS || !violatedConstraint(error)?.startsWith('customers_')) throw error
    }
  }
}
