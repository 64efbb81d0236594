import { fileURLToPath } from 'node:url'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { Database } from '#platform'

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

// «VITR» in hexadecimal: any number that other users of the database do not lock.
const LOCK = 0x56495452

/** Applies what is missing, once, however many processes start together. */
export function applyMigrations(database: Database): Promise<void> {
  return database.exclusively(LOCK, (db) =>
    // The migrator is typed for a pool, and works on any handle.
    migrate(db as unknown as Parameters<typeof migrate>[0], { migrationsFolder }),
  )
}
