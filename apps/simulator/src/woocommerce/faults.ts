/** How a call goes wrong. */
export type WooFault =
  /** 503 and a page of HTML, `Retry-After: 600`; nothing is done. */
  | { kind: 'maintenance' }
  /** WordPress cannot reach its database: 500 and a page of HTML. */
  | { kind: 'no-database' }
  /** A proxy's page of HTML in place of an answer; nothing is done. */
  | { kind: 'error'; status: 429 | 500 | 502 | 503 | 504 }
  /** The connection breaks before anything was done. */
  | { kind: 'drop-before' }
  /** The work is done and the answer is lost. */
  | { kind: 'drop-after' }
  /** The work is done and a proxy answers for the shop all the same. */
  | { kind: 'error-after'; status: 502 | 504 }
  /** The call is held for a while, then goes on. */
  | { kind: 'slow'; delayMs: number }
  /** 200 and a page of HTML: a plugin that prints, or somebody else's server. */
  | { kind: 'garbage' }

/** Which calls it concerns: the next one of any kind unless told otherwise. */
export interface WooFaultScope {
  times?: number
  method?: string
  /** Part of the address below `/wp-json`. */
  path?: string
  /** Of those, how many meet it: 0.05 is every twentieth, by chance. */
  rate?: number
}

interface Rule {
  fault: WooFault
  scope: WooFaultScope
  left: number
}

/** The misfortunes that await the next calls, in the order in which they were added. */
export class WooFaults {
  #rules: Rule[] = []
  #broken = new Set<number>()
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  add(fault: WooFault, scope: WooFaultScope = {}): void {
    this.#rules.push({ fault, scope, left: scope.times ?? (scope.rate === undefined ? 1 : Number.POSITIVE_INFINITY) })
  }

  /** All calls meet it, until `clear`. */
  always(fault: WooFault, scope: WooFaultScope = {}): void {
    this.add(fault, { ...scope, times: Number.POSITIVE_INFINITY })
  }

  /** A resource that cannot be shown: every page it is on answers 500, and so does itself. */
  breakId(id: number): void {
    this.#broken.add(id)
  }

  mendId(id: number): void {
    this.#broken.delete(id)
  }

  isBroken(id: number): boolean {
    return this.#broken.has(id)
  }

  /** Everything works again. */
  clear(): void {
    this.#rules = []
    this.#broken.clear()
  }

  /** Takes the fault that the given call is to meet, if any. */
  take(method: string, path: string): WooFault | undefined {
    const rule = this.#rules.find(({ scope }) => {
      if (scope.method !== undefined && scope.method !== method) return false
      if (scope.path !== undefined && !path.includes(scope.path)) return false
      return scope.rate === undefined || this.#random() < scope.rate
    })
    if (!rule) return undefined
    rule.left -= 1
    if (rule.left <= 0) this.#rules = this.#rules.filter((candidate) => candidate !== rule)
    return rule.fault
  }
}
