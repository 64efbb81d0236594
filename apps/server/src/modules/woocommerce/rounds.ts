import { setTimeout as delay } from 'node:timers/promises'
import type { Ctx, Database } from '#platform'

/** Something of the site that is read again and again. */
export interface Round {
  /** In words, for the log: «the ways of delivery». */
  name: string
  /** Looked at after each reading. */
  readonly everyMs: number
  /** Throws when it could not be read; what was read before stays. */
  read(signal: AbortSignal): Promise<void>
}

export interface RoundsParts {
  database: Pick<Database, 'lead'>
  /** Of the database: a number that no other user of it locks. */
  lock: number
  /** When one that failed is tried again. */
  retryMs?: number
}

const RETRY_MS = 15_000

/**
 * Reads what is read again and again, each by itself, for as long as the process lives; of several processes
 * one does, the others stand by. That something cannot be read is told once, until it can.
 */
export class Rounds {
  readonly #ctx: Ctx
  readonly #rounds: readonly Round[]
  readonly #parts: RoundsParts
  readonly #stop = new AbortController()
  readonly #failing = new Set<string>()
  #running: Promise<void> = Promise.resolve()

  constructor(ctx: Ctx, rounds: readonly Round[], parts: RoundsParts) {
    this.#ctx = ctx
    this.#rounds = rounds
    this.#parts = parts
  }

  start(): void {
    const { database, lock } = this.#parts
    this.#running = database.lead(lock, this.#stop.signal, async (lost) => {
      await Promise.all(this.#rounds.map((round) => this.#repeat(round, lost)))
    })
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #repeat(round: Round, lost: AbortSignal): Promise<void> {
    while (!lost.aborted) {
      const isRead = await this.#read(round, lost)
      const pauseMs = isRead ? round.everyMs : Math.min(round.everyMs, this.#parts.retryMs ?? RETRY_MS)
      await delay(pauseMs, undefined, { signal: lost }).catch(() => {})
    }
  }

  async #read({ name, read }: Round, lost: AbortSignal): Promise<boolean> {
    try {
      await read(lost)
      this.#failing.delete(name)
      return true
    } catch (error) {
      if (lost.aborted) return false
      const isKnown = this.#failing.has(name)
      this.#failing.add(name)
      this.#ctx.log[isKnown ? 'debug' : 'warn']({ err: error, what: name }, 'WooCommerce cannot be read now')
      return false
    }
  }
}
