import { and, eq, gt, inArray, isNull, lt, lte, notExists, sql } from 'drizzle-orm'
import { admirers } from '#cart'
import type { ProductId } from '#catalog'
import { type CustomerId, customerRows } from '#identity'
import { type Db, inBatches } from '#platform'
import { favoriteNews, favoriteTellings, type NewsKind, orderNotices } from './tables.ts'

/** Claims saying this of a subject; nothing when it was the last that was said of it. Who claims at the same moment waits. */
export async function takeSaying(
  db: Db,
  { subject, said }: { subject: string; said: string },
  saidAt: Date,
): Promise<boolean> {
  const { rowCount } = await db
    .insert(orderNotices)
    .values({ subject, said, saidAt })
    .onConflictDoUpdate({
      target: orderNotices.subject,
      set: { said, saidAt },
      setWhere: sql`${orderNotices.said} <> excluded.said`,
    })
  return rowCount === 1
}

export function deleteSayings(db: Db, before: Date): Promise<number> {
  const old = db.select({ subject: orderNotices.subject }).from(orderNotices).where(lt(orderNotices.saidAt, before))
  return inBatches((size) => db.delete(orderNotices).where(inArray(orderNotices.subject, old.limit(size))))
}

/** Keeps news for everybody who likes one of these and wants to be told, in one statement however many they are. */
export async function insertNews(
  db: Db,
  { productIds, kind, at }: { productIds: readonly ProductId[]; kind: NewsKind; at: Date },
): Promise<void> {
  const liked = admirers(db, productIds)
  const customers = customerRows(db)
  const wanting = db
    .select({
      customerId: sql<CustomerId>`${liked.customerId}`.as('customer_id'),
      productId: liked.productId,
      kind: sql<NewsKind>`${kind}::text`.as('kind'),
      at: sql<Date>`${at}::timestamptz`.as('at'),
    })
    .from(liked)
    .innerJoin(customers, eq(customers.id, liked.customerId))
    .where(and(eq(customers.marketing, true), isNull(customers.erasedAt)))
  await db
    .insert(favoriteNews)
    .select(wanting)
    .onConflictDoUpdate({
      target: [favoriteNews.customerId, favoriteNews.productId],
      // When it came stays: whoever waits is not to wait longer for more of it.
      set: { kind: sql`excluded.kind` },
    })
}

/** Whose news has waited for more to come, and who was not told since. */
export async function listDue(
  db: Db,
  { waitingSince, toldBefore, limit }: { waitingSince: Date; toldBefore: Date; limit: number },
): Promise<CustomerId[]> {
  const told = db
    .select({ one: sql`1` })
    .from(favoriteTellings)
    .where(and(eq(favoriteTellings.customerId, favoriteNews.customerId), gt(favoriteTellings.toldAt, toldBefore)))
  const rows = await db
    .selectDistinct({ customerId: favoriteNews.customerId })
    .from(favoriteNews)
    .where(and(lte(favoriteNews.at, waitingSince), notExists(told)))
    .limit(limit)
  return rows.map(({ customerId }) => customerId)
}

export type NewsRow = typeof favoriteNews.$inferSelect

/** Takes all of somebody's news; of two who take at once the second gets nothing. */
export function takeNews(db: Db, customerId: CustomerId): Promise<NewsRow[]> {
  return db.delete(favoriteNews).where(eq(favoriteNews.customerId, customerId)).returning()
}

export async function updateTold(db: Db, customerId: CustomerId, toldAt: Date): Promise<void> {
  await db
    .insert(favoriteTellings)
    .values({ customerId, toldAt })
    .onConflictDoUpdate({ target: favoriteTellings.customerId, set: { toldAt } })
}

/** Of somebody who is nobody any more. */
export async function deleteNewsOf(db: Db, customerId: CustomerId): Promise<void> {
  await db.delete(favoriteNews).where(eq(favoriteNews.customerId, customerId))
  await db.delete(favoriteTellings).where(eq(favoriteTellings.customerId, customerId))
}
