import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { type Ctx, DiskCache, type Log } from '#platform'
import { SourceFetcher } from './fetch-source.ts'
import { type HostOptions, Hosts } from './hosts.ts'
import { Shelf } from './shelf.ts'
import { Sources } from './sources.ts'
import { findPicture, type PictureRow } from './store.ts'
import { Variants } from './variants.ts'

export interface PictureOptions extends HostOptions {
  dataDir: string
  cacheBytes: number
  log: Log
}

export interface Pictures {
  rows: Rows
  variants: Variants
  shelf: Shelf
  close(): Promise<void>
}

/** Opens the place where pictures are kept and made; touches neither disk nor network before somebody asks. */
export function openPictures({ dataDir, cacheBytes, log, ...hosts }: PictureOptions): Pictures {
  const cache = new DiskCache(join(dataDir, 'pictures', 'cache'), { maxBytes: cacheBytes, log })
  const shelf = new Shelf(dataDir)
  const variants = new Variants(cache, new Sources({ shelf, cache, fetcher: new SourceFetcher(new Hosts(hosts)) }))
  return { rows: new Rows(), variants, shelf, close: () => variants.close() }
}

/** Where pictures are from, which never changes once it is known: what is kept on the disk is shown while the database is away. */
class Rows {
  readonly #known = new LRUCache<string, PictureRow>({ max: 20_000 })

  readonly #flights = new Map<string, Promise<PictureRow | undefined>>()

  /** What was asked for before, without a look at the database. */
  remembered(id: string): PictureRow | undefined {
    return this.#known.get(id)
  }

  async find(ctx: Ctx, id: string): Promise<PictureRow | undefined> {
    return this.#known.get(id) ?? this.#flights.get(id) ?? this.#read(ctx, id)
  }

  // Many who ask for a new one at once would each wait for a connection to the database.
  #read(ctx: Ctx, id: string): Promise<PictureRow | undefined> {
    const flight = findPicture(ctx.db, id)
      .then((row) => {
        if (row) this.#known.set(id, row)
        return row
      })
      .finally(() => this.#flights.delete(id))
    this.#flights.set(id, flight)
    return flight
  }
}
