import { index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { customerIdColumn } from '#identity'

/** What was answered under a key, so that the same call again is answered the same (G1). */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    customerId: customerIdColumn().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    bodyHash: text('body_hash').notNull(),
    /** JSON as it was sent. Null only inside the transaction that works on it. */
    answer: text(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'idempotency_keys_pkey', columns: [table.customerId, table.operation, table.key] }),
    index('idempotency_keys_created_at_idx').on(table.createdAt),
  ],
)
