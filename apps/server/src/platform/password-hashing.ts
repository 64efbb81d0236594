import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { busy } from './errors.ts'

// OWASP's numbers for argon2id, which is the library's default: its names for the variants are
// a const enum, out of reach for types that are only erased.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const PREFIX = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`
// Costs what a real one costs and fits no password: the digest is all zeros.
const DECOY = `${PREFIX}${unpadded(Buffer.alloc(16, 'decoy'))}$${unpadded(Buffer.alloc(32))}`

// One core is left to the event loop. Hashing runs on libuv's four threads, which files and
// name look-ups need too: two of them are left alone, however many cores there are.
export const HASHING_CONCURRENCY = Math.max(1, Math.min(availableParallelism() - 1, 2))
const MAX_WAIT_MS = 2_000
// Until the first hash has been timed.
const FIRST_GUESS_MS = 20
const WEIGHT_OF_LAST = 0.2

/**
 * Hashes and checks passwords, a few at a time. When the line is longer than two seconds it
 * refuses with `platform.busy`, so that a flood of sign-ins costs its senders their answers
 * and nobody else their latency (S20).
 */
export class PasswordHasher {
  readonly #concurrency: number
  readonly #maxWaitMs: number
  readonly #waiting: (() => void)[] = []
  #running = 0
  #averageMs = FIRST_GUESS_MS
  #closed: Promise<void> | undefined
  #idle: () => void = () => {}

  constructor(options: { concurrency?: number; maxWaitMs?: number } = {}) {
    this.#concurrency = options.concurrency ?? HASHING_CONCURRENCY
    this.#maxWaitMs = options.maxWaitMs ?? MAX_WAIT_MS
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalized(password), COST))
  }

  /** Without a hash, as for an unknown account, it takes as long as with one and says no (S17). */
  async verify(hash: string | undefined, password: string): Promise<boolean> {
    const matches = await this.#inTurn(() => verify(hash ?? DECOY, normalized(password)))
    return hash !== undefined && matches
  }

  /** Whether the hash was made at another cost than is asked today. */
  needsRehash(hash: string): boolean {
    return !hash.startsWith(PREFIX)
  }

  /** Refuses with `platform.busy` while the line is full: to be asked before any work is done for the asker. */
  ensureRoom(): void {
    if (this.#closed) throw busy({ retryAfter: 1 })
    if (this.#running < this.#concurrency) return
    const waitMs = ((this.#waiting.length + 1) * this.#averageMs) / this.#concurrency
    if (waitMs > this.#maxWaitMs) throw busy({ retryAfter: Math.ceil(waitMs / 1000) })
  }

  /** Takes no more work and waits for what is under way. */
  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#idle = resolve
      if (this.#running === 0) resolve()
    })
    return this.#closed
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#turn()
    const from = performance.now()
    try {
      return await work()
    } finally {
      this.#averageMs += WEIGHT_OF_LAST * (performance.now() - from - this.#averageMs)
      this.#next()
    }
  }

  #turn(): Promise<void> | undefined {
    this.ensureRoom()
    if (this.#running < this.#concurrency) {
      this.#running++
      return
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  // The place is handed over rather than freed: a newcomer cannot slip in before those in line.
  #next(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else if (--this.#running === 0) this.#idle()
  }
}

// The same letters reach us composed or in parts, depending on the keyboard.
function normalized(password: string): string {
  return password.normalize('NFC')
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
