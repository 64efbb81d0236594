import { sql } from 'drizzle-orm'
import { type ConnectionOptions, Database, type Db } from '#platform'
import { silentLog } from './ctx.ts'
import { createDatabase, dropDatabase } from './postgres.ts'

/** A migrated database for one test file, and a pool on it. */
export async function openDatabase(): Promise<{
  database: Database
  connection: ConnectionOptions
  close: () => Promise<void>
}> {
  const connection = await createDatabase()
  const database = new Database(connection, { poolSize: 8, log: silentLog(), patience: 10 })
  const close = async () => {
    await database.close()
    await dropDatabase(connection)
  }
  return { database, connection, close }
}

/** How many statements of this database wait for what another one holds. */
export async function countLockWaits(db: Db): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`)
  return rows[0]?.count ?? 0
}
