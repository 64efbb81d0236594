import { and, desc, eq, inArray, lt, ne } from 'drizzle-orm'
import type { CustomerId } from '#identity'
import type { Db } from '#platform'
import type { NoticeId } from './model.ts'
import { securityNotices } from './tables.ts'

export type NoticeRow = typeof securityNotices.$inferSelect

/** Out: whether it is the first about this very thing. */
export async function insertNotice(db: Db, row: typeof securityNotices.$inferInsert): Promise<boolean> {
  const inserted = await db
    .insert(securityNotices)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: securityNotices.id })
  return inserted.length > 0
}

/** A notice by what the button or the link carries. */
export type NoticeKey = { id: NoticeId } | { tokenHash: string }

const named = (key: NoticeKey) =>
  'id' in key ? eq(securityNotices.id, key.id) : eq(securityNotices.tokenHash, key.tokenHash)

export async function findNotice(db: Db, key: NoticeKey): Promise<NoticeRow | undefined> {
  return (await db.select().from(securityNotices).where(named(key)))[0]
}

export async function lockNotice(db: Db, key: NoticeKey): Promise<NoticeRow | undefined> {
  return (await db.select().from(securityNotices).where(named(key)).for('update'))[0]
}

export async function updateUsed(db: Db, id: NoticeId, usedAt: Date): Promise<void> {
  await db.update(securityNotices).set({ usedAt }).where(eq(securityNotices.id, id))
}

/** The latest first. */
export function listNotices(db: Db, customerIds: readonly CustomerId[]): Promise<NoticeRow[]> {
  return db
    .select()
    .from(securityNotices)
    .where(inArray(securityNotices.customerId, [...customerIds]))
    .orderBy(desc(securityNotices.at))
}

export async function deleteNoticesOf(
  db: Db,
  customerIds: readonly CustomerId[],
  { except }: { except: NoticeId },
): Promise<void> {
  await db
    .delete(securityNotices)
    .where(and(inArray(securityNotices.customerId, [...customerIds]), ne(securityNotices.id, except)))
}

export function deleteNotices(db: Db, before: Date, limit: number) {
  const old = db.select({ id: securityNotices.id }).from(securityNotices).where(lt(securityNotices.at, before))
  return db.delete(securityNotices).where(inArray(securityNotices.id, old.limit(limit)))
}
