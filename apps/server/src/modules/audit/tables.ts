import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Act, ActorKind, Details } from './model.ts'

/**
 * What was done to accounts, by whom and from where. Only ever added to; it outlives the account,
 * hence no foreign key.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    customerId: integer('customer_id').notNull(),
    actorKind: text('actor_kind').notNull().$type<ActorKind>(),
    actorId: text('actor_id'),
    act: text().notNull().$type<Act>(),
    details: jsonb().notNull().$type<Details>(),
    browser: text(),
    system: text(),
    network: text(),
    at: timestamp({ withTimezone: true, precision: 3, mode: 'date' }).notNull(),
  },
  (table) => [
    index('audit_entries_customer_idx').on(table.customerId, table.at),
    index('audit_entries_at_idx').on(table.at),
    // Each sign-in asks whether there was one from such a device; an index does not serve `is not distinct from`.
    index('audit_entries_device_idx')
      .on(
        table.customerId,
        sql`coalesce(${table.browser}, '')`,
        sql`coalesce(${table.system}, '')`,
        sql`coalesce(${table.network}, '')`,
        table.at,
      )
      .where(sql`${table.act} = 'signed_in'`),
  ],
)
