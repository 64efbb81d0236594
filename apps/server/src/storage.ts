import { Database, type Log } from '#platform'
import type { Config } from './config.ts'

export const POOL_SIZE = 12

export interface Storage {
  database: Database
  close(): Promise<void>
}

/** Opens the configured database, or starts the embedded one in the data folder. */
export async function openStorage(config: Pick<Config, 'databaseUrl' | 'dataDir'>, log: Log): Promise<Storage> {
  if (config.databaseUrl) {
    const database = new Database({ connectionString: config.databaseUrl }, { poolSize: POOL_SIZE, log })
    return { database, close: () => database.close() }
  }
  // Not even loaded where a real database is configured.
  const { startEmbeddedPostgres } = await import('./platform/postgres/index.ts')
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log.debug(line) })
  const database = new Database(embedded.connection, { poolSize: POOL_SIZE, log })
  const close = async () => {
    await database.close()
    await embedded.close()
  }
  return { database, close }
}
