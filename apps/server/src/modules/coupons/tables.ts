import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
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
    externalId: text('external_id'),
    kind: text().notNull().$type<Coupon['kind']>(),
    value: bigint({ mode: 'number' }).notNull(),
    minMinor: bigint('min_minor', { mode: 'number' }),
    maxMinor: bigint('max_minor', { mode: 'number' }),
    expiresAt: moment('expires_at'),
    usageLimit: integer('usage_limit'),
    usageLimitPerCustomer: integer('usage_limit_per_customer'),
    pieces: integer(),
    usedElsewhere: integer('used_elsewhere').notNull().default(0),
    usedElsewhereBy: text('used_elsewhere_by').array().notNull().default([]),
    productIds: integer('product_ids').array().notNull(),
    categoryIds: integer('category_ids').array().notNull(),
    externalProductIds: text('external_product_ids').array().notNull().default([]),
    excludedExternalIds: text('excluded_external_ids').array().notNull().default([]),
    excludedCategoryIds: integer('excluded_category_ids').array().notNull().default([]),
    excludesSale: boolean('excludes_sale').notNull().default(false),
    emails: text().array().notNull().default([]),
    freesDelivery: boolean('frees_delivery').notNull().default(false),
    modifiedAt: moment('modified_at'),
    /** As many as there are uses; counted here so that the last one is nobody's twice. */
    used: integer().notNull().default(0),
  },
  (table) => [
    check('coupons_value', sql`${table.value} >= 0 and (${table.kind} <> 'percent' or ${table.value} <= 10000)`),
    check('coupons_used', sql`${table.used} >= 0 and ${table.usedElsewhere} >= 0`),
    index('coupons_external_idx').on(table.source, table.externalId),
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
