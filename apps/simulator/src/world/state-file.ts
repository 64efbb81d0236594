import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { State } from './state.ts'
import type { World } from './world.ts'

const quietMs = 50

/** Reads a remembered state; undefined when there is none yet. */
export async function readState(path: string): Promise<State | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const state = JSON.parse(text) as State
  if (state.version !== 1) throw new Error(`${path} was written by another version of the simulator; remove it`)
  return state
}

/** Keeps the state file in step with the world: written aside and renamed, so never half. */
export class StateKeeper {
  readonly #world: World
  readonly #path: string
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #dirty = true

  constructor(world: World, path: string) {
    this.#world = world
    this.#path = path
    world.events.on('changed', this.#onChange)
    this.#onChange()
  }

  readonly #onChange = (): void => {
    this.#dirty = true
    this.#timer ??= setTimeout(() => void this.#flush(), quietMs)
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    this.#world.events.off('changed', this.#onChange)
    await this.#flush()
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    // One after another: two writers of one temporary file would spoil each other's work.
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    if (!this.#dirty) return
    this.#dirty = false
    const aside = `${this.#path}.${process.pid}.tmp`
    try {
      await makeFolder(dirname(this.#path))
      const file = await open(aside, 'w', 0o600)
      try {
        await file.writeFile(JSON.stringify(this.#world.state))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(aside, this.#path)
    } catch (error) {
      this.#dirty = true
      process.emitWarning(`the simulator could not keep its state in ${this.#path}: ${String(error)}`)
    }
  }
}

/** The folder itself and none above it: where none can be made, as under /proc, Node tries `recursive` for ever. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}
