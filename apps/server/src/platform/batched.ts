import DataLoader from 'dataloader'
import { is } from 'drizzle-orm'
import { PgTransaction } from 'drizzle-orm/pg-core'
import type { Db } from './db.ts'

// A statement of more would be long in parsing and answer all of them late.
const BATCH_MAX = 100

/**
 * Reads rows by key, those that are asked for in one turn of the event loop in one statement: what
 * waits for the database under load is then its round trips and not the requests. `find` answers with what
 * it found, in any order; a failure is everybody's. A transaction reads at once, on its own connection.
 */
export function batched<Row>(
  find: (db: Db, keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): (db: Db, key: string) => Promise<Row | undefined> {
  const loaders = new WeakMap<Db, DataLoader<string, Row | undefined>>()
  const open = (db: Db) => {
    const load = async (keys: readonly string[]) => {
      const found = await find(db, keys)
      return keys.map((key) => found.get(key))
    }
    // Nothing is kept: who asks later may have to see something newer. Requests that came in together are
    // handled before the loop's check phase, where the statement is sent; alone, one waits for nothing there.
    return new DataLoader(load, { cache: false, maxBatchSize: BATCH_MAX, batchScheduleFn: setImmediate })
  }
  return async (db, key) => {
    if (is(db, PgTransaction)) return (await find(db, [key])).get(key)
    const loader = loaders.get(db) ?? open(db)
    loaders.set(db, loader)
    return loader.load(key)
  }
}
