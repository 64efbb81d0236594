import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** How far each piece of work has come, see `progress.ts`: whoever goes on with it may be another process. */
export const wooProgress = pgTable('woo_progress', {
  task: text().primaryKey(),
  state: jsonb().notNull(),
  updatedAt: moment('updated_at').notNull(),
})

/** Products that cannot be taken over as they are, so that the others can. */
export const wooSetAside = pgTable('woo_set_aside', {
  /** Its id, or where it is in the list when not even that can be read. */
  externalId: text('external_id').primaryKey(),
  reason: text().notNull(),
  since: moment('since').notNull(),
})
