import { randomBytes } from 'node:crypto'
import { type Ctx, Database, JobQueue, openLog } from '#platform'
import type { Config } from './config.ts'
import { applyMigrations } from './migrations.ts'
import { relayEvent, relayedJobs } from './relay.ts'
import { openStorage } from './storage.ts'

// «IMPO»: two imports at once would wait for each other's rows.
const LOCK = 0x494d504f

/** Runs an import of a command on the shop's database, one at a time; the shop may be open meanwhile. */
export async function importing<Result>(config: Config, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  const log = openLog(config.logLevel)
  const storage = await openStorage(config)
  const database = new Database(storage.connection, { poolSize: 1, log })
  const queue = new JobQueue(storage.connection, log)
  try {
    await applyMigrations(database)
    await queue.startSending([relayEvent])
    return await database.exclusively(LOCK, (db) =>
      work({ db, now: () => new Date(), random: randomBytes, jobs: relayedJobs(queue), log }),
    )
  } finally {
    await queue.close()
    await database.close()
    await storage.close()
  }
}
