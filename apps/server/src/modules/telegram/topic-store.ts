import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '#platform'
import { chats, topics } from './tables.ts'

// A pressed button is under a message that was said long ago.
export const latest = (messageId: number | null) => sql`greatest(${chats.lastMessageId}, ${messageId}::bigint)`

/** The message of a topic, while it is the last thing in its chat. */
export async function findLastOfTopic(db: Db, { chatId, topic }: TopicKey): Promise<number | undefined> {
  const [row] = await db
    .select({ messageId: topics.messageId })
    .from(topics)
    .innerJoin(chats, and(eq(chats.id, topics.chatId), eq(chats.lastMessageId, topics.messageId)))
    .where(and(eq(topics.chatId, chatId), eq(topics.topic, topic)))
  return row?.messageId
}

export interface TopicKey {
  chatId: number
  topic: string
}

/** Notes where a message stands, and what it is about. */
export async function noteSaid(
  db: Db,
  { chatId, topic, messageId }: { chatId: number; topic: string | null; messageId: number },
  saidAt: Date,
): Promise<void> {
  await db
    .update(chats)
    .set({ lastMessageId: latest(messageId) })
    .where(eq(chats.id, chatId))
  if (topic === null) return
  await db
    .insert(topics)
    .values({ chatId, topic, messageId, saidAt })
    .onConflictDoUpdate({ target: [topics.chatId, topics.topic], set: { messageId, saidAt } })
}

export async function deleteTopic(db: Db, { chatId, topic }: TopicKey): Promise<void> {
  await db.delete(topics).where(and(eq(topics.chatId, chatId), eq(topics.topic, topic)))
}

export function deleteTopics(db: Db, before: Date, limit: number) {
  const old = db.select({ at: sql`ctid` }).from(topics).where(lt(topics.saidAt, before)).limit(limit)
  return db.delete(topics).where(inArray(sql`ctid`, old))
}

export async function deleteTopicsOf(db: Db, chatId: number): Promise<void> {
  await db.delete(topics).where(eq(topics.chatId, chatId))
}
