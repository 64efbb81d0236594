import { index, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** What became of letters, so that one whose answer was received is not sent again. */
export const deliveries = pgTable(
  'mail_deliveries',
  {
    /** A hash: neither the address nor what the letter is about is kept here. */
    id: text().primaryKey(),
    /** Tries that were begun and of which nothing is known, the one under way among them. */
    doubtful: smallint().notNull(),
    /** When the server gave its last word. */
    settledAt: moment('settled_at'),
    beganAt: moment('began_at').notNull(),
  },
  (table) => [index('mail_deliveries_began_at_idx').on(table.beganAt)],
)
