import { and, desc, eq, gt, inArray, isNull, lt, ne, notInArray, sql } from 'drizzle-orm'
import type { Db } from '#platform'
import { JUDGED_SENDS, type JudgedSend, type ProviderName } from './model.ts'
import { type SendStatus, smsSends } from './tables.ts'

export async function insertSend(db: Db, send: Omit<typeof smsSends.$inferInsert, 'status'>): Promise<void> {
  await db.insert(smsSends).values({ ...send, status: 'sending' })
}

/** Keeps what a provider answered. Its report may have come first, and knows better. */
export async function updateSend(
  db: Db,
  id: string,
  answer: { status: SendStatus; messageId: string | null },
): Promise<void> {
  const status = sql`case when ${smsSends.status} = 'sending' then ${answer.status} else ${smsSends.status} end`
  await db.update(smsSends).set({ status, messageId: answer.messageId }).where(eq(smsSends.id, id))
}

/** Keeps what a report said; reports come in any order, and what was delivered stays delivered. */
export async function updateReported(
  db: Db,
  send: { id: string; provider: ProviderName },
  reported: { status: SendStatus; reportedAt: Date },
): Promise<void> {
  const { id, provider } = send
  await db
    .update(smsSends)
    .set(reported)
    .where(and(eq(smsSends.id, id), eq(smsSends.provider, provider), ne(smsSends.status, 'delivered')))
}

/** How many sendings under this key a provider has surely taken. */
export async function countTaken(db: Db, keyHashes: string[]): Promise<number> {
  return db.$count(
    smsSends,
    and(inArray(smsSends.keyHash, keyHashes), inArray(smsSends.status, ['accepted', 'delivered'])),
  )
}

/** The last codes that went out to a prefix, newest first. */
export async function findJudgedSends(db: Db, prefix: string, since: Date): Promise<JudgedSend[]> {
  return db
    .select({ sentAt: smsSends.sentAt, cameBackAt: smsSends.cameBackAt })
    .from(smsSends)
    .where(
      and(
        eq(smsSends.prefix, prefix),
        gt(smsSends.sentAt, since),
        notInArray(smsSends.status, ['refused', 'not_done']),
      ),
    )
    .orderBy(desc(smsSends.sentAt))
    .limit(JUDGED_SENDS)
}

export async function updateCameBack(db: Db, keyHashes: string[], now: Date): Promise<void> {
  await db
    .update(smsSends)
    .set({ cameBackAt: now })
    .where(and(inArray(smsSends.keyHash, keyHashes), isNull(smsSends.cameBackAt)))
}

export function deleteSends(db: Db, before: Date, limit: number) {
  const old = db.select({ id: smsSends.id }).from(smsSends).where(lt(smsSends.sentAt, before)).limit(limit)
  return db.delete(smsSends).where(inArray(smsSends.id, old))
}
