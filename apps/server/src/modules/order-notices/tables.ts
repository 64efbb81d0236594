import { index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { ProductId } from '#catalog'
import { customerIdColumn } from '#identity'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** What was said last of what, so that it is said once. */
export const orderNotices = pgTable(
  'order_notices',
  {
    /** An order, or money that goes back. */
    subject: text().primaryKey(),
    said: text().notNull(),
    saidAt: moment('said_at').notNull(),
  },
  (table) => [index('order_notices_said_at_idx').on(table.saidAt)],
)

export const newsKinds = ['price_dropped', 'back_in_stock'] as const
export type NewsKind = (typeof newsKinds)[number]

/** News of what somebody likes, which waits to be told together with what else comes. */
export const favoriteNews = pgTable(
  'favorite_news',
  {
    customerId: customerIdColumn().notNull(),
    productId: integer('product_id').notNull().$type<ProductId>(),
    kind: text().notNull().$type<NewsKind>(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'favorite_news_pkey', columns: [table.customerId, table.productId] }),
    index('favorite_news_at_idx').on(table.at),
  ],
)

/** When somebody was last told of their favourites: nobody is told twice a day. */
export const favoriteTellings = pgTable('favorite_tellings', {
  customerId: customerIdColumn().primaryKey(),
  toldAt: moment('told_at').notNull(),
})

/** Of which cart somebody was reminded last, and when: of one that stands as it stood nobody hears twice. */
export const cartReminders = pgTable('cart_reminders', {
  customerId: customerIdColumn().primaryKey(),
  cartVersion: integer('cart_version').notNull(),
  toldAt: moment('told_at').notNull(),
})
