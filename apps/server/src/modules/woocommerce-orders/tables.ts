import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { OrderId } from '#orders'
import type { AlarmKind } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Orders that a WooCommerce has of us, as they were last seen there. */
export const wooOrders = pgTable(
  'woo_orders',
  {
    orderId: text('order_id').primaryKey().$type<OrderId>(),
    externalId: text('external_id'),
    orderKey: text('order_key'),
    paymentUrl: text('payment_url'),
    status: text().notNull(),
    told: text().notNull(),
    trouble: text().$type<AlarmKind>(),
  },
  (table) => [index('woo_orders_external_idx').on(table.externalId)],
)

/** What is still to be done there, one row an order, done in the order of their numbers. */
export const wooOrderPushes = pgTable(
  'woo_order_pushes',
  {
    orderId: text('order_id').primaryKey().$type<OrderId>(),
    number: integer().notNull(),
    version: integer().notNull().default(1),
    since: moment('since').notNull(),
    dueAt: moment('due_at').notNull(),
    tries: integer().notNull().default(0),
    attemptedAt: moment('attempted_at'),
    doubtfulUntil: moment('doubtful_until'),
    floorId: bigint('floor_id', { mode: 'number' }),
    sentStatus: text('sent_status'),
  },
  (table) => [index('woo_order_pushes_number_idx').on(table.number)],
)

/** How far the looks at their orders have come. */
export const wooOrderProgress = pgTable('woo_order_progress', {
  task: text().primaryKey(),
  state: jsonb().notNull(),
})
