import type { Attempt, ProviderName } from './model.ts'

// Two may be chance, and each further one lets somebody wait for the deadline.
const FAILURES = 3
const OPEN_MS = 60_000
// In a row: one may be chance.
const FAILING = 2

/**
 * Which providers are worth asking now. One that failed several times in a row is left alone for a
 * minute, and after it for another with each failure more; one that told how long to wait, for as long.
 * Kept in this process: each finds out by itself soon enough.
 */
export class Breakers {
  readonly #states = new Map<ProviderName, { failures: number; openUntil: number }>()

  /** Milliseconds until it may be asked; 0 for now. */
  waitMs(provider: ProviderName, now: Date): number {
    return Math.max(0, (this.#states.get(provider)?.openUntil ?? 0) - now.getTime())
  }

  /** Whether the last attempts failed, however long ago that was. */
  isFailing(provider: ProviderName): boolean {
    return (this.#states.get(provider)?.failures ?? 0) >= FAILING
  }

  /** Takes in what an attempt came to. */
  record(provider: ProviderName, attempt: Attempt, now: Date): void {
    if (!isFailure(attempt)) {
      this.#states.delete(provider)
      return
    }
    const failures = (this.#states.get(provider)?.failures ?? 0) + 1
    const asked = attempt.outcome === 'not_done' ? (attempt.retryAfterSeconds ?? 0) * 1000 : 0
    const waitMs = Math.max(asked, failures >= FAILURES ? OPEN_MS : 0)
    this.#states.set(provider, { failures, openUntil: now.getTime() + waitMs })
  }
}

/** A number that a provider cannot or must not serve says nothing of how the provider is. */
function isFailure(attempt: Attempt): boolean {
  if (attempt.outcome === 'refused') return attempt.whose === 'account'
  return attempt.outcome !== 'accepted'
}
