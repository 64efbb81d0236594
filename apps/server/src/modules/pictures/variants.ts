import { availableParallelism } from 'node:os'
import { type Ctx, type DiskCache, type Kept, Line } from '#platform'
import type { Variant } from './model.ts'
import { render } from './render.ts'
import { FRESH_MS, type Sources } from './sources.ts'
import type { PictureRow } from './store.ts'

// One core is left to the event loop. Pictures are made on libuv's four threads, beside the hashing of
// passwords, which takes two of them at most.
const MAKING = {
  concurrency: Math.max(1, Math.min(availableParallelism() - 1, 2)),
  maxWaitMs: 30_000,
  firstGuessMs: 100,
}

/**
 * Pictures in the sizes and formats that are asked for, made once and kept on the disk. However many
 * ask at once, each is made by one of them, and only so many are in work: the others wait in a line.
 */
export class Variants {
  readonly #cache: DiskCache
  readonly #sources: Sources
  readonly #line = new Line(MAKING)
  readonly #flights = new Map<string, Promise<Kept | undefined>>()

  constructor(cache: DiskCache, sources: Sources) {
    this.#cache = cache
    this.#sources = sources
  }

  /** What is there already. */
  async find(ctx: Ctx, row: PictureRow, variant: Variant): Promise<Kept | undefined> {
    const kept = await this.#cache.read(nameOf(row, variant), ctx.now())
    return kept && (row.url === null || ctx.now().getTime() - kept.madeAt.getTime() < FRESH_MS) ? kept : undefined
  }

  /** Makes it, or says nothing when its source is broken or away and was never seen. */
  make(ctx: Ctx, row: PictureRow, variant: Variant): Promise<Kept | undefined> {
    const name = nameOf(row, variant)
    return this.#once(name, async () => {
      if (!(await this.#sources.ensure(ctx, row))) return this.#cache.read(name, ctx.now())
      return this.#line.inTurn(() => this.#make(ctx, row, variant))
    })
  }

  /** Makes it when there is nothing else to do. */
  makeLater(ctx: Ctx, row: PictureRow, variant: Variant): void {
    const name = nameOf(row, variant)
    if (this.#flights.has(name)) return
    void this.#once(
      name,
      () =>
        new Promise((resolve) => {
          const work = async () => resolve(await this.#make(ctx, row, variant))
          if (!this.#line.whenIdle(work)) resolve(undefined)
        }),
    )
  }

  async close(): Promise<void> {
    await this.#sources.close()
    await this.#line.close()
    await this.#cache.close()
  }

  async #make(ctx: Ctx, row: PictureRow, variant: Variant): Promise<Kept | undefined> {
    try {
      // Read here and not before: whoever waits in the line holds no picture.
      const source = await this.#sources.read(ctx, row)
      if (!source) throw new Error('it is not there')
      return await this.#cache.write(nameOf(row, variant), await render(source, variant), ctx.now())
    } catch (error) {
      this.#sources.fail(ctx, row, error)
      return undefined
    }
  }

  #once(name: string, make: () => Promise<Kept | undefined>): Promise<Kept | undefined> {
    const flight = this.#flights.get(name) ?? make().finally(() => this.#flights.delete(name))
    this.#flights.set(name, flight)
    return flight
  }
}

function nameOf({ id }: PictureRow, { width, format }: Variant): string {
  return `${id}-${width}.${format}`
}
