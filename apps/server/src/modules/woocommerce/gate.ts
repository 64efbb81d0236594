const START = 2
const QUICK_MS = 1_000
const SLOW_MS = 3_000

export type Urgency = 'now' | 'later'

/** Tells the gate how a call went that it let in. */
export type Leave = (outcome: { failed: boolean; tookMs: number }) => void

/**
 * How many calls the site is asked at once: one more after each round of quick answers, half as many after a
 * failure, one fewer when answers are slow. WordPress on a small machine answers eight at once more slowly in
 * all than two. What somebody waits for goes before what is done in the background.
 */
export class Gate {
  readonly #most: number
  readonly #waiting: Record<Urgency, (() => void)[]> = { now: [], later: [] }
  #limit = START
  #inside = 0
  #good = 0
  #round = 0

  constructor(most: number) {
    this.#most = most
  }

  /** How many it lets in at once now. */
  get limit(): number {
    return this.#limit
  }

  async enter(urgency: Urgency): Promise<Leave> {
    if (this.#inside >= this.#limit) await new Promise<void>((enter) => this.#waiting[urgency].push(enter))
    else this.#inside++
    const round = this.#round
    return ({ failed, tookMs }) => {
      this.#inside--
      if (failed) this.#halve(round)
      else this.#adapt(tookMs)
      this.#letIn()
    }
  }

  #halve(round: number): void {
    // Those that were under way when it was halved failed of the same cause.
    if (round !== this.#round) return
    this.#round++
    this.#good = 0
    this.#limit = Math.max(1, Math.floor(this.#limit / 2))
  }

  #adapt(tookMs: number): void {
    this.#good = tookMs < QUICK_MS ? this.#good + 1 : 0
    if (tookMs > SLOW_MS) this.#limit = Math.max(1, this.#limit - 1)
    if (this.#good < this.#limit) return
    this.#good = 0
    this.#limit = Math.min(this.#most, this.#limit + 1)
  }

  #letIn(): void {
    while (this.#inside < this.#limit) {
      const enter = this.#waiting.now.shift() ?? this.#waiting.later.shift()
      if (!enter) return
      this.#inside++
      enter()
    }
  }
}
