import { hash } from 'node:crypto'
import { open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from './log.ts'
import { makeFolder } from './make-folder.ts'

export interface Kept {
  bytes: Buffer
  /** Names just these bytes. */
  digest: string
  madeAt: Date
}

// What stands before the bytes: when they were made, and their hash, so that what a crash or a bad
// disk made of them is seen.
const TIME_BYTES = 8
const HEAD_BYTES = TIME_BYTES + 32
// How old the note of the last use may be: more exactly would be a write at each read.
const TOUCH_MS = 3_600_000
// Swept when so much has come since the last time, down to so much less than there may be.
const SLACK = 0.1
const TEMPORARY = '.new-'
const ABANDONED_MS = 600_000

/**
 * Files that can be made again, as many as fit into its bytes: those that were used longest ago go.
 * A file is whole or not there, whenever the process is killed; one that was damaged is not there
 * either. Several processes may have one folder.
 */
export class DiskCache {
  readonly #folder: string
  readonly #maxBytes: number
  readonly #log: Log
  #made: Promise<void> | undefined
  // As if much had come: what was left by another process is counted soon after the start.
  #newBytes: number
  #sweeping: Promise<void> | undefined
  #temporary = 0

  constructor(folder: string, { maxBytes, log }: { maxBytes: number; log: Log }) {
    this.#folder = folder
    this.#maxBytes = maxBytes
    this.#newBytes = maxBytes
    this.#log = log
  }

  async read(name: string, now: Date): Promise<Kept | undefined> {
    const file = await open(join(this.#folder, name), 'r').catch(() => undefined)
    if (!file) return undefined
    try {
      const content = await file.readFile()
      const digest = hash('sha256', content.subarray(HEAD_BYTES), 'buffer')
      if (content.length < HEAD_BYTES || !digest.equals(content.subarray(TIME_BYTES, HEAD_BYTES))) return undefined
      const { mtime } = await file.stat()
      if (now.getTime() - mtime.getTime() > TOUCH_MS) await file.utimes(now, now).catch(() => {})
      return {
        bytes: content.subarray(HEAD_BYTES),
        digest: digest.toString('base64url').slice(0, 22),
        madeAt: new Date(Number(content.readBigUInt64BE())),
      }
    } finally {
      await file.close()
    }
  }

  /** Keeps it, if there is a disk to keep it on: without one it is made anew whenever it is asked for. */
  async write(name: string, bytes: Buffer, now: Date): Promise<Kept> {
    const digest = hash('sha256', bytes, 'buffer')
    const time = Buffer.alloc(TIME_BYTES)
    time.writeBigUInt64BE(BigInt(now.getTime()))
    const temporary = join(this.#folder, `${TEMPORARY}${process.pid}-${this.#temporary++}`)
    try {
      this.#made ??= makeFolder(this.#folder)
      await this.#made
      await writeFile(temporary, Buffer.concat([time, digest, bytes]))
      await rename(temporary, join(this.#folder, name))
      this.#newBytes += HEAD_BYTES + bytes.length
      if (this.#newBytes > this.#maxBytes * SLACK) this.#sweep(now)
    } catch (error) {
      this.#made = undefined
      this.#log.warn({ err: error }, 'a file could not be kept on the disk')
      await rm(temporary, { force: true }).catch(() => {})
    }
    return { bytes, digest: digest.toString('base64url').slice(0, 22), madeAt: now }
  }

  /** Waits for what it is doing by itself. */
  async close(): Promise<void> {
    await this.#sweeping
  }

  #sweep(now: Date): void {
    if (this.#sweeping) return
    this.#newBytes = 0
    this.#sweeping = this.#removeOldest(now)
      .catch((error) => this.#log.warn({ err: error }, 'a folder of kept files could not be swept'))
      .finally(() => {
        this.#sweeping = undefined
      })
  }

  async #removeOldest(now: Date): Promise<void> {
    const files: { path: string; size: number; usedAt: number }[] = []
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name)
      const found = await stat(path).catch(() => undefined)
      if (!found) continue
      // Left by a process that was killed: nobody will ever ask for it.
      if (name.startsWith(TEMPORARY) && now.getTime() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true })
      else files.push({ path, size: found.size, usedAt: found.mtimeMs })
    }
    let total = files.reduce((sum, { size }) => sum + size, 0)
    if (total <= this.#maxBytes * (1 - SLACK)) return
    for (const { path, size } of files.toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (total <= this.#maxBytes * (1 - 2 * SLACK)) break
      await rm(path, { force: true })
      total -= size
    }
  }
}
