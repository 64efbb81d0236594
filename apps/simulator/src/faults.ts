/** How a call goes wrong. */
export type Fault =
  /** A proxy's page of HTML instead of an answer; nothing was done. */
  | { kind: 'error'; status: 500 | 502 | 503 | 504 }
  /** A 200 with something else in it than the Bot API answers; nothing was done. */
  | { kind: 'garbage'; body: string }
  /** 429 with `retry_after`; nothing was done. */
  | { kind: 'flood'; retryAfter: number }
  /** The connection breaks before anything was done. */
  | { kind: 'drop-before' }
  /** The work is done and the answer is lost. */
  | { kind: 'drop-after' }
  /** The call is held for a while, then goes on. */
  | { kind: 'slow'; delayMs: number }

/** Which calls it concerns: the next one of any method unless told otherwise. */
export interface FaultScope {
  times?: number
  method?: string
}

interface Rule {
  fault: Fault
  method: string | undefined
  left: number
}

/** The misfortunes that await the next calls, in the order in which they were added. */
export class Faults {
  #rules: Rule[] = []
  #offline = false
  readonly #onOffline: (offline: boolean) => void

  constructor(onOffline: (offline: boolean) => void) {
    this.#onOffline = onOffline
  }

  get isOffline(): boolean {
    return this.#offline
  }

  /** Lets the next calls meet this fault. */
  add(fault: Fault, scope: FaultScope = {}): void {
    this.#rules.push({ fault, method: scope.method?.toLowerCase(), left: scope.times ?? 1 })
  }

  /** No call gets through, those under way break, and no webhook is called until `online` or `clear`. */
  offline(): void {
    this.#offline = true
    this.#onOffline(true)
  }

  online(): void {
    if (!this.#offline) return
    this.#offline = false
    this.#onOffline(false)
  }

  /** Everything works again. */
  clear(): void {
    this.#rules = []
    this.online()
  }

  /** Takes the fault that the given call is to meet, if any. */
  take(method: string): Fault | undefined {
    if (this.#offline) return { kind: 'drop-before' }
    const rule = this.#rules.find((candidate) => !candidate.method || candidate.method === method.toLowerCase())
    if (!rule) return undefined
    rule.left -= 1
    if (rule.left <= 0) this.#rules = this.#rules.filter((candidate) => candidate !== rule)
    return rule.fault
  }
}
