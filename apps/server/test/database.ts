import { fileURLToPath } from 'node:url'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { type ConnectionOptions, Database } from '#platform'
import { silentLog } from './ctx.ts'
import { createDatabase, dropDatabase } from './postgres.ts'

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/** A migrated database for one test file, and a pool on it. */
export async function openDatabase(): Promise<{
  database: Database
  connection: ConnectionOptions
  close: () => Promise<void>
}> {
  const connection = await createDatabase()
  const database = new Database(connection, { poolSize: 8, log: silentLog() })
  await migrateDatabase(database)
  const close = async () => {
    await database.close()
    await dropDatabase(connection)
  }
  return { database, connection, close }
}

export function migrateDatabase({ db }: Database): Promise<void> {
  return migrate(db as Parameters<typeof migrate>[0], { migrationsFolder })
}
