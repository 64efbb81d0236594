import { type ConnectionOptions, Database } from '#platform'
import { silentLog } from './ctx.ts'
import { createDatabase, dropDatabase } from './postgres.ts'

/** A migrated database for one test file, and a pool on it. */
export async function openDatabase(): Promise<{
  database: Database
  connection: ConnectionOptions
  close: () => Promise<void>
}> {
  const connection = await createDatabase()
  const database = new Database(connection, { poolSize: 8, log: silentLog() })
  const close = async () => {
    await database.close()
    await dropDatabase(connection)
  }
  return { database, connection, close }
}
