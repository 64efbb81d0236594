import type { ConnectionOptions } from '#platform'
import type { Config } from './config.ts'

/** Connections that the product's own statements share. */
export const POOL_SIZE = 12

/** The PostgreSQL that the shop runs on. */
export interface Storage {
  connection: ConnectionOptions
  close(): Promise<void>
}

/**
 * Names the configured database, or starts the embedded one in the data folder. Loads nothing of
 * the product, so that a database can be starting while that is loaded: from `onSpawn` on it does so by
 * itself, where before it needs this thread, which loading does not let go.
 */
export async function openStorage(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  onSpawn?: () => void,
): Promise<Storage> {
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl }, close: async () => {} }
  // Not even loaded where a real database is configured. What it says is in its log in the data folder.
  const { startEmbeddedPostgres } = await import('./platform/postgres/index.ts')
  return startEmbeddedPostgres({ dataDir: config.dataDir, ...(onSpawn && { onSpawn }) })
}
