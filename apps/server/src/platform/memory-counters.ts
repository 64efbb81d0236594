import type { Count, Counter, Counters, Window } from './limit-counters.ts'

// About 10 MB when full.
const KEYS_MAX = 50_000

/**
 * Counts of this process alone, for flood control: nothing to wait for, nothing that can be
 * away. Each window keeps a bounded number of keys, so that a flood from a million addresses
 * costs no more memory than one from fifty thousand. (The library's own memory counter has
 * no bound, and a timer for every key.)
 */
export class MemoryCounters implements Counters {
  readonly #keysMax: number

  constructor(options: { keysMax?: number } = {}) {
    this.#keysMax = options.keysMax ?? KEYS_MAX
  }

  open(_name: string, window: Window): MemoryCounter {
    return new MemoryCounter(window, this.#keysMax)
  }
}

export class MemoryCounter implements Counter {
  readonly points: number
  readonly #durationMs: number
  readonly #keysMax: number
  // A key goes in when its window begins, and all windows are equally long: the first to go
  // in is the first to end.
  readonly #windows = new Map<string, { count: number; endsAt: number }>()

  constructor({ points, durationSeconds }: Window, keysMax: number) {
    this.points = points
    this.#durationMs = durationSeconds * 1000
    this.#keysMax = keysMax
  }

  async add(key: string, cost: number): Promise<Count> {
    return this.count(key, cost)
  }

  /** The same at once, for what is done at every request. */
  count(key: string, cost: number): Count {
    const now = Date.now()
    const running = this.#windows.get(key)
    if (running && running.endsAt > now) {
      running.count += cost
      return { count: running.count, msLeft: running.endsAt - now }
    }
    // Removed first, for a key set again would keep its old place.
    this.#windows.delete(key)
    if (this.#windows.size >= this.#keysMax) this.#makeRoom()
    this.#windows.set(key, { count: cost, endsAt: now + this.#durationMs })
    return { count: cost, msLeft: this.#durationMs }
  }

  async read(key: string): Promise<Count | undefined> {
    const now = Date.now()
    const running = this.#windows.get(key)
    return running && running.endsAt > now ? { count: running.count, msLeft: running.endsAt - now } : undefined
  }

  async remove(key: string): Promise<void> {
    this.#windows.delete(key)
  }

  // Many at a time: a map walks over the gaps of what was deleted, so that to forget the
  // first one at every addition would cost more the fuller it is. The ended are the first.
  #makeRoom(): void {
    let wanted = Math.ceil(this.#keysMax / 10)
    for (const key of this.#windows.keys()) {
      if (wanted-- === 0) return
      this.#windows.delete(key)
    }
  }
}
