import DataLoader from 'dataloader'
import { is } from 'drizzle-orm'
import { PgTransaction } from 'drizzle-orm/pg-core'
import type { Ctx } from './ctx.ts'
import { type Db, isDatabaseAway, isLockedOut } from './db.ts'

// A statement of more would be long in parsing and answer all of them late.
const BATCH_MAX = 100

// Whoever is done first keeps their rows from everybody else until the last is done.
const TRANSACTION_MAX = 20

interface Together<Item> {
  /** Of what. Whoever comes later with a key comes in a later statement, for one statement changes a row once. */
  keyOf?: (item: Item) => string
  /** How many at once. */
  max?: number
}

/**
 * Does in one statement what is asked for in one turn of the event loop: what waits for the database under
 * load is then its round trips and not the requests. `run` answers in the order of what it was given. What the
 * database refuses of a statement it refuses to whom it concerns: the others are tried again, each alone. A
 * transaction does it at once, on its own connection.
 */
export function together<Item, Result, Where extends object = Db>(
  run: (db: Where, items: readonly Item[]) => Promise<Result[]>,
  { keyOf, max = BATCH_MAX }: Together<Item> = {},
): (db: Where, item: Item) => Promise<Result> {
  const alone = async (db: Where, item: Item) => (await run(db, [item]))[0] as Result
  // Each is answered as soon as it is done: one that waits for a row would keep the others, too.
  const again = (db: Where, item: Item) => {
    const result = alone(db, item)
    result.catch(() => {}) // whoever asked is told; it may come before they are listened for
    return result
  }
  const loaders = new WeakMap<Where, DataLoader<Item, Answer<Result>>>()
  const open = (db: Where) => {
    const load = async (items: readonly Item[]): Promise<(Answer<Result> | Error)[]> => {
      try {
        return await run(db, items)
      } catch (error) {
        const isAway = isDatabaseAway(error) && !isLockedOut(error)
        if (items.length === 1 || isAway) return items.map(() => error as Error)
        return items.map((item) => again(db, item))
      }
    }
    const loadAll = (items: readonly Item[]) => (keyOf ? inRounds(items, keyOf, load) : load(items))
    // Nothing is kept: who asks later may have to see something newer. Requests that came in together are
    // handled before the loop's check phase, where the statement is sent; alone, one waits for nothing there.
    return new DataLoader(loadAll, { cache: false, maxBatchSize: max, batchScheduleFn: setImmediate })
  }
  return (db, item) => {
    if (is(db, PgTransaction)) return alone(db, item)
    const loader = loaders.get(db) ?? open(db)
    loaders.set(db, loader)
    return loader.load(item) as Promise<Result>
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

type Answer<Result> = Result | Promise<Result>

interface Joining {
  ctx: Ctx
  order: number
  work: (ctx: Ctx) => Promise<unknown>
}

const transactAll = together(
  async (db: Db, joining: readonly Joining[]): Promise<unknown[]> => {
    const done = new Map<Joining, unknown>()
    const inOrder = joining.toSorted((one, other) => one.order - other.order)
    await db.transaction(async (db) => {
      // One after the other: the savepoints of two at once would be each other's.
      for (const one of inOrder) done.set(one, await one.work({ ...one.ctx, db }))
    })
    return joining.map((one) => done.get(one))
  },
  { max: TRANSACTION_MAX },
)

/**
 * Runs `work` as `transact` does, in one transaction with others that begin in the same turn of the event loop, so that
 * they share its ways there and back and its wait for the disk. What one of them throws, or waits for too long, undoes
 * them all, and each is tried again alone: only for work that seldom throws and touches nothing but `ctx.db`. What was
 * read before is older in there than usual and has to be checked again. `order` is the id of the row that it locks: two
 * processes with several of the same would otherwise wait for each other. Where they still do, PostgreSQL ends it.
 */
export function transactTogether<Result>(
  ctx: Ctx,
  order: number,
  work: (ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  return transactAll(ctx.db, { ctx, order, work }) as Promise<Result>
}

/** What `run` makes of items of which no two have the same key at once. */
async function inRounds<Item, Result>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  run: (items: readonly Item[]) => Promise<Result[]>,
): Promise<Result[]> {
  // Nearly always no key comes twice.
  if (new Set(items.map(keyOf)).size === items.length) return run(items)
  const results = new Map<Item, Result>()
  for (let left = items; left.length > 0; left = left.filter((item) => !results.has(item))) {
    const firsts = [...new Map(left.toReversed().map((item) => [keyOf(item), item])).values()]
    const done = await run(firsts)
    for (const [nth, item] of firsts.entries()) results.set(item, done[nth] as Result)
  }
  return items.map((item) => results.get(item) as Result)
}
