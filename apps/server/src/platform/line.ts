import { busy } from './errors.ts'
import type { Refusal, RefusalDetails } from './refusal.ts'

const WEIGHT_OF_LAST = 0.2
// Of what can wait: past it there is more than will ever be done in time.
const MOST_IDLE = 1_000

interface LineOptions {
  concurrency: number
  /** As many more are begun: to lie ready where the work is done, in the order of arrival. */
  ahead?: number
  maxWaitMs: number
  /** How long one takes, until the first has been timed. */
  firstGuessMs: number
  /** What is said when the line is too long. */
  refuse?: (details: RefusalDetails) => Refusal
}

/**
 * Does work of one costly kind a few at a time, in the order of arrival. When the line is longer than
 * the longest wait it refuses, with a time to come back, so that a flood costs its senders their answers
 * and nobody else their latency (S20). Work that can wait is done when nobody waits, or not at all when
 * there is too much of it.
 */
export class Line {
  readonly #options: LineOptions
  readonly #waiting: (() => void)[] = []
  readonly #idle: (() => void)[] = []
  #running = 0
  #averageMs: number
  #closed: Promise<void> | undefined
  #empty: () => void = () => {}

  constructor(options: LineOptions) {
    this.#options = options
    this.#averageMs = options.firstGuessMs
  }

  /** Refuses while the line is full: to be asked before any work is done for the asker. */
  ensureRoom(): void {
    const { concurrency, maxWaitMs, refuse = busy } = this.#options
    if (this.#closed) throw refuse({ retryAfter: 1 })
    if (this.#running < concurrency) return
    const before = this.#waiting.length + this.#running - concurrency
    const waitMs = ((before + 1) * this.#averageMs) / concurrency
    if (waitMs > maxWaitMs) throw refuse({ retryAfter: Math.ceil(waitMs / 1000) })
  }

  async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.ensureRoom()
    await this.#turn(this.#waiting)
    const from = performance.now()
    // Of those that are begun each waits for the ones before it.
    const share = this.#options.concurrency / Math.max(this.#running, this.#options.concurrency)
    try {
      return await work()
    } finally {
      this.#averageMs += WEIGHT_OF_LAST * ((performance.now() - from) * share - this.#averageMs)
      this.#next()
    }
  }

  /** Whether it will be done, unless the line is closed before. What it throws is nobody's. */
  whenIdle(work: () => Promise<void>): boolean {
    if (this.#closed || this.#idle.length >= MOST_IDLE) return false
    void Promise.resolve(this.#turn(this.#idle))
      .then(work)
      .catch(() => {})
      .finally(() => this.#next())
    return true
  }

  /** Takes no more work and waits for what is under way or waited for. */
  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#idle.length = 0
      this.#empty = resolve
      if (this.#running === 0) resolve()
    })
    return this.#closed
  }

  #turn(line: (() => void)[]): Promise<void> | undefined {
    const { concurrency, ahead = 0 } = this.#options
    if (this.#running < concurrency + ahead) {
      this.#running++
      return
    }
    return new Promise((resolve) => line.push(resolve))
  }

  // The place is handed over rather than freed: a newcomer cannot slip in before those in line.
  #next(): void {
    const next = this.#waiting.shift() ?? this.#idle.shift()
    if (next) next()
    else if (--this.#running === 0) this.#empty()
  }
}
