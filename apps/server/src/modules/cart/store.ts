import { and, asc, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { CustomerId } from '#identity'
import { type Db, parameter, prepared } from '#platform'
import type { CartId, Line, StoredCart } from './model.ts'
import { cartLines, carts } from './tables.ts'

const given = sql.placeholder
const ofCustomer = eq(carts.customerId, given('customerId'))
const ofGuest = eq(carts.guestHash, given('guestHash'))

/** Whose: a customer, or the hash of a guest's token. */
export type Key = { customerId: CustomerId } | { guestHash: string }
/** Favourites leave the version alone: an order under way must not fail for one. */
export type Changing = 'cart' | 'favorites'
export type CartRow = Pick<StoredCart, 'id' | 'version' | 'couponCode'>

const head = { id: carts.id, version: carts.version, couponCode: carts.couponCode }
const changed = {
  version: sql`${carts.version} + ${parameter('changes', 'integer')}`,
  updatedAt: parameter('now', 'timestamptz'),
}
const touchedBy = (name: string, whose: typeof ofCustomer) =>
  prepared((db) => db.update(carts).set(changed).where(whose).returning(head).prepare(name))
const touchedOfCustomer = touchedBy('cart_touch_of_customer', ofCustomer)
const touchedOfGuest = touchedBy('cart_touch_of_guest', ofGuest)

/** Notes a change and keeps the cart to the caller's transaction; nothing when there is none. */
export async function touchCart(
  db: Db,
  key: Key,
  { now, what }: { now: Date; what: Changing },
): Promise<CartRow | undefined> {
  const touched = 'customerId' in key ? touchedOfCustomer(db) : touchedOfGuest(db)
  return (await touched.execute({ ...key, now, changes: what === 'cart' ? 1 : 0 }))[0]
}

/** A new cart; a customer's that another call has just made is that one. Kept to the caller's transaction. */
export async function insertCart(db: Db, key: Key, now: Date): Promise<CartRow> {
  const [row] = await db
    .insert(carts)
    .values({ ...key, updatedAt: now })
    .onConflictDoUpdate({ target: carts.customerId, set: { version: sql`${carts.version} + 1`, updatedAt: now } })
    .returning(head)
  if (!row) throw new Error('a cart was neither made nor found')
  return row
}

const readBy = (name: string, whose: typeof ofCustomer) =>
  prepared((db) =>
    db
      .select({ cart: head, line: cartLines })
      .from(carts)
      .leftJoin(cartLines, eq(cartLines.cartId, carts.id))
      .where(whose)
      .orderBy(asc(cartLines.addedAt), asc(cartLines.sku))
      .prepare(name),
  )
const readOfCustomer = readBy('cart_read_of_customer', ofCustomer)
const readOfGuest = readBy('cart_read_of_guest', ofGuest)

/** A cart with its lines, in one read. */
export async function findCart(db: Db, key: Key): Promise<StoredCart | undefined> {
  const rows = await ('customerId' in key ? readOfCustomer(db) : readOfGuest(db)).execute({ ...key })
  const [first] = rows
  return first && { ...first.cart, lines: rows.flatMap(({ line }) => line ?? []) }
}

const guestCart = prepared((db) => db.select({ id: carts.id }).from(carts).where(ofGuest).prepare('cart_guest'))

export async function hasGuestCart(db: Db, guestHash: string): Promise<boolean> {
  return (await guestCart(db).execute({ guestHash })).length > 0
}

export async function lockCart(db: Db, key: Key): Promise<CartRow | undefined> {
  const whose = 'customerId' in key ? eq(carts.customerId, key.customerId) : eq(carts.guestHash, key.guestHash)
  return (await db.select(head).from(carts).where(whose).for('update'))[0]
}

const linesOf = prepared((db) =>
  db
    .select()
    .from(cartLines)
    .where(eq(cartLines.cartId, given('cartId')))
    .orderBy(asc(cartLines.addedAt), asc(cartLines.sku))
    .prepare('cart_lines'),
)

export function listLines(db: Db, cartId: CartId): Promise<Line[]> {
  return linesOf(db).execute({ cartId })
}

const writtenLine = prepared((db) =>
  db
    .insert(cartLines)
    .values({
      cartId: given('cartId'),
      sku: given('sku'),
      quantity: given('quantity'),
      seenPriceMinor: given('seenPriceMinor'),
      addedAt: given('addedAt'),
    })
    .onConflictDoUpdate({
      target: [cartLines.cartId, cartLines.sku],
      set: { quantity: sql`excluded.quantity`, seenPriceMinor: sql`excluded.seen_price_minor` },
    })
    .prepare('cart_write_line'),
)

/** Puts a line in, or over the one of its sku; when it was added stays. */
export async function writeLine(
  db: Db,
  cartId: CartId,
  { sku, quantity, seenPriceMinor, addedAt }: Line,
): Promise<void> {
  await writtenLine(db).execute({ cartId, sku, quantity, seenPriceMinor, addedAt })
}

/** The same for many at once. */
export async function writeLines(db: Db, cartId: CartId, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return
  await db
    .insert(cartLines)
    .values(lines.map((line) => ({ ...line, cartId })))
    .onConflictDoUpdate({
      target: [cartLines.cartId, cartLines.sku],
      set: {
        quantity: sql`excluded.quantity`,
        seenPriceMinor: sql`excluded.seen_price_minor`,
        addedAt: sql`excluded.added_at`,
      },
    })
}

const deletedLine = prepared((db) =>
  db
    .delete(cartLines)
    .where(and(eq(cartLines.cartId, given('cartId')), eq(cartLines.sku, given('sku'))))
    .prepare('cart_delete_line'),
)

export async function deleteLine(db: Db, cartId: CartId, sku: string): Promise<void> {
  await deletedLine(db).execute({ cartId, sku })
}

export async function updateCoupon(db: Db, cartId: CartId, couponCode: string | null): Promise<void> {
  await db.update(carts).set({ couponCode }).where(eq(carts.id, cartId))
}

/** Empties a cart that is still at this version; says whether it was. */
export async function takeContents(
  db: Db,
  { customerId, version }: { customerId: CustomerId; version: number },
  now: Date,
): Promise<boolean> {
  const [taken] = await takenCart(db).execute({ customerId, version, now })
  if (taken) await emptiedCart(db).execute({ cartId: taken.id })
  return taken !== undefined
}

const takenCart = prepared((db) =>
  db
    .update(carts)
    .set({ couponCode: null, version: sql`${carts.version} + 1`, updatedAt: parameter('now', 'timestamptz') })
    .where(and(ofCustomer, eq(carts.version, given('version'))))
    .returning({ id: carts.id })
    .prepare('cart_take'),
)
const emptiedCart = prepared((db) =>
  db
    .delete(cartLines)
    .where(eq(cartLines.cartId, given('cartId')))
    .prepare('cart_empty'),
)

export async function deleteCart(db: Db, cartId: CartId): Promise<void> {
  await db.delete(carts).where(eq(carts.id, cartId))
}

export async function deleteCartOf(db: Db, customerId: CustomerId): Promise<void> {
  await db.delete(carts).where(eq(carts.customerId, customerId))
}

export function deleteGuestCarts(db: Db, before: Date, limit: number) {
  // One that is being changed right now is locked, and no longer old: left to its owner.
  const old = db
    .select({ id: carts.id })
    .from(carts)
    .where(and(isNotNull(carts.guestHash), lt(carts.updatedAt, before)))
    .limit(limit)
    .for('update', { skipLocked: true })
  return db.delete(carts).where(inArray(carts.id, old))
}
