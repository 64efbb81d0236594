import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import { Line } from './line.ts'

// OWASP's numbers for argon2id, which is the library's default: its names for the variants are
// a const enum, out of reach for types that are only erased.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const PREFIX = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`
// Costs what a real one costs and fits no password: the digest is all zeros.
const DECOY = `${PREFIX}${unpadded(Buffer.alloc(16, 'decoy'))}$${unpadded(Buffer.alloc(32))}`

// One core is left to the event loop, and no more than two are given to strangers who try passwords.
export const HASHING_CONCURRENCY = Math.max(1, Math.min(availableParallelism() - 1, 2))
// As many more lie ready for the threads: otherwise each would rest after every hash until the event loop
// has time to give it another.
const AHEAD = 1
// Whoever else wants the core goes first.
const NICENESS = 10
// A thread that nobody needs gives its memory back.
const IDLE_MS = 600_000
const MAX_WAIT_MS = 2_000
// Until the first hash has been timed.
const FIRST_GUESS_MS = 20

/** What `hashing-thread.js` does. */
interface Thread {
  hash(work: { password: string; cost: typeof COST }): string
  verify(work: { password: string; hash: string }): boolean
}

/**
 * Hashes and checks passwords, a few at a time. When the line is longer than two seconds it
 * refuses with `platform.busy`, so that a flood of sign-ins costs its senders their answers
 * and nobody else their latency (S20).
 */
export class PasswordHasher {
  readonly #line: Line
  readonly #concurrency: number
  #threads: Promise<Piscina> | undefined

  constructor({ concurrency = HASHING_CONCURRENCY, maxWaitMs = MAX_WAIT_MS } = {}) {
    this.#line = new Line({ concurrency, ahead: AHEAD * concurrency, maxWaitMs, firstGuessMs: FIRST_GUESS_MS })
    this.#concurrency = concurrency
  }

  hash(password: string): Promise<string> {
    return this.#run('hash', { password: normalized(password), cost: COST })
  }

  /** Without a hash, as for an unknown account, it takes as long as with one and says no (S17). */
  async verify(hash: string | undefined, password: string): Promise<boolean> {
    const matches = await this.#run('verify', { password: normalized(password), hash: hash ?? DECOY })
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
  async close(): Promise<void> {
    await this.#line.close()
    await (await this.#threads)?.destroy()
  }

  #run<Name extends keyof Thread>(name: Name, work: Parameters<Thread[Name]>[0]): Promise<ReturnType<Thread[Name]>> {
    return this.#line.inTurn(async () => {
      this.#threads ??= openThreads(this.#concurrency).catch((error) => {
        // Opened anew by the next password: what was short may be there again.
        this.#threads = undefined
        throw error
      })
      return (await this.#threads).run(work, { name })
    })
  }
}

// Loaded by the first password: a shop at rest has neither the library nor a thread.
async function openThreads(concurrency: number): Promise<Piscina> {
  const { Piscina } = await import('piscina')
  const threads = new Piscina({
    filename: fileURLToPath(new URL('./hashing-thread.js', import.meta.url)),
    minThreads: 0,
    maxThreads: concurrency,
    concurrentTasksPerWorker: 1 + AHEAD,
    niceIncrement: NICENESS,
    idleTimeout: IDLE_MS,
  })
  // Of a thread that ended with nothing to do; the next password gets another. Unheard it would end the process.
  threads.on('error', () => {})
  return threads
}

// The same letters reach us composed or in parts, depending on the keyboard.
function normalized(password: string): string {
  return password.normalize('NFC')
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
