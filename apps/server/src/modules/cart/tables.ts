import { sql } from 'drizzle-orm'
import { bigint, check, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { ProductId } from '#catalog'
import { customerIdColumn } from '#identity'
import type { CartId } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/**
 * What somebody keeps in the shop, one a person or browser: their cart, and under it their favourites.
 * No index on `updatedAt`: every change would have to write all the others anew, for a sweep an hour.
 */
export const carts = pgTable(
  'carts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity().$type<CartId>(),
    customerId: customerIdColumn().unique('carts_customer_id_key'),
    /** Of the token in a guest's cookie, which rests nowhere (S18). */
    guestHash: text('guest_hash').unique('carts_guest_hash_key'),
    couponCode: text('coupon_code'),
    version: integer().notNull().default(1),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [check('carts_one_owner', sql`(${table.customerId} is null) <> (${table.guestHash} is null)`)],
)

const cartIdColumn = () =>
  bigint('cart_id', { mode: 'number' })
    .notNull()
    .references(() => carts.id, { onDelete: 'cascade' })
    .$type<CartId>()

/** No reference to the offer: what is gone from the catalogue stays here and is shown as gone. */
export const cartLines = pgTable(
  'cart_lines',
  {
    cartId: cartIdColumn(),
    sku: text().notNull(),
    quantity: integer().notNull(),
    seenPriceMinor: bigint('seen_price_minor', { mode: 'number' }).notNull(),
    addedAt: moment('added_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'cart_lines_pkey', columns: [table.cartId, table.sku] }),
    check('cart_lines_quantity', sql`${table.quantity} between 1 and 999`),
  ],
)

export const favorites = pgTable(
  'favorites',
  {
    cartId: cartIdColumn(),
    productId: integer('product_id').notNull().$type<ProductId>(),
    addedAt: moment('added_at').notNull(),
  },
  (table) => [primaryKey({ name: 'favorites_pkey', columns: [table.cartId, table.productId] })],
)
