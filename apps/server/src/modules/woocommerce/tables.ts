import { index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { HintResource } from './model.ts'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/**
 * What webhooks have told of and has not been read again since, once each: they come twice, late and out of
 * order, so nothing of what they say is kept but whom it is about.
 */
export const wooHints = pgTable(
  'woo_hints',
  {
    resource: text().notNull().$type<HintResource>(),
    externalId: text('external_id').notNull(),
    /** Grows with each hint, so that one that comes while the last is worked is not dropped with it. */
    version: integer().notNull().default(1),
    heardAt: moment('heard_at').notNull(),
    /** In somebody's hands until then; who dies lets go of it by that. */
    takenUntil: moment('taken_until'),
  },
  (table) => [
    primaryKey({ name: 'woo_hints_pkey', columns: [table.resource, table.externalId] }),
    index('woo_hints_heard_idx').on(table.resource, table.heardAt),
  ],
)
