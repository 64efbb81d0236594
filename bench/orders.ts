import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { stockUp } from './cart.ts'
import { driveOnce, sendAtRate, type Timed, visitorHeaders } from './load.ts'
import { cpuSecondsOf, cpuSecondsOfAll } from './memory.ts'
import type { Row } from './rows.ts'
import { median, quantile } from './statistics.ts'
import { CONNECTIONS, type World } from './world.ts'

/** Each orders once a round, and thirty times in ten minutes at most. */
const BUYERS = 320
const ROUNDS = 5
const WARM_ROUNDS = 3
const PER_SECOND = 100
/** Two things for 500 roubles, and the courier of a new shop. */
const TOTAL = 1300_00

interface Orders {
  skus: readonly string[]
  calls: () => Timed[]
}

/** Carts that become orders: all of checkout, in one transaction each. */
export async function placingOrders(world: World): Promise<Row[]> {
  const orders = await openOrders(world)
  const { pid } = world.product.process
  const rates: number[] = []
  const times: number[] = []
  const cpu = { server: [] as number[], all: [] as number[] }
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
    const before = [await cpuSecondsOf(pid), await cpuSecondsOfAll(pid)] as const
    const rate = await asFastAsTheyCome(world, orders)
    const after = [await cpuSecondsOf(pid), await cpuSecondsOfAll(pid)] as const
    const took = await atRate(world, orders)
    if (round < WARM_ROUNDS) continue
    rates.push(rate)
    times.push(...took)
    cpu.server.push((after[0] - before[0]) / BUYERS)
    cpu.all.push((after[1] - before[1]) / BUYERS)
  }
  return [rateRow(rates, cpu), latencyRow(times)]
}

async function openOrders({ backstage, product }: World): Promise<Orders> {
  const skus = await stockUp(backstage.ctx, { prefix: 'ordered', stock: 1_000_000 })
  const sessions = await backstage.openSessions(BUYERS)
  const body = JSON.stringify({
    contact: { name: 'Анна', phone: '+79161234567' },
    delivery: { methodId: 'courier' },
    address: { city: 'Москва', street: 'Арбат, 1' },
    payment: { methodId: 'cash' },
    expectedTotal: { amountMinor: TOTAL, currency: 'RUB' },
  })
  const calls = () =>
    sessions.map(({ accessToken }): Timed => {
      const key = { 'idempotency-key': randomUUID(), authorization: `Bearer ${accessToken}` }
      const headers = { ...visitorHeaders(), ...key, 'content-type': 'application/json' }
      return { method: 'POST', url: `${product.url}/api/orders`, headers, body, expected: 201 }
    })
  return { skus, calls }
}

async function asFastAsTheyCome(world: World, { skus, calls }: Orders): Promise<number> {
  await fillCarts(world, skus)
  return driveOnce({
    url: world.product.url,
    connections: CONNECTIONS,
    requests: calls().map(({ method, headers, body }) => ({ method, path: '/api/orders', headers, body: body ?? '' })),
    expected: [201],
  })
}

async function atRate(world: World, { skus, calls }: Orders): Promise<number[]> {
  await fillCarts(world, skus)
  return sendAtRate(calls(), PER_SECOND)
}

/** Two things for everybody who was signed in backstage. */
async function fillCarts({ product }: World, skus: readonly string[]): Promise<void> {
  const mine = "(select id from customers where email like 'person%@shop.example')"
  const client = new pg.Client(product.database)
  await client.connect()
  await client.query(`insert into carts (customer_id, updated_at) select id, now() from ${mine} buyers
    on conflict (customer_id) do update set version = carts.version + 1`)
  await client.query(
    `insert into cart_lines (cart_id, sku, quantity, seen_price_minor, added_at)
      select carts.id, ($1::text[])[1 + (customer_id * 2 + nth) % cardinality($1::text[])], 1, 50000, now()
      from carts, generate_series(0, 1) nth where customer_id in ${mine} on conflict do nothing`,
    [skus],
  )
  await client.end()
}

function rateRow(rates: readonly number[], cpu: { server: number[]; all: number[] }): Row {
  const rate = median(rates)
  const millis = (costs: number[]) => (median(costs) * 1000).toFixed(1)
  return {
    what: 'Placing orders, as fast as answers come',
    goal: `≥ ${PER_SECOND}/s`,
    measured: `${rate.toFixed(0)}/s`,
    basis:
      `${ROUNDS} rounds of ${BUYERS}, ${Math.min(...rates).toFixed(0)} to ${Math.max(...rates).toFixed(0)}/s; ` +
      `processor ${millis(cpu.server)} ms an order, ${millis(cpu.all)} ms with PostgreSQL's`,
    met: rate >= PER_SECOND,
  }
}

function latencyRow(times: readonly number[]): Row {
  const goal = 150
  const p99 = quantile(times, 0.99)
  return {
    what: `p99 of placing an order, at ${PER_SECOND} a second`,
    goal: `< ${goal} ms`,
    measured: `${p99.toFixed(0)} ms`,
    basis: `${times.length} orders; median ${median(times).toFixed(1)} ms`,
    met: p99 < goal,
  }
}
