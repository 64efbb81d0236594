import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startSimulator } from '@vitrina/simulator'
import type { ConnectionOptions } from '../apps/server/src/platform/index.ts'
import { superuser } from '../apps/server/src/platform/postgres/cluster.ts'
import { visitorHeaders } from './load.ts'
import { freePort, type Running, start } from './processes.ts'

export interface Product {
  url: string
  process: Running
  dataDir: string
  botToken: string
  /** Its own embedded database. */
  database: ConnectionOptions
  stop(): Promise<void>
}

/**
 * Starts the product as its owner would: a token, its own database in a folder, all else as it
 * comes. Telegram is simulated by this process, so that playing it costs the product nothing.
 */
export async function openProduct(folder: string, env: Record<string, string> = {}): Promise<Product> {
  const simulator = await startSimulator({ limits: false })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const dataDir = join(folder, 'data')
  const running = await start({
    script: 'apps/server/src/main.ts',
    folder,
    env: {
      PORT: String(port),
      DATA_DIR: dataDir,
      TELEGRAM_BOT_TOKEN: simulator.botToken,
      TELEGRAM_API_ROOT: simulator.apiRoot,
      ...env,
    },
    answersAt: `${url}/api/config`,
  })
  const stop = async () => {
    await running.stop()
    await simulator.close()
  }
  const database = await connectionOf(dataDir)
  return { url, process: running, dataDir, botToken: simulator.botToken, database, stop }
}

// The postmaster writes down where it listens, in lines of a fixed order.
async function connectionOf(dataDir: string): Promise<ConnectionOptions> {
  const lines = (await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')
  return { host: lines[4] ?? '', port: Number(lines[3]), user: superuser, database: 'postgres' }
}

/** A registration under way, and the cookie of the browser that began it. */
export interface Pending {
  id: string
  cookie: string
}

export const registration = JSON.stringify({
  method: 'telegram_contact',
  name: 'Анна Каренина',
  phone: '+79161234567',
})

export async function beginRegistration({ url }: Pick<Product, 'url'>): Promise<Pending> {
  const answer = await fetch(`${url}/api/auth/verifications`, {
    method: 'POST',
    headers: { ...visitorHeaders(), 'content-type': 'application/json' },
    body: registration,
  })
  if (answer.status !== 201) throw new Error(`a registration was answered ${answer.status}: ${await answer.text()}`)
  const { id } = (await answer.json()) as { id: string }
  return { id, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}
