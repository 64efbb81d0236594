import { setTimeout as delay } from 'node:timers/promises'
import { type SimulatedWooCommerce, startWooCommerce } from '@vitrina/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerId } from '#identity'
import { orderPlaced } from '#orders'
import { Database, JobQueue, Limits, MemoryCounters, openKeys } from '#platform'
import { silentLog, testCtx } from '../ctx.ts'
import { toUrl } from '../harness.ts'
import { createDatabase, dropDatabase, type TestDatabase } from '../postgres.ts'
import { asking, fillAll, newCustomers, place, type Selling, sellingBy } from '../selling.ts'
import { madeCalls, markOf } from '../woocommerce/ordering.ts'
import { addMany } from '../woocommerce/replica.ts'
import { seeded } from './seeded.ts'
import { Home } from './server-process.ts'

const PRODUCTS = 1_500
const PATIENCE = { timeout: 300_000, interval: 200 }
const ORDERS = 1_000
const KILLS = 20

let home: Home
let connection: TestDatabase
let database: Database
let woo: SimulatedWooCommerce
let settings: Record<string, string>

beforeAll(async () => {
  home = await Home.open()
  connection = await createDatabase()
  database = new Database(connection, { poolSize: 8, log: silentLog() })
  woo = await startWooCommerce({ currency: 'RUB', random: seeded(20_261_121) })
  addMany(woo, PRODUCTS)
  settings = {
    // A socket's address has no host, which the setting asks for.
    DATABASE_URL: toUrl(connection).replace('@/', '@localhost/'),
    ...{ WOOCOMMERCE_URL: woo.url, WOOCOMMERCE_KEY: woo.key, WOOCOMMERCE_SECRET: woo.secret },
  }
})
afterAll(async () => {
  await home.close()
  await woo.close()
  await database.close()
  await dropDatabase(connection)
})

async function ask<Row extends Record<string, unknown>>(sql: string): Promise<Row[]> {
  return (await database.pool.query<Row>(sql)).rows
}

const countProducts = async () => (await ask<{ count: number }>('select count(*)::int from products'))[0]?.count ?? 0

test('a process killed in its first load goes on where it was, and nothing is missing (E1)', async () => {
  woo.faults.always({ kind: 'slow', delayMs: 200 }, { path: '/products?status=any&_fields=' })
  const first = await home.start(settings)
  await expect.poll(countProducts, PATIENCE).toBeGreaterThan(300)
  await first.stop('SIGKILL')
  woo.forgetCalls()
  woo.faults.clear()

  const second = await home.start(settings)
  const done = `select state ->> 'finishedAt' as at from woo_progress where task = 'load'`
  await expect.poll(async () => (await ask<{ at: string | null }>(done))[0]?.at ?? null, PATIENCE).not.toBeNull()
  expect(await countProducts()).toBe(PRODUCTS)
  const pages = woo.calls().filter(({ path }) => path.includes('description') && path.includes('offset='))
  expect(pages.length).toBeLessThan(PRODUCTS / 100)
  await second.stop('SIGTERM')
}, 90_000)

const IN_DOUBT = 'select count(*)::int from woo_order_pushes where attempted_at is not null'

/** The product's own checkout, whose orders a server takes on that may be dead at the moment. */
async function openCheckout() {
  const queue = new JobQueue(connection, silentLog())
  queue.on(orderPlaced, 'bring-to-woocommerce', async () => {})
  await queue.startSending([])
  const ctx = { ...testCtx(database.db), now: () => new Date(), jobs: queue }
  const { pepper } = await openKeys({ dataDir: home.dataDir, now: ctx.now(), log: ctx.log })
  const on: Pick<Selling, 'ctx' | 'selling'> = {
    ctx,
    selling: sellingBy({ flood: new Limits(new MemoryCounters(), pepper), pepper }),
  }
  const buyers = await newCustomers(on, ORDERS)
  await fillAll(
    on,
    buyers.map((customerId, nth) => ({ customerId, lines: { [`B-${(nth % 50) + 1}`]: 1 } })),
  )
  // Flowers for 100 roubles, and the courier.
  const buy = (some: readonly CustomerId[]) => Promise.all(some.map((buyer) => place(on, buyer, asking(40_000))))
  return { buyers, buy, close: () => queue.close() }
}

test('of 1,000 orders every one is in WooCommerce once, whatever answers are lost and whoever is killed (E6, G7, O1)', async () => {
  let server = await home.start(settings)
  const random = seeded(20_261_122)
  await expect.poll(countProducts, PATIENCE).toBe(PRODUCTS)
  const checkout = await openCheckout()
  woo.faults.add({ kind: 'drop-after' }, { rate: 0.05 })
  woo.faults.add({ kind: 'error', status: 500 }, { rate: 0.025 })
  woo.faults.add({ kind: 'error', status: 502 }, { rate: 0.025 })
  const each = ORDERS / KILLS
  const begun: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const buying = checkout.buy(checkout.buyers.slice(kill * each, (kill + 1) * each))
    // In the middle of it, wherever that is.
    woo.forgetCalls()
    const some = Math.floor(random() * 0.5 * each)
    await expect.poll(() => madeCalls(woo).length, { ...PATIENCE, interval: 3 }).toBeGreaterThan(some)
    await delay(random() * 30)
    await server.stop('SIGKILL')
    begun.push((await ask<{ count: number }>(IN_DOUBT))[0]?.count ?? 0)
    server = await home.start(settings)
    await buying
  }
  const left = `select (select count(*)::int from orders where external_id is null) as unnamed,
    (select count(*)::int from woo_order_pushes) as waiting`
  await expect.poll(async () => (await ask(left))[0], PATIENCE).toEqual({ unnamed: 0, waiting: 0 })

  const accepted = await ask<{ id: string; external: string }>('select id, external_id as external from orders')
  expect(accepted).toHaveLength(ORDERS)
  const there = woo.world.orders().map((order) => [markOf(order), String(order.id)])
  expect(there.toSorted()).toEqual(accepted.map(({ id, external }) => [id, external]).toSorted())
  // They met it at work.
  expect(begun.filter((count) => count > 0).length).toBeGreaterThan(KILLS / 2)
  await server.stop('SIGTERM')
  await checkout.close()
  // A minute and a half alone, more than twice that beside other files.
}, 600_000)
