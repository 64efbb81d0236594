import { and, asc, eq, exists, inArray, isNotNull, sql } from 'drizzle-orm'
import type { CustomerId } from '#identity'
import type { Ctx, Db } from '#platform'
import { lockCart } from './store.ts'
import { cartLines, carts } from './tables.ts'

/** Customers' carts with something in them, and how they stand; for another module's statement. */
export function filledCarts(db: Db) {
  const lines = db.select({ one: sql`1` }).from(cartLines).where(eq(cartLines.cartId, carts.id))
  return (
    db
      // The column itself: a name of our own would be taken for another table's inside a subquery.
      .select({ customerId: carts.customerId, version: carts.version, updatedAt: carts.updatedAt })
      .from(carts)
      .where(and(isNotNull(carts.customerId), exists(lines)))
      .as('filled_carts')
  )
}

/** What stands in the carts of these customers, in one read, as it is shown. */
export function listLinesOf(
  db: Db,
  customerIds: readonly CustomerId[],
): Promise<{ customerId: CustomerId; sku: string; quantity: number }[]> {
  return db
    .select({
      customerId: sql<CustomerId>`${carts.customerId}`,
      sku: cartLines.sku,
      quantity: cartLines.quantity,
    })
    .from(cartLines)
    .innerJoin(carts, eq(carts.id, cartLines.cartId))
    .where(inArray(carts.customerId, [...customerIds]))
    .orderBy(asc(cartLines.cartId), asc(cartLines.addedAt), asc(cartLines.sku))
}

/** Keeps a customer's cart to the caller's transaction; says whether it still is the one that was read. */
export async function keepCart(
  ctx: Ctx,
  { customerId, version }: { customerId: CustomerId; version: number },
): Promise<boolean> {
  return (await lockCart(ctx.db, { customerId }))?.version === version
}
