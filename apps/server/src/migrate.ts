import { Database, openLog } from '#platform'
import { loadConfig } from './config.ts'
import { applyMigrations } from './migrations.ts'
import { runCommand } from './operator.ts'
import { openStorage } from './storage.ts'

// `npm run db:migrate`: brings the configured database to this release and says so.
await runCommand(async () => {
  const config = loadConfig()
  const storage = await openStorage(config)
  const database = new Database(storage.connection, { poolSize: 1, log: openLog(config.logLevel) })
  try {
    await applyMigrations(database)
  } finally {
    await database.close()
    await storage.close()
  }
  console.log('The database is at this release.')
  return 0
})
