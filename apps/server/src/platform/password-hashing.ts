import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Line } from './line.ts'

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

/**
 * Hashes and checks passwords, a few at a time. When the line is longer than two seconds it
 * refuses with `platform.busy`, so that a flood of sign-ins costs its senders their answers
 * and nobody else their latency (S20).
 */
export class PasswordHasher {
  readonly #line: Line

  constructor({ concurrency = HASHING_CONCURRENCY, maxWaitMs = MAX_WAIT_MS } = {}) {
    this.#line = new Line({ concurrency, maxWaitMs, firstGuessMs: FIRST_GUESS_MS })
  }

  hash(password: string): Promise<string> {
    return this.#line.inTurn(() => hash(normalized(password), COST))
  }

  /** Without a hash, as for an unknown account, it takes as long as with one and says no (S17). */
  async verify(hash: string | undefined, password: string): Promise<boolean> {
    const matches = await this.#line.inTurn(() => verify(hash ?? DECOY, normalized(password)))
    return hash !== undefined && matches
  }

  /** Whether the hash was made at another cost than is asked today. */
  needsRehash(hash: string): boolean {
    return !hash.startsWith(PREFIX)
  }

  /** Refuses with `platform.busy` while the line is full: to be asked before any work is done for the asker. */
  ensureRoom(): void {
    this.#line.ensureRoom()
  }

  /** Takes no more work and waits for what is under way. */
  close(): Promise<void> {
    return this.#line.close()
  }
}

// The same letters reach us composed or in parts, depending on the keyboard.
function normalized(password: string): string {
  return password.normalize('NFC')
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
