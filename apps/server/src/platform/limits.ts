import { createHmac, type KeyObject } from 'node:crypto'
import { tooManyRequests } from './errors.ts'
import type { Counter, Counters, Limit, Window } from './limit-counters.ts'
import { Refusal, type RefusalKind } from './refusal.ts'
import type { Pepper } from './tokens.ts'

const IN_VAIN = new Set<RefusalKind>(['invalid', 'unauthenticated', 'forbidden', 'missing'])

/** Declares a limit once; counts are kept under its name, which must stay the same between releases. */
export function limit(name: string, windows: readonly Window[]): Limit {
  return { name, windows: windows.toSorted((a, b) => a.durationSeconds - b.durationSeconds) }
}

/**
 * Counts what is done by whom and refuses with `platform.too_many_requests`, which carries
 * when to come back. Counts are kept at once and outside of any transaction: a failure that
 * is rolled back has still happened.
 */
export class Limits {
  readonly #counters: Counters
  readonly #key: KeyObject | undefined
  readonly #opened = new WeakMap<Limit, Counter>()

  /** Without a pepper keys are kept as they are: for counters that never leave this process. */
  constructor(counters: Counters, pepper?: Pepper) {
    const current = pepper?.[0]
    if (pepper && !current) throw new Error('no pepper key is configured')
    this.#counters = counters
    this.#key = current?.key
  }

  /**
   * Counts one more and refuses when that is too many. What a short window refuses is not
   * counted in the longer ones: a burst of a minute must not lock somebody out for a day.
   */
  async consume(limit: Limit, key: string): Promise<void> {
    const [counter, stored] = [this.#open(limit), this.#stored(limit, key)]
    for (const window of limit.windows) {
      const { count, msLeft } = await counter.add(stored, window)
      if (count > window.points) throw refusedFor(Math.max(msLeft, await this.#waitMs(limit, stored)))
    }
  }

  /**
   * Refuses when one more would be too many, and counts nothing. Many at once may all pass:
   * where each of them must count, `consume` is the way.
   */
  async ensureAllowed(limit: Limit, key: string): Promise<void> {
    const waitMs = await this.#waitMs(limit, this.#stored(limit, key))
    if (waitMs > 0) throw refusedFor(waitMs)
  }

  /** Whether one more would pass, for those who keep silent rather than refuse. */
  async allows(limit: Limit, key: string): Promise<boolean> {
    return (await this.#waitMs(limit, this.#stored(limit, key))) === 0
  }

  /** Counts without refusing: a failure found out after the fact. */
  async penalize(limit: Limit, key: string): Promise<void> {
    const [counter, stored] = [this.#open(limit), this.#stored(limit, key)]
    await Promise.all(limit.windows.map((window) => counter.add(stored, window)))
  }

  /**
   * Does what a stranger may try, and refuses to once so much of it was in vain: a refusal that says «you
   * have nothing here» is counted, what works and what is only away for now is not.
   */
  async countingFailures<Result>(limit: Limit, key: string, work: () => Promise<Result>): Promise<Result> {
    await this.ensureAllowed(limit, key)
    try {
      return await work()
    } catch (error) {
      if (error instanceof Refusal && IN_VAIN.has(error.kind)) await this.penalize(limit, key)
      throw error
    }
  }

  // The longest wait of all full windows: after a shorter one the same request would fail again.
  async #waitMs(limit: Limit, stored: string): Promise<number> {
    const counts = await this.#open(limit).read(stored)
    const waits = limit.windows.map(({ points }, nth) => {
      const seen = counts[nth]
      return seen && seen.count >= points ? seen.msLeft : 0
    })
    return Math.max(...waits)
  }

  #open(limit: Limit): Counter {
    const opened = this.#opened.get(limit) ?? this.#counters.open(limit)
    this.#opened.set(limit, opened)
    return opened
  }

  // Keyed: all phone numbers of a country can be hashed in minutes, and then a stolen table
  // of plain hashes is a list of customers (S18).
  #stored(limit: Limit, key: string): string {
    if (!this.#key) return key
    return createHmac('sha256', this.#key).update(`limit\0${limit.name}\0${key}`).digest('base64url')
  }
}

function refusedFor(waitMs: number): Refusal {
  return tooManyRequests({ retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) })
}
