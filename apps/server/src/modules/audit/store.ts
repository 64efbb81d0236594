import { and, desc, eq, inArray, lt, notInArray } from 'drizzle-orm'
import type { Db } from '#platform'
import { type Activity, consents } from './model.ts'
import { auditEntries } from './tables.ts'

type NewEntry = typeof auditEntries.$inferInsert

export async function insertEntry(db: Db, row: NewEntry): Promise<void> {
  await db.insert(auditEntries).values(row)
}

/** The latest first; all of them without a limit. */
export async function listEntries(db: Db, customerIds: readonly number[], limit?: number): Promise<Activity[]> {
  const rows = await db
    .select()
    .from(auditEntries)
    .where(inArray(auditEntries.customerId, [...customerIds]))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(limit ?? Number.MAX_SAFE_INTEGER)
  return rows.map(({ act, details, at, browser, system, network }) => ({
    act,
    details,
    at,
    device: { browser, system, network },
  }))
}

/** What was done stays; from where, and to which masked number, goes. */
export async function forgetDetails(db: Db, customerId: number): Promise<void> {
  await db
    .update(auditEntries)
    .set({ details: {}, browser: null, system: null, network: null })
    .where(and(eq(auditEntries.customerId, customerId), notInArray(auditEntries.act, [...consents])))
}

export function deleteEntries(db: Db, before: Date, limit: number) {
  const old = db
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(and(lt(auditEntries.at, before), notInArray(auditEntries.act, [...consents])))
    .limit(limit)
  return db.delete(auditEntries).where(inArray(auditEntries.id, old))
}
