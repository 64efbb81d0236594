/** One call of the REST API, for tests that ask what was asked. */
export interface WooCall {
  at: number
  method: string
  /** Below `/wp-json`, with its query but without keys. */
  path: string
  /** Nothing while it is under way or when the answer was never given. */
  status?: number
}

const kept = 2000

/** The last calls, oldest first. */
export class WooCalls {
  #calls: WooCall[] = []

  begin(call: WooCall): WooCall {
    this.#calls.push(call)
    if (this.#calls.length > 2 * kept) this.#calls = this.#calls.slice(-kept)
    return call
  }

  all(): WooCall[] {
    return this.#calls.slice(-kept)
  }

  clear(): void {
    this.#calls = []
  }
}
