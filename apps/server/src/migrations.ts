import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { Database } from '#platform'

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

// «VITR» in hexadecimal: any number that other users of the database do not lock.
const LOCK = 0x56495452

/** Applies what is missing, once, however many processes start together. */
export async function applyMigrations({ db }: Pick<Database, 'db'>): Promise<void> {
  await db.transaction(async (db) => {
    await db.execute(sql`set local statement_timeout = 0`)
    await db.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    // A transaction is all that the migrator uses of what it asks for.
    await migrate(db as unknown as Parameters<typeof migrate>[0], { migrationsFolder })
  })
}
