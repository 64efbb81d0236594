/**
 * A server process for the tests to kill: runs the database on the folder it is given, as whoever it was started as,
 * and tells its parent about everything it does.
 */
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../src/platform/postgres/index.ts'

export type Told =
  | { ready: { host: string; port: number; user: string; database: string } }
  | { refused: { code: string; message: string } }
  | { committed: number }
  | { answered: unknown }
  | { closed: true }

const [dataDir = '', work] = process.argv.slice(2)
const tell = (told: Told) => process.send?.(told)

try {
  const server = await startEmbeddedPostgres({ dataDir })
  const client = new Client(server.connection)
  client.on('error', () => {})
  await client.connect()
  // Ctrl-C reaches every process of the group. The database must still be there for the last orders.
  process.on('SIGINT', async () => tell({ answered: (await client.query('SELECT 1 AS alive')).rows }))
  process.on('message', async () => {
    await client.end()
    await server.close()
    tell({ closed: true })
    process.disconnect()
  })
  tell({ ready: server.connection })
  if (work === 'write') await writeFor(client)
} catch (error) {
  const { code, message } = error as { code: string; message: string }
  tell({ refused: { code, message } })
  process.disconnect()
}

async function writeFor(client: Client): Promise<void> {
  await client.query('CREATE TABLE IF NOT EXISTS entries (id bigint GENERATED ALWAYS AS IDENTITY, filler text)')
  for (;;) {
    const { rows } = await client.query(`INSERT INTO entries (filler) VALUES (repeat('x', 500)) RETURNING id`)
    tell({ committed: Number(rows[0].id) })
  }
}
