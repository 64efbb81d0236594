import { busy } from './errors.ts'

/**
 * Work of one costly kind: so much at once, the rest in a line that is bounded too. Past its end it
 * refuses with `platform.busy`. Work that can wait is done when nobody waits, or not at all when
 * there is too much of it.
 */
export class Line {
  readonly #places: number
  readonly #longest: number
  readonly #waiting: (() => void)[] = []
  readonly #idle: (() => void)[] = []
  #running = 0
  #closed: Promise<void> | undefined
  #empty: () => void = () => {}

  constructor({ places, longest }: { places: number; longest: number }) {
    this.#places = places
    this.#longest = longest
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed || this.#waiting.length >= this.#longest) throw busy({ retryAfter: 2 })
    await this.#turn(this.#waiting)
    return this.#work(work)
  }

  /** Whether it will be done. */
  runWhenIdle(work: () => Promise<void>): boolean {
    if (this.#closed || this.#idle.length >= this.#longest) return false
    void Promise.resolve(this.#turn(this.#idle)).then(() => this.#work(work).catch(() => {}))
    return true
  }

  /** Takes no more work and finishes what somebody waits for. */
  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#idle.length = 0
      this.#empty = resolve
      if (this.#running === 0) resolve()
    })
    return this.#closed
  }

  #turn(line: (() => void)[]): Promise<void> | undefined {
    if (this.#running < this.#places) {
      this.#running++
      return
    }
    return new Promise((resolve) => line.push(resolve))
  }

  async #work<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } finally {
      // The place is handed over rather than freed: a newcomer cannot slip in before those in line.
      const next = this.#waiting.shift() ?? this.#idle.shift()
      if (next) next()
      else if (--this.#running === 0) this.#empty()
    }
  }
}
