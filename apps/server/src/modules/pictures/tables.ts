import { sql } from 'drizzle-orm'
import { check, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** Where each picture is from. What it looks like is in files, of which none is lost for good. */
export const pictures = pgTable(
  'pictures',
  {
    /** Hash of the bytes of a file, or of an address. */
    id: text().primaryKey(),
    url: text(),
    /** Where the file was when it was read last; only read again when it is still the same. */
    file: text(),
    width: integer(),
    height: integer(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
  },
  (table) => [check('pictures_one_source', sql`num_nonnulls(${table.url}, ${table.file}) = 1`)],
)
