import type { Locale } from '@vitrina/contract'
import { and, desc, eq, inArray, isNotNull, isNull, lt, lte, not, notExists, or, sql } from 'drizzle-orm'
import type { UserFromGetMe } from 'grammy/types'
import { customerRows } from '#identity'
import { type Db, prepared } from '#platform'
import type { Outgoing } from './model.ts'
import { bots, chats, outbox, updates } from './tables.ts'
import { deleteTopicsOf, latest } from './topic-store.ts'

export type ChatRow = typeof chats.$inferSelect
export type OutboxRow = typeof outbox.$inferSelect

// Every update and every opening of the Mini App asks for it.
const chatById = prepared((db) =>
  db
    .select()
    .from(chats)
    .where(eq(chats.id, sql.placeholder('id')))
    .prepare('telegram_chat_by_id'),
)

export async function findChat(db: Db, id: number): Promise<ChatRow | undefined> {
  return (await chatById(db).execute({ id }))[0]
}

/** The chat whose person was last seen under this name; whether they still have it, only Telegram knows. */
export async function findChatByUsername(db: Db, username: string): Promise<ChatRow | undefined> {
  const seen = and(eq(chats.username, username), isNull(chats.blockedAt))
  return (await db.select().from(chats).where(seen).orderBy(desc(chats.seenAt)).limit(1))[0]
}

/** What an update tells of whoever wrote it. */
export interface SeenPerson {
  id: number
  languageCode: string | undefined
  username: string | undefined
  /** What they wrote. */
  messageId?: number | undefined
}

/** Remembers that a person wrote: whoever writes has not blocked the bot. */
export async function insertOrTouchChat(db: Db, person: SeenPerson, now: Date): Promise<ChatRow> {
  const { id, languageCode = null, username, messageId = null } = person
  const seen = { languageCode, username: username?.toLowerCase() ?? null, blockedAt: null, seenAt: now }
  const [chat] = await db
    .insert(chats)
    .values({ id, ...seen, lastMessageId: messageId })
    .onConflictDoUpdate({ target: chats.id, set: { ...seen, lastMessageId: latest(messageId) } })
    .returning()
  if (!chat) throw new Error('an upsert returned no row')
  return chat
}

export async function updateChat(
  db: Db,
  id: number,
  set: { locale?: Locale; menuLocale?: Locale; blockedAt?: Date | null; username?: string | null },
): Promise<void> {
  await db.update(chats).set(set).where(eq(chats.id, id))
}

export async function deleteChat(db: Db, id: number): Promise<void> {
  await deleteTopicsOf(db, id)
  await db.delete(chats).where(eq(chats.id, id))
}

/** So many chats from which nobody has written since, and that blocked the bot or are no customer's. */
export function deleteIdleChats(db: Db, before: Date, limit: number) {
  const customers = customerRows(db)
  const owner = db.select({ id: customers.id }).from(customers).where(eq(customers.telegramId, chats.id))
  const isIdle = lt(chats.seenAt, before)
  const isNobodys = or(isNotNull(chats.blockedAt), notExists(owner))
  const idle = db.select({ id: chats.id }).from(chats).where(and(isIdle, isNobodys)).limit(limit)
  // Asked again of the row itself: its person may be writing at this moment.
  return db.delete(chats).where(and(inArray(chats.id, idle), isIdle))
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

/** The follow-up goes with the last call. */
export async function insertOutgoing(
  db: Db,
  { chatId, calls, followUp, isNews = false, topic, rings = false }: Outgoing,
  dueAt: Date | undefined,
): Promise<void> {
  const rows = calls.map(({ method, payload, until }, at) => {
    const isLast = at === calls.length - 1
    const about = isLast ? { topic, rings } : {}
    return {
      chatId,
      method,
      payload,
      isNews,
      ...about,
      expiresAt: until,
      dueAt,
      followUp: isLast ? followUp : undefined,
    }
  })
  await db.insert(outbox).values(rows)
}

export interface Hold {
  takenBy: string
  heldUntil: Date
}

/**
 * Takes the next call of so many chats in hand, and of those so many that are news. A chat of which a call
 * is held gives none: neither does a process take what another one has, nor is a call overtaken that waits
 * to be tried again. News is a line of its own, which everything else may overtake.
 */
export function takeOutgoing(
  db: Db,
  hold: Hold,
  { now, limit, newsLimit = limit }: { now: Date; limit: number; newsLimit?: number },
): Promise<OutboxRow[]> {
  const isFree = or(isNull(outbox.heldUntil), lte(outbox.heldUntil, now))
  const heads = db
    .select({
      id: sql<number>`min(${outbox.id})`.as('id'),
      isNews: outbox.isNews,
      place: sql<number>`row_number() over (partition by ${outbox.isNews} order by min(${outbox.id}))`.as('place'),
    })
    .from(outbox)
    .where(or(isNull(outbox.dueAt), lte(outbox.dueAt, now)))
    .groupBy(outbox.chatId, outbox.isNews)
    .having(sql`bool_and(${isFree})`)
    .as('heads')
  const next = db
    .select({ id: heads.id })
    .from(heads)
    .where(or(not(heads.isNews), lte(heads.place, newsLimit)))
  // Asked again of the locked row: between the look and the lock another process may have taken it.
  const free = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(inArray(outbox.id, next), isFree))
    .orderBy(outbox.isNews, outbox.id)
    .limit(limit)
    .for('update', { skipLocked: true })
  return db
    .update(outbox)
    .set({ ...hold, tries: sql`${outbox.tries} + 1` })
    .where(sql`${outbox.id} = any (array${free})`)
    .returning()
}

/** Keeps what a process has in hand from the others for longer; what it has put down meanwhile stays as it is. */
export async function prolongHold(db: Db, { takenBy, heldUntil }: Hold): Promise<void> {
  await db.update(outbox).set({ heldUntil }).where(eq(outbox.takenBy, takenBy))
}

/** Puts a call down again, to be tried later. */
export async function putDown(
  db: Db,
  id: number,
  set: { heldUntil: Date; doubtful?: number; followUp?: null },
): Promise<void> {
  await db
    .update(outbox)
    .set({ ...set, takenBy: null })
    .where(eq(outbox.id, id))
}

export async function deleteOutgoing(db: Db, id: number): Promise<void> {
  await db.delete(outbox).where(eq(outbox.id, id))
}
