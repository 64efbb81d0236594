import { eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '#platform'
import { deliveries } from './tables.ts'

/**
 * Counts a try before it is made, so that a process killed in its midst leaves it counted. Out: how
 * many are in doubt with it; nothing when the letter is settled or was tried often enough.
 */
export async function takeTry(db: Db, id: string, limit: { most: number; now: Date }): Promise<number | undefined> {
  const [taken] = await db
    .insert(deliveries)
    .values({ id, doubtful: 1, beganAt: limit.now })
    .onConflictDoUpdate({
      target: deliveries.id,
      set: { doubtful: sql`${deliveries.doubtful} + 1` },
      setWhere: sql`${deliveries.settledAt} is null and ${deliveries.doubtful} < ${limit.most}`,
    })
    .returning({ doubtful: deliveries.doubtful })
  return taken?.doubtful
}

/** The try is known to have done nothing. */
export async function returnTry(db: Db, id: string): Promise<void> {
  await db
    .update(deliveries)
    .set({ doubtful: sql`${deliveries.doubtful} - 1` })
    .where(eq(deliveries.id, id))
}

export async function updateSettled(db: Db, id: string, settledAt: Date): Promise<void> {
  await db.update(deliveries).set({ settledAt }).where(eq(deliveries.id, id))
}

export function deleteDeliveries(db: Db, before: Date, limit: number) {
  const old = db.select({ id: deliveries.id }).from(deliveries).where(lt(deliveries.beganAt, before)).limit(limit)
  return db.delete(deliveries).where(inArray(deliveries.id, old))
}
