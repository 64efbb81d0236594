import { appendFileSync, renameSync, statSync } from 'node:fs'

const largestBytes = 1024 * 1024

/**
 * The database's log, in two files of a megabyte at most: the present one and the one before.
 *
 * Losing a line is better than losing the shop: a full disk, or a file of another account, is not an error here.
 */
export class LogFile {
  readonly #name: string
  #bytes: number

  constructor(name: string) {
    this.#name = name
    this.#bytes = statSync(name, { throwIfNoEntry: false })?.size ?? 0
  }

  write(text: string): void {
    try {
      if (this.#bytes > largestBytes) {
        renameSync(this.#name, `${this.#name}.1`)
        this.#bytes = 0
      }
      appendFileSync(this.#name, text, { mode: 0o600 })
      this.#bytes += Buffer.byteLength(text)
    } catch {}
  }
}
