import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '#platform'
import { idOfBytes, LARGEST_SOURCE, PictureId } from './model.ts'
import { type Kind, sniffKind } from './sniff.ts'

/**
 * Pictures that came as files, under the hash of their bytes, for as long as anybody shows them: the folder
 * they were imported from may be gone tomorrow. Whatever is read is what was put there, or nothing.
 */
export class Shelf {
  readonly #folder: string

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'pictures', 'originals')
  }

  /** Takes a file in and says its id; throws when it is no picture. */
  async keep(file: string): Promise<string> {
    const { bytes } = await readPicture(file)
    const id = idOfBytes(bytes)
    const place = join(this.#folder, id)
    const there = await stat(place).catch(() => undefined)
    if (there?.size === bytes.length) {
      // Brought again: whoever clears the shelf sees when that was.
      await utimes(place, new Date(), new Date())
      return id
    }
    await makeFolder(this.#folder)
    // Whole or not at all, whenever the process is killed; two who keep the same, in one process too, put the
    // same there, each from a file of its own.
    const temporary = `${place}.${randomUUID()}`
    await writeFile(temporary, bytes)
    await rename(temporary, place)
    return id
  }

  /** Names of what nobody has brought since: ids, and what a killed process has left half written. */
  async listOlder(than: Date): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => [])
    const older: string[] = []
    for (const name of names) if (await this.#isOlder(name, than)) older.push(name)
    return older
  }

  /** Takes something off the shelf unless it was brought meanwhile; says whether it did. */
  async remove(name: string, { ifOlder }: { ifOlder: Date }): Promise<boolean> {
    if (!(await this.#isOlder(name, ifOlder))) return false
    await rm(join(this.#folder, name), { force: true })
    return true
  }

  /** The bytes of an id; from where they were imported when the shelf is another machine's or was emptied. */
  async read(id: string, file: string): Promise<{ bytes: Buffer; kind: Kind } | undefined> {
    if (!PictureId.test(id)) return undefined
    for (const place of [join(this.#folder, id), file]) {
      const found = await readPicture(place).catch(() => undefined)
      if (found && idOfBytes(found.bytes) === id) return found
    }
    return undefined
  }

  async #isOlder(name: string, than: Date): Promise<boolean> {
    const found = await stat(join(this.#folder, name)).catch(() => undefined)
    return found?.isFile() === true && found.mtime < than
  }
}

async function readPicture(file: string): Promise<{ bytes: Buffer; kind: Kind }> {
  const found = await stat(file)
  // A device or a pipe would be read for ever.
  if (!found.isFile()) throw new Error('it is not a file')
  if (found.size > LARGEST_SOURCE) throw new Error('it is too large')
  const bytes = await readFile(file)
  const kind = sniffKind(bytes)
  if (!kind) throw new Error('it is not a picture')
  return { bytes, kind }
}
