import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Source } from '#catalog'
import { customerIdColumn } from '#identity'
import type { Coupon } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

export const coupons = pgTable(
  'coupons',
  {
    /** Folded. */
    code: text().primaryKey(),
    source: text().notNull().$type<Source>(),
    kind: text().notNull().$type<Coupon['kind']>(),
    value: bigint({ mode: 'number' }).notNull(),
    minMinor: bigint('min_minor', { mode: 'number' }),
    expiresAt: moment('expires_at'),
    usageLimit: integer('usage_limit'),
    usageLimitPerCustomer: integer('usage_limit_per_customer'),
    productIds: integer('product_ids').array().notNull(),
    categoryIds: integer('category_ids').array().notNull(),
    /** As many as there are uses; counted here so that the last one is nobody's twice. */
    used: integer().notNull().default(0),
  },
  (table) => [
    check('coupons_value', sql`${table.value} >= 0 and (${table.kind} <> 'percent' or ${table.value} <= 10000)`),
    check('coupons_used', sql`${table.used} >= 0`),
  ],
)

/** One for each order that was placed with a coupon and has not come to nothing. */
export const couponUses = pgTable(
  'coupon_uses',
  {
    orderId: text('order_id').primaryKey(),
    code: text()
      .notNull()
      .references(() => coupons.code, { onDelete: 'cascade' }),
    customerId: customerIdColumn().notNull(),
  },
  (table) => [index('coupon_uses_customer_idx').on(table.code, table.customerId)],
)
