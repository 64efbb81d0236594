import DataLoader from 'dataloader'
import { is } from 'drizzle-orm'
import { PgTransaction } from 'drizzle-orm/pg-core'
import { type Db, isDatabaseAway } from './db.ts'

// A statement of more would be long in parsing and answer all of them late.
const BATCH_MAX = 100

/**
 * Does in one statement what is asked for in one turn of the event loop: what waits for the database under
 * load is then its round trips and not the requests. `run` answers in the order of what it was given. What the
 * database refuses it refuses to whom it concerns: the others are tried again, each alone. A transaction does it
 * at once, on its own connection.
 */
export function together<Item, Result>(
  run: (db: Db, items: readonly Item[]) => Promise<Result[]>,
): (db: Db, item: Item) => Promise<Result> {
  const alone = async (db: Db, item: Item) => (await run(db, [item]))[0] as Result
  const loaders = new WeakMap<Db, DataLoader<Item, Result>>()
  const open = (db: Db) => {
    const load = async (items: readonly Item[]) => {
      try {
        return await run(db, items)
      } catch (error) {
        if (items.length === 1 || isDatabaseAway(error)) throw error
        return Promise.all(items.map((item) => alone(db, item).catch((refused: Error) => refused)))
      }
    }
    // Nothing is kept: who asks later may have to see something newer. Requests that came in together are
    // handled before the loop's check phase, where the statement is sent; alone, one waits for nothing there.
    return new DataLoader(load, { cache: false, maxBatchSize: BATCH_MAX, batchScheduleFn: setImmediate })
  }
  return (db, item) => {
    if (is(db, PgTransaction)) return alone(db, item)
    const loader = loaders.get(db) ?? open(db)
    loaders.set(db, loader)
    return loader.load(item)
  }
}

/** The same for rows by key: `find` answers with what it found, in any order. */
export function batched<Row>(
  find: (db: Db, keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): (db: Db, key: string) => Promise<Row | undefined> {
  return together(async (db, keys: readonly string[]) => {
    const found = await find(db, keys)
    return keys.map((key) => found.get(key))
  })
}
