import { and, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { ProductId } from '#catalog'
import type { CustomerId } from '#identity'
import { type Db, prepared } from '#platform'
import type { CartId, Favorite } from './model.ts'
import type { Key } from './store.ts'
import { carts, favorites } from './tables.ts'

/** The newest first. */
export function listFavorites(db: Db, key: Key): Promise<Favorite[]> {
  const whose = 'customerId' in key ? eq(carts.customerId, key.customerId) : eq(carts.guestHash, key.guestHash)
  return db
    .select({ productId: favorites.productId, addedAt: favorites.addedAt })
    .from(favorites)
    .innerJoin(carts, eq(carts.id, favorites.cartId))
    .where(whose)
    .orderBy(desc(favorites.addedAt), desc(favorites.productId))
}

/** Customers who like any of these, with what; for another module's statement. */
export function admirers(db: Db, productIds: readonly ProductId[]) {
  return db
    .select({ customerId: sql<CustomerId>`${carts.customerId}`.as('customer_id'), productId: favorites.productId })
    .from(favorites)
    .innerJoin(carts, eq(carts.id, favorites.cartId))
    .where(and(inArray(favorites.productId, [...productIds]), isNotNull(carts.customerId)))
    .as('admirers')
}

const counted = prepared((db) =>
  db
    .select({ count: count() })
    .from(favorites)
    .where(eq(favorites.cartId, sql.placeholder('cartId')))
    .prepare('cart_count_favorites'),
)

export async function countFavorites(db: Db, cartId: CartId): Promise<number> {
  return (await counted(db).execute({ cartId }))[0]?.count ?? 0
}

/** Out: whether it was not there yet. */
export async function insertFavorite(db: Db, cartId: CartId, row: Favorite): Promise<boolean> {
  const { rowCount } = await db
    .insert(favorites)
    .values({ cartId, ...row })
    .onConflictDoNothing()
  return rowCount === 1
}

export async function deleteFavorite(db: Db, cartId: CartId, productId: ProductId): Promise<void> {
  await db.delete(favorites).where(and(eq(favorites.cartId, cartId), eq(favorites.productId, productId)))
}

export function listFavoritesIn(db: Db, cartId: CartId): Promise<Favorite[]> {
  const { productId, addedAt } = favorites
  return db.select({ productId, addedAt }).from(favorites).where(eq(favorites.cartId, cartId))
}

/** Makes these all there are. */
export async function writeFavorites(db: Db, cartId: CartId, rows: readonly Favorite[]): Promise<void> {
  const ids = sql.param(rows.map(({ productId }) => productId))
  await db.delete(favorites).where(and(eq(favorites.cartId, cartId), sql`${favorites.productId} <> all(${ids}::int[])`))
  if (rows.length === 0) return
  await db
    .insert(favorites)
    .values(rows.map((row) => ({ cartId, ...row })))
    .onConflictDoUpdate({
      target: [favorites.cartId, favorites.productId],
      set: { addedAt: sql`excluded.added_at` },
    })
}
