import type { Log } from '#platform'

/**
 * Tells the operator what of their WooCommerce cannot be taken over: each sentence once, and again only
 * after it was not so for a while.
 */
export class Shortcomings {
  readonly #log: Log
  #told = new Set<string>()

  constructor(log: Log) {
    this.#log = log
  }

  /** All there are now. */
  tell(sentences: readonly string[]): void {
    for (const sentence of new Set(sentences)) if (!this.#told.has(sentence)) this.#log.warn(sentence)
    this.#told = new Set(sentences)
  }
}
