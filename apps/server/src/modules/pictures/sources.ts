import { LRUCache } from 'lru-cache'
import { type Ctx, type DiskCache, Line, Refusal } from '#platform'
import type { SourceFetcher } from './fetch-source.ts'
import { measure, type Source } from './render.ts'
import type { Shelf } from './shelf.ts'
import { sniffKind } from './sniff.ts'
import { type PictureRow, updateSize } from './store.ts'

// A source that is slow holds a place here, not one where pictures are made.
const FETCHING = { concurrency: 4, maxWaitMs: 30_000, firstGuessMs: 300 }
/** What is at an address may be replaced there; a change is seen after this at the latest, and a day of browsers' memory. */
export const FRESH_MS = 7 * 24 * 3_600_000
// So long what failed is not tried again: a source that is down is not to be knocked at by every visitor.
const FAILED = { max: 10_000, ttl: 60_000 }

interface Places {
  shelf: Shelf
  cache: DiskCache
  fetcher: SourceFetcher
}

/** Pictures as their sources have them: files from the shelf, others fetched once and kept for a while. */
export class Sources {
  readonly #places: Places
  readonly #line = new Line(FETCHING)
  readonly #flights = new Map<string, Promise<boolean>>()
  readonly #failed = new LRUCache<string, true>(FAILED)

  constructor(places: Places) {
    this.#places = places
  }

  /** Sees to it that the source is on this machine and not old; whether it is. */
  async ensure(ctx: Ctx, row: PictureRow): Promise<boolean> {
    if (this.#failed.has(row.id)) return false
    if (row.url === null) return true
    const kept = await this.#places.cache.read(nameOf(row), ctx.now())
    if (kept && ctx.now().getTime() - kept.madeAt.getTime() < FRESH_MS) return true
    const flight = this.#flights.get(row.id) ?? this.#bring(ctx, row, row.url)
    this.#flights.set(row.id, flight)
    return flight
  }

  /** What is on this machine, however old. */
  async read(ctx: Ctx, row: PictureRow): Promise<Source | undefined> {
    if (row.file !== null) return this.#places.shelf.read(row.id, row.file)
    const kept = await this.#places.cache.read(nameOf(row), ctx.now())
    const kind = kept && sniffKind(kept.bytes)
    return kind && { bytes: kept.bytes, kind }
  }

  /** Nothing can be made of it: it is left alone for a minute. */
  fail(ctx: Ctx, row: PictureRow, error: unknown): void {
    this.#failed.set(row.id, true)
    ctx.log.warn({ err: error, picture: row.id }, 'a picture cannot be shown')
  }

  async close(): Promise<void> {
    await this.#places.fetcher.close()
    await this.#line.close()
  }

  async #bring(ctx: Ctx, row: PictureRow, url: string): Promise<boolean> {
    try {
      const bytes = await this.#line.inTurn(() => this.#places.fetcher.fetch(url))
      const kind = sniffKind(bytes)
      // A drawing of a stranger's is a program in a language of its own; ours come as files.
      if (!kind || kind === 'svg') throw new Error('there is no picture')
      const size = await measure(bytes)
      await this.#places.cache.write(nameOf(row), bytes, ctx.now())
      if (row.width !== size.width || row.height !== size.height) await updateSize(ctx.db, row.id, size)
      return true
    } catch (error) {
      if (error instanceof Refusal) throw error
      this.fail(ctx, row, error)
      return false
    } finally {
      this.#flights.delete(row.id)
    }
  }
}

function nameOf({ id }: PictureRow): string {
  return `${id}.source`
}
