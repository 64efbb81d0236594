import type { Locale } from '@vitrina/contract'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { UserFromGetMe } from 'grammy/types'
import type { Db } from '#platform'
import { bots, chats, updates } from './tables.ts'

export type ChatRow = typeof chats.$inferSelect

export async function findChat(db: Db, id: number): Promise<ChatRow | undefined> {
  return (await db.select().from(chats).where(eq(chats.id, id)))[0]
}

/** Remembers that a person wrote: whoever writes has not blocked the bot. */
export async function insertOrTouchChat(
  db: Db,
  id: number,
  languageCode: string | undefined,
  now: Date,
): Promise<ChatRow> {
  const seen = { languageCode: languageCode ?? null, blockedAt: null, seenAt: now }
  const [chat] = await db
    .insert(chats)
    .values({ id, ...seen })
    .onConflictDoUpdate({ target: chats.id, set: seen })
    .returning()
  if (!chat) throw new Error('an upsert returned no row')
  return chat
}

export async function updateChat(db: Db, id: number, set: { locale?: Locale; blockedAt?: Date | null }): Promise<void> {
  await db.update(chats).set(set).where(eq(chats.id, id))
}

/** An update by its number, which is its bot's own. */
export interface UpdateId {
  botId: number
  id: number
}

export async function findUpdate(db: Db, { botId, id }: UpdateId): Promise<boolean> {
  const one = and(eq(updates.botId, botId), eq(updates.id, id))
  return (await db.select({ id: updates.id }).from(updates).where(one)).length > 0
}

/** Marks an update as handled; says whether this call was the first to. */
export async function insertUpdate(db: Db, update: UpdateId, now: Date): Promise<boolean> {
  const inserted = await db
    .insert(updates)
    .values({ ...update, handledAt: now })
    .onConflictDoNothing()
    .returning({ id: updates.id })
  return inserted.length > 0
}

export function deleteUpdates(db: Db, before: Date, limit: number) {
  const ids = { botId: updates.botId, id: updates.id }
  const old = db.select(ids).from(updates).where(lt(updates.handledAt, before)).limit(limit)
  return db.delete(updates).where(sql`(${updates.botId}, ${updates.id}) in ${old}`)
}

export async function findBot(db: Db, id: number): Promise<UserFromGetMe | undefined> {
  return (await db.select().from(bots).where(eq(bots.id, id)))[0]?.me
}

export async function insertOrUpdateBot(db: Db, me: UserFromGetMe): Promise<void> {
  await db.insert(bots).values({ id: me.id, me }).onConflictDoUpdate({ target: bots.id, set: { me } })
}
