import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findCustomer } from '#identity'
import { Database, openKeys } from '#platform'
import { openSession } from '#sessions'
import { Browser } from '../browser.ts'
import { silentLog, type TestCtx, testCtx } from '../ctx.ts'
import { eventually } from '../eventually.ts'
import { asking, newCustomers, sell } from '../selling.ts'
import { device } from '../use-cases.ts'
import { Home, type ServerProcess } from './server-process.ts'

const BUYERS = 8
const ORDERS_EACH = 6
/** When the power goes, after the first order was sent. */
const MOMENTS = [40, 140, 320]

let home: Home
let server: ServerProcess
beforeAll(async () => {
  home = await Home.open()
  server = await home.start()
})
afterAll(() => home.close())

/** Does something behind the server's back, on its own database. */
async function behind<Result>(work: (ctx: TestCtx) => Promise<Result>): Promise<Result> {
  const host = join(home.dataDir, 'postgres', 'socket')
  const connection = { host, port: 5432, user: 'vitrina', database: 'postgres' }
  const database = new Database(connection, { poolSize: 1, log: silentLog() })
  try {
    return await work({ ...testCtx(database.db), now: () => new Date() })
  } finally {
    await database.close()
  }
}

/** Customers who are signed in, and something to buy for 1,000 roubles. */
function prepare(): Promise<{ sku: string; buyers: Browser[] }> {
  return behind(async (ctx) => {
    const keys = await openKeys({ dataDir: home.dataDir, now: ctx.now(), log: ctx.log })
    const { sku } = await sell({ ctx }, { stock: 100_000 })
    const buyers = []
    for (const [nth, id] of (await newCustomers({ ctx }, BUYERS)).entries()) {
      const customer = await findCustomer(ctx.db, id)
      if (!customer) throw new Error('a customer is gone')
      const { session } = await openSession(ctx, { customer, device, amr: 'otp' }, { keys, issuer: home.url })
      buyers.push(new Browser(home.url, { 'x-forwarded-for': `203.0.113.${nth + 1}` }).as(session.accessToken))
    }
    return { sku, buyers }
  })
}

/** Orders again and again; what was not answered is sent again, word for word, until it is. */
async function orderOn(buyer: Browser, sku: string): Promise<string[]> {
  const ids = []
  while (ids.length < ORDERS_EACH) {
    await eventually(async () => expect((await buyer.put(`/api/cart/items/${sku}`, { quantity: 1 })).status).toBe(200))
    const key = { 'idempotency-key': randomUUID() }
    const { id } = await eventually(async () => {
      const answer = await buyer.post('/api/orders', asking(130_000), key)
      expect([answer.status, answer.body.code]).toEqual([201, undefined])
      return answer.body
    })
    ids.push(id)
  }
  return ids
}

/** Orders that lack anything that belongs to one. */
const HALF = `select o.id from orders o where
  (select count(*) from order_lines l where l.order_id = o.id) <> 1 or
  (select count(*) from order_moves m where m.order_id = o.id) <> 1 or
  (select sum(h.quantity) from stock_holds h where h.order_id = o.id) is distinct from 1 or
  not exists (select from idempotency_keys k where k.customer_id = o.customer_id and k.answer like '%' || o.id || '%')`
const LONELY = `select h.order_id from stock_holds h where not exists (select from orders o where o.id = h.order_id)
  union all select k.key from idempotency_keys k where k.answer is null`

test.for(MOMENTS)(
  'a process killed after %d ms of ordering leaves each order whole or none (G2, G7)',
  async (after) => {
    const { sku, buyers } = await prepare()
    const ordering = Promise.all(buyers.map((buyer) => orderOn(buyer, sku)))
    await delay(after)
    await server.stop('SIGKILL')
    server = await home.start()
    expect(await home.query(HALF)).toEqual([])
    expect(await home.query(LONELY)).toEqual([])

    const ids = (await ordering).flat()
    expect(new Set(ids).size).toBe(BUYERS * ORDERS_EACH)
    const count = 'select count(distinct order_id)::int as orders from order_lines where sku = $1'
    expect(await home.query(count, [sku])).toEqual([{ orders: BUYERS * ORDERS_EACH }])
    expect(await home.query(HALF)).toEqual([])
  },
)
