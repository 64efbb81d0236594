import { Database, openLog } from '#platform'
import { ConfigError, loadConfig } from './config.ts'
import { applyMigrations } from './migrations.ts'
import { openStorage } from './storage.ts'

// `npm run db:migrate`: brings the configured database to this release and says so.
try {
  const config = loadConfig()
  const storage = await openStorage(config)
  const database = new Database(storage.connection, { poolSize: 1, log: openLog(config.logLevel) })
  await applyMigrations(database)
  await database.close()
  await storage.close()
  console.log('The database is at this release.')
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
