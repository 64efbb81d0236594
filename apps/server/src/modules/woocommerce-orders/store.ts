import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { OrderId } from '#orders'
import type { Db } from '#platform'
import type { KnownThere, Push } from './model.ts'
import { wooOrderProgress, wooOrderPushes, wooOrders } from './tables.ts'

export async function findKnown(db: Db, orderId: OrderId): Promise<KnownThere | undefined> {
  return (await db.select().from(wooOrders).where(eq(wooOrders.orderId, orderId)))[0]
}

export async function findKnownByExternalId(db: Db, externalId: string): Promise<KnownThere | undefined> {
  return (await db.select().from(wooOrders).where(eq(wooOrders.externalId, externalId)))[0]
}

/** Those of our orders that have one of these ids there. */
export function listKnown(db: Db, externalIds: readonly string[]): Promise<KnownThere[]> {
  return db
    .select()
    .from(wooOrders)
    .where(inArray(wooOrders.externalId, [...externalIds]))
}

/** Orders that are not over there, the oldest first, after one of them; so many at a time. */
export function listOpen(
  db: Db,
  { after, limit, over }: { after: OrderId | ''; limit: number; over: readonly string[] },
): Promise<KnownThere[]> {
  const ended = sql`${wooOrders.status} <> all(${sql.param([...over])}::text[])`
  return db
    .select()
    .from(wooOrders)
    .where(and(sql`${wooOrders.orderId} > ${after}`, sql`${wooOrders.externalId} is not null`, ended))
    .orderBy(asc(wooOrders.orderId))
    .limit(limit)
}

export async function upsertKnown(db: Db, known: KnownThere): Promise<void> {
  await db.insert(wooOrders).values(known).onConflictDoUpdate({ target: wooOrders.orderId, set: known })
}

/** Asks for an order to be done; one that was asked for before keeps its place. */
export async function insertPush(
  db: Db,
  { id: orderId, number }: { id: OrderId; number: number },
  now: Date,
): Promise<Push> {
  const [push] = await db
    .insert(wooOrderPushes)
    .values({ orderId, number, since: now, dueAt: now })
    .onConflictDoUpdate({ target: wooOrderPushes.orderId, set: { version: sql`${wooOrderPushes.version} + 1` } })
    .returning()
  if (!push) throw new Error('an insert returned no row')
  return push
}

export async function findPush(db: Db, orderId: OrderId): Promise<Push | undefined> {
  return (await db.select().from(wooOrderPushes).where(eq(wooOrderPushes.orderId, orderId)))[0]
}

/** Those that can be done now, in the order in which they were placed. */
export function listDuePushes(db: Db, now: Date, limit: number): Promise<Push[]> {
  return db
    .select()
    .from(wooOrderPushes)
    .where(lte(wooOrderPushes.dueAt, now))
    .orderBy(asc(wooOrderPushes.number))
    .limit(limit)
}

/** When the next of them can be done. */
export async function findNextDue(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ dueAt: wooOrderPushes.dueAt })
    .from(wooOrderPushes)
    .orderBy(asc(wooOrderPushes.dueAt))
    .limit(1)
  return row?.dueAt ?? null
}

const attemptOf = ({ orderId, attemptedAt }: Pick<Push, 'orderId' | 'attemptedAt'>) =>
  and(
    eq(wooOrderPushes.orderId, orderId),
    sql`${wooOrderPushes.attemptedAt} is not distinct from ${attemptedAt}::timestamptz`,
  )

/** Notes that it is now begun to be made there; nothing when somebody else has begun since it was looked at. */
export async function takeAttempt(
  db: Db,
  push: Push,
  begun: { attemptedAt: Date; doubtfulUntil: Date; floorId: number; sentStatus: string },
): Promise<Push | undefined> {
  const [taken] = await db
    .update(wooOrderPushes)
    .set({ ...begun, tries: sql`${wooOrderPushes.tries} + 1` })
    .where(attemptOf(push))
    .returning()
  return taken
}

/** What is known of an attempt once its call is over; nothing happens when another has begun since. */
export async function updateAttempt(
  db: Db,
  attempt: Pick<Push, 'orderId' | 'attemptedAt'>,
  changes: Partial<Pick<Push, 'attemptedAt' | 'doubtfulUntil' | 'dueAt' | 'tries'>>,
): Promise<void> {
  await db.update(wooOrderPushes).set(changes).where(attemptOf(attempt))
}

export async function postponePush(db: Db, orderId: OrderId, dueAt: Date): Promise<void> {
  await db
    .update(wooOrderPushes)
    .set({ dueAt, tries: sql`${wooOrderPushes.tries} + 1` })
    .where(eq(wooOrderPushes.orderId, orderId))
}

/** Done, unless it was asked for again meanwhile: then what is left of it can be done at once. */
export async function endPush(
  db: Db,
  { orderId, version }: Pick<Push, 'orderId' | 'version'>,
  now: Date,
): Promise<void> {
  const own = eq(wooOrderPushes.orderId, orderId)
  const { rowCount } = await db.delete(wooOrderPushes).where(and(own, eq(wooOrderPushes.version, version)))
  if (rowCount === 0) await restartPush(db, orderId, now)
}

/** What was begun of it is over; what is left of it can be done at once. */
export async function restartPush(db: Db, orderId: OrderId, now: Date): Promise<void> {
  const fresh = { attemptedAt: null, doubtfulUntil: null, floorId: null, sentStatus: null, tries: 0, dueAt: now }
  await db.update(wooOrderPushes).set(fresh).where(eq(wooOrderPushes.orderId, orderId))
}

/** How many wait to be done, since when the first of them does, and how many wait for a person. */
export async function countWaiting(db: Db): Promise<{ waiting: number; since: Date | null; troubled: number }> {
  const [waiting] = await db
    .select({
      count: sql<number>`count(*)::int`,
      since: sql<Date | null>`min(${wooOrderPushes.since})`.mapWith(wooOrderPushes.since),
    })
    .from(wooOrderPushes)
  const [troubled] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(wooOrders)
    .where(sql`${wooOrders.trouble} is not null`)
  return { waiting: waiting?.count ?? 0, since: waiting?.since ?? null, troubled: troubled?.count ?? 0 }
}

/** What is kept of each task between its runs. */
export interface OrderProgress {
  /** Following changes: the newest seen, by their clock, and how often was looked since. */
  changes: { mark: string; settled: number }
  /** Comparing what is open here and there: when, and how many were not what we knew. */
  comparison: { mismatched: number; finishedAt: string }
}

export async function findProgress<Task extends keyof OrderProgress>(
  db: Db,
  task: Task,
): Promise<OrderProgress[Task] | undefined> {
  const [row] = await db.select().from(wooOrderProgress).where(eq(wooOrderProgress.task, task))
  return row?.state as OrderProgress[Task] | undefined
}

export async function updateProgress<Task extends keyof OrderProgress>(
  db: Db,
  task: Task,
  state: OrderProgress[Task],
): Promise<void> {
  await db
    .insert(wooOrderProgress)
    .values({ task, state })
    .onConflictDoUpdate({ target: wooOrderProgress.task, set: { state } })
}
