import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '#platform'
import type { Hint, HintResource } from './model.ts'
import { wooHints } from './tables.ts'

export async function insertHint(db: Db, { resource, externalId }: Hint, now: Date): Promise<void> {
  await db
    .insert(wooHints)
    .values({ resource, externalId, heardAt: now })
    .onConflictDoUpdate({
      target: [wooHints.resource, wooHints.externalId],
      set: { version: sql`${wooHints.version} + 1` },
    })
}

export interface TakenHint {
  externalId: string
  version: number
}

/** Takes hints that are in nobody's hands, the oldest first. */
export function takeHintRows(
  db: Db,
  resource: HintResource,
  { now, until, limit }: { now: Date; until: Date; limit: number },
): Promise<TakenHint[]> {
  const isFree = or(isNull(wooHints.takenUntil), lt(wooHints.takenUntil, now))
  const free = db
    .select({ externalId: wooHints.externalId })
    .from(wooHints)
    .where(and(eq(wooHints.resource, resource), isFree))
    .orderBy(asc(wooHints.heardAt))
    .limit(limit)
    .for('update', { skipLocked: true })
  return db
    .update(wooHints)
    .set({ takenUntil: until })
    .where(and(eq(wooHints.resource, resource), inArray(wooHints.externalId, free)))
    .returning({ externalId: wooHints.externalId, version: wooHints.version })
}

/** Drops hints unless they were given again meanwhile. */
export async function deleteHints(db: Db, resource: HintResource, hints: readonly TakenHint[]): Promise<void> {
  await db.execute(sql`
    delete from woo_hints using jsonb_to_recordset(${JSON.stringify(hints)}) as done ("externalId" text, version int)
    where resource = ${resource} and external_id = done."externalId" and woo_hints.version = done.version`)
}

/** Lets go of hints; says how many there are of them still. */
export async function releaseHintRows(db: Db, resource: HintResource, hints: readonly TakenHint[]): Promise<number> {
  const ids = sql.param(hints.map(({ externalId }) => externalId))
  const { rowCount } = await db
    .update(wooHints)
    .set({ takenUntil: null })
    .where(and(eq(wooHints.resource, resource), sql`${wooHints.externalId} = any(${ids}::text[])`))
  return rowCount ?? 0
}
