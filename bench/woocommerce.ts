import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SimulatedWooCommerce, startWooCommerce } from '@vitrina/simulator'
import pg from 'pg'
import { heldBy } from './memory.ts'
import { openProduct, type Product } from './product.ts'
import type { Row } from './rows.ts'

const PRODUCTS = 10_000
/** Every tenth has sizes. */
const VARIABLE_EVERY = 10
const SIZES = ['S', 'M', 'L']
const GOAL_SECONDS = 60
const GOAL_MEGABYTES = 150
const LOOK_MS = 250
const SETTLE_MS = 5_000
const DEADLINE_MS = 300_000

/**
 * The first full load of a WooCommerce by a product of its own, and the most memory that it holds on top of what
 * it held without one. The simulated site is in this process, and answers as fast as it can.
 */
export async function loadingCatalogue(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrina-woo-'))
  const woo = await startWooCommerce({ currency: 'RUB' })
  try {
    fill(woo)
    const before = await memoryWithout(folder)
    const { seconds, megabytes } = await load(folder, woo)
    return [
      {
        what: `First load of ${PRODUCTS} products from WooCommerce`,
        goal: `< ${GOAL_SECONDS} s`,
        measured: `${seconds.toFixed(1)} s`,
        basis: `one run, start of the program included; ${woo.calls().length} calls`,
        met: seconds < GOAL_SECONDS,
      },
      {
        what: 'Memory that the load takes, server and PostgreSQL',
        goal: `< ${GOAL_MEGABYTES} MB`,
        measured: `${(megabytes - before).toFixed(0)} MB`,
        basis: `PSS, ${megabytes.toFixed(0)} MB at most, ${before.toFixed(0)} MB without a WooCommerce`,
        met: megabytes - before < GOAL_MEGABYTES,
      },
    ]
  } finally {
    await woo.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function fill({ world }: SimulatedWooCommerce): void {
  const categories = Array.from({ length: 20 }, (_, nth) => world.addCategory(`Категория ${nth}`).id)
  const description = `<p>${'Свежие цветы от поставщика, собранные сегодня утром. '.repeat(20)}</p>`
  for (let nth = 0; nth < PRODUCTS; nth++) {
    const { id } = world.addProduct({
      ...{ name: `Букет ${nth}`, sku: `BENCH-${nth}`, regular_price: `${nth}.50`, description },
      ...{ categories: [categories[nth % 20] ?? 0], manage_stock: true, stock_quantity: nth % 50 },
    })
    if (nth % VARIABLE_EVERY > 0) continue
    for (const size of SIZES) {
      world.addVariation(id, { Размер: size }, { sku: `BENCH-${nth}-${size}`, regular_price: `${nth}` })
    }
  }
}

async function memoryWithout(folder: string): Promise<number> {
  const product = await openProduct(await subfolder(folder, 'without'))
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const held = (await heldBy(product.process.pid)) ?? Number.NaN
  await product.stop()
  return held
}

async function subfolder(folder: string, name: string): Promise<string> {
  await mkdir(join(folder, name))
  return join(folder, name)
}

async function load(folder: string, { url, key, secret }: SimulatedWooCommerce) {
  const begunAt = performance.now()
  const env = { WOOCOMMERCE_URL: url, WOOCOMMERCE_KEY: key, WOOCOMMERCE_SECRET: secret }
  const product = await openProduct(await subfolder(folder, 'with'), env)
  try {
    const megabytes = await watchUntilLoaded(product, begunAt)
    return { seconds: (performance.now() - begunAt) / 1000, megabytes }
  } finally {
    await product.stop()
  }
}

/** The most that was held on the way. */
async function watchUntilLoaded(product: Product, begunAt: number): Promise<number> {
  const client = new pg.Client(product.database)
  await client.connect()
  let most = 0
  try {
    for (;;) {
      most = Math.max(most, (await heldBy(product.process.pid)) ?? Number.NaN)
      const { rows } = await client.query(`select state ->> 'finishedAt' as at from woo_progress where task = 'load'`)
      if (rows[0]?.at) break
      if (performance.now() - begunAt > DEADLINE_MS) throw new Error('the catalogue was not loaded in five minutes')
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    const { rows } = await client.query('select count(*)::int as loaded from products')
    if (rows[0].loaded !== PRODUCTS) throw new Error(`${rows[0].loaded} products were loaded`)
    return most
  } finally {
    await client.end()
  }
}
