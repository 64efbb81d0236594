const FAILURES = 6
const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/**
 * Whether the site is worth asking. After several failures in a row it is left alone for a while, and after
 * that one call finds out for all the others; half a minute at most, so that its return is seen soon.
 */
export class Breaker {
  #failures = 0
  #openUntil = 0
  #probing = false

  /** Milliseconds until it may be asked; 0 for now, and then the asking is under way. */
  begin(nowMs: number): number {
    if (this.#failures < FAILURES) return 0
    if (nowMs < this.#openUntil) return this.#openUntil - nowMs
    if (this.#probing) return FIRST_MS
    this.#probing = true
    return 0
  }

  succeeded(): void {
    this.#failures = 0
    this.#probing = false
  }

  /** `retryAfterMs`: how long the site itself asked to be left alone. */
  failed(nowMs: number, retryAfterMs = 0): void {
    this.#probing = false
    this.#failures++
    const waitMs = FIRST_MS * 2 ** Math.max(0, this.#failures - FAILURES)
    this.#openUntil = nowMs + Math.min(LONGEST_MS, Math.max(waitMs, retryAfterMs))
  }
}
