import { bigint, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/**
 * Short-lived records, see `ephemeral.ts`. Logged like any other table: a registration under
 * way must outlive a crash, and an unlogged table is emptied by one.
 */
export const ephemeral = pgTable(
  'ephemeral',
  {
    key: text().primaryKey(),
    // JSON as text: jsonb refuses U+0000 and lone surrogates, which a stranger can type into
    // any field, and nothing here is ever searched by its content.
    value: text().notNull(),
    version: integer().notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  // For the sweep. A write that keeps its expiry leaves the index alone and stays on its page.
  (table) => [index('ephemeral_expires_at').on(table.expiresAt)],
)

/**
 * Counts of the limits, see `limits.ts`. The names and the order of the columns are those
 * that rate-limiter-flexible writes to; the key is a keyed hash, never a phone or an address.
 */
export const rateLimit = pgTable(
  'rate_limit',
  {
    key: text().primaryKey(),
    points: integer().notNull(),
    /** Milliseconds since 1970. */
    expire: bigint({ mode: 'number' }),
  },
  (table) => [index('rate_limit_expire').on(table.expire)],
)
