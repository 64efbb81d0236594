import { integer, pgTable } from 'drizzle-orm/pg-core'
import { customerIdColumn } from '#identity'

/** Who of our customers is whom there. */
export const wooCustomers = pgTable('woo_customers', {
  customerId: customerIdColumn('customer_id').primaryKey(),
  externalId: integer('external_id').notNull(),
})
