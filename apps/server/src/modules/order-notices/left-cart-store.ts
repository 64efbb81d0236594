import { and, asc, between, eq, gt, gte, isNull, notExists, or, sql } from 'drizzle-orm'
import { filledCarts } from '#cart'
import { type CustomerId, customerRows } from '#identity'
import { orderTimes } from '#orders'
import type { Db } from '#platform'
import { cartReminders } from './tables.ts'

export interface LeftCart {
  customerId: CustomerId
  version: number
}

interface Left {
  untouchedSince: Date
  notLongerThan: Date
  toldBefore: Date
  after: CustomerId | 0
  limit: number
}

/**
 * Carts to remind of, by their customers' ids: of those who asked for it, by their index, left within
 * the time, with no order since, and not the one that they were reminded of.
 */
export function listLeft(db: Db, left: Left): Promise<LeftCart[]> {
  const [customers, carts, ordered] = [customerRows(db), filledCarts(db), orderTimes(db)]
  const orderedSince = db
    .select({ one: sql`1` })
    .from(ordered)
    .where(and(eq(ordered.customerId, carts.customerId), gte(ordered.placedAt, carts.updatedAt)))
  const told = db
    .select({ one: sql`1` })
    .from(cartReminders)
    .where(
      and(
        eq(cartReminders.customerId, customers.id),
        or(eq(cartReminders.cartVersion, carts.version), gt(cartReminders.toldAt, left.toldBefore)),
      ),
    )
  return db
    .select({ customerId: customers.id, version: carts.version })
    .from(customers)
    .innerJoin(carts, eq(carts.customerId, customers.id))
    .where(
      and(
        // Said bare: against a parameter the index of those who asked would not be used.
        sql`${customers.cartReminders}`,
        isNull(customers.erasedAt),
        isNull(customers.joinedInto),
        // Of both, or each batch would walk all the carts before it again.
        gt(customers.id, left.after as CustomerId),
        gt(carts.customerId, left.after as CustomerId),
        between(carts.updatedAt, left.notLongerThan, left.untouchedSince),
        notExists(told),
        notExists(orderedSince),
      ),
    )
    .orderBy(asc(customers.id))
    .limit(left.limit)
}

/** Claims reminding of a cart as it stands. Of two at once one gets it, and nobody twice within the time. */
export async function takeReminder(
  db: Db,
  { customerId, version }: LeftCart,
  { at, toldBefore }: { at: Date; toldBefore: Date },
): Promise<boolean> {
  const { rowCount } = await db
    .insert(cartReminders)
    .values({ customerId, cartVersion: version, toldAt: at })
    .onConflictDoUpdate({
      target: cartReminders.customerId,
      set: { cartVersion: version, toldAt: at },
      setWhere: sql`${cartReminders.cartVersion} <> ${version} and ${cartReminders.toldAt} <= ${toldBefore}`,
    })
  return rowCount === 1
}

export async function deleteReminder(db: Db, customerId: CustomerId): Promise<void> {
  await db.delete(cartReminders).where(eq(cartReminders.customerId, customerId))
}

/** What one of two accounts was told the other has heard; of which cart it was matters no more. */
export async function moveReminder(db: Db, { from, into }: { from: CustomerId; into: CustomerId }): Promise<void> {
  const told = db
    .select({
      customerId: sql<CustomerId>`${into}::integer`.as('customer_id'),
      cartVersion: sql<number>`0`.as('cart_version'),
      toldAt: cartReminders.toldAt,
    })
    .from(cartReminders)
    .where(eq(cartReminders.customerId, from))
  await db
    .insert(cartReminders)
    .select(told)
    .onConflictDoUpdate({
      target: cartReminders.customerId,
      set: { toldAt: sql`greatest(${cartReminders.toldAt}, excluded.told_at)` },
    })
  await deleteReminder(db, from)
}
