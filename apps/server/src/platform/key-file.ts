import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, statSync } from 'node:fs'
import { link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { SetupError } from './errors.ts'
import { makeFolder } from './make-folder.ts'

const id = z.string().min(1)
const base64 = z.base64()

const keysSchema = z.object({
  /** Newest first. */
  pepper: z.array(z.object({ id, key: base64 })).min(1),
  signing: z.array(z.object({ kid: id, signsFrom: z.iso.datetime(), pkcs8: base64 })).min(1),
})

export type StoredKeys = z.infer<typeof keysSchema>

/** The secrets of an installation that configured none, in one file that only its account can read. */
export class KeyFile {
  readonly #path: string
  #stamp = ''

  constructor(path: string) {
    this.#path = path
  }

  /** Reads the file, or makes it. Of several processes that make it at once one wins, and all read what it wrote. */
  async readOrCreate(make: () => Promise<StoredKeys>): Promise<StoredKeys> {
    const existing = this.readIfChanged()
    if (existing) return existing
    const temporary = await this.#begin(await make())
    try {
      // Unlike a rename, a link never replaces what another process has put there.
      await link(temporary, this.#path)
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    } finally {
      await rm(temporary)
    }
    const created = this.readIfChanged()
    if (!created) throw new Error(`${this.#path} was removed while it was made`)
    return created
  }

  /** What the file holds when it is not what was read last; nothing when it is, or when there is no file. */
  readIfChanged(): StoredKeys | undefined {
    const stats = statSync(this.#path, { throwIfNoEntry: false })
    // Each write makes a new file, so its number tells even two writes within one tick of the clock.
    const stamp = stats ? `${stats.ino}:${stats.mtimeMs}:${stats.size}` : ''
    if (!stats || stamp === this.#stamp) return undefined
    if (stats.mode & 0o077) chmodSync(this.#path, 0o600)
    const keys = this.#parse(readFileSync(this.#path, 'utf8'))
    this.#stamp = stamp
    return keys
  }

  /** Puts new contents in place of the old in one step: nobody ever reads half of it. */
  async replace(keys: StoredKeys): Promise<void> {
    await rename(await this.#writeAside(keys), this.#path)
  }

  async #begin(keys: StoredKeys): Promise<string> {
    try {
      await makeFolder(dirname(this.#path))
      return await this.#writeAside(keys)
    } catch (cause) {
      const words = 'choose another DATA_DIR, or set PEPPER_KEYS and SIGNING_KEYS'
      throw new SetupError(`${this.#path} cannot be made: ${words}`, { cause })
    }
  }

  #parse(text: string): StoredKeys {
    try {
      return keysSchema.parse(JSON.parse(text))
    } catch {
      // The original error might quote the contents.
      throw new SetupError(`${this.#path} is damaged: restore it, or remove it, which ends every session`)
    }
  }

  async #writeAside(keys: StoredKeys): Promise<string> {
    const temporary = `${this.#path}.${randomBytes(6).toString('hex')}`
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(keys, undefined, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    return temporary
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
