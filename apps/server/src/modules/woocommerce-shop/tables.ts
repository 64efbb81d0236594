import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** What was found out about the site and has to be known while it is away. */
export const wooFacts = pgTable('woo_facts', {
  name: text().primaryKey(),
  value: jsonb().notNull(),
  readAt: timestamp('read_at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
})
