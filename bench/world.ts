import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { POOL_SIZE } from '../apps/server/src/storage.ts'
import { type Backstage, openBackstage } from './backstage.ts'
import { admitMembers, type Member } from './customers.ts'
import { freePort, type Running, start } from './processes.ts'
import { beginRegistration, openProduct, type Pending, type Product } from './product.ts'

export const CONNECTIONS = 32
// As many as sign in at once: one customer's sign-ins wait for each other, and nobody makes thirty of them.
const MEMBERS = CONNECTIONS

/** The product and the yardstick beside it, with what the measurements ask about. */
export interface World {
  product: Product
  baseline: { url: string; process: Running }
  /** One for each connection that polls. */
  pending: Pending[]
  members: Member[]
  backstage: Backstage
  /** For whatever else is measured beside them. */
  folder: string
  close(): Promise<void>
}

export async function openWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrina-bench-'))
  const product = await openProduct(folder)
  const pending: Pending[] = []
  while (pending.length < CONNECTIONS) pending.push(await beginRegistration(product))
  const baseline = await openBaseline(folder, product, await copyRows(product))
  const backstage = await openBackstage(product)
  const members = await admitMembers(backstage.ctx, MEMBERS)
  const close = async () => {
    await backstage.close()
    await baseline.process.stop()
    await product.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { product, baseline, pending, members, backstage, folder, close }
}

/** Gives the baseline the very rows that the product reads; out: how long a row's value is. */
async function copyRows(product: Product): Promise<number> {
  const client = new pg.Client(product.database)
  await client.connect()
  await client.query('create table bench_rows (like ephemeral including all)')
  await client.query('insert into bench_rows select * from ephemeral')
  const { rows } = await client.query('select octet_length(value) as bytes from bench_rows limit 1')
  await client.end()
  return rows[0].bytes
}

async function openBaseline(folder: string, product: Product, rowBytes: number): Promise<World['baseline']> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    BASELINE_PORT: String(port),
    BASELINE_DATABASE: JSON.stringify(product.database),
    BASELINE_POOL_SIZE: String(POOL_SIZE),
    BASELINE_ROW_BYTES: String(rowBytes),
  }
  const answersAt = `${url}/healthz`
  return { url, process: await start({ script: 'bench/baseline.ts', folder, env, answersAt }) }
}
