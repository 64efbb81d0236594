import type { Count, Counter, Counters, Limit } from './limit-counters.ts'

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

  open({ windows }: Limit): Counter {
    const counted = new Map(windows.map((window) => [window, new CountedWindow(window.durationSeconds, this.#keysMax)]))
    return {
      add: async (key, window) => {
        const counts = counted.get(window)
        if (!counts) throw new Error('this window is not of this limit')
        return counts.add(key)
      },
      read: async (key) => [...counted.values()].map((counts) => counts.read(key)),
    }
  }
}

/** One window's counts; at once, for what is done at every request. */
export class CountedWindow {
  readonly #durationMs: number
  readonly #keysMax: number
  // A key goes in when its window begins, and all windows are equally long: the first to go
  // in is the first to end.
  readonly #windows = new Map<string, { count: number; endsAt: number }>()

  constructor(durationSeconds: number, keysMax = KEYS_MAX) {
    this.#durationMs = durationSeconds * 1000
    this.#keysMax = keysMax
  }

  add(key: string): Count {
    const now = Date.now()
    const running = this.#windows.get(key)
    if (running && running.endsAt > now) {
      running.count++
      return { count: running.count, msLeft: running.endsAt - now }
    }
    // Removed first, for a key set again would keep its old place.
    this.#windows.delete(key)
    if (this.#windows.size >= this.#keysMax) this.#makeRoom()
    this.#windows.set(key, { count: 1, endsAt: now + this.#durationMs })
    return { count: 1, msLeft: this.#durationMs }
  }

  read(key: string): Count | undefined {
    const now = Date.now()
    const running = this.#windows.get(key)
    return running && running.endsAt > now ? { count: running.count, msLeft: running.endsAt - now } : undefined
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
