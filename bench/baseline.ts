/**
 * The yardstick: the same server library, driver, pool size and database as the product, and
 * nothing else. No validation, no hooks, no cookies, no rules; just the statement and its answer.
 */
import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'

const { BASELINE_PORT, BASELINE_DATABASE = '', BASELINE_POOL_SIZE, BASELINE_ROW_BYTES } = process.env

const pool = new pg.Pool({ ...JSON.parse(BASELINE_DATABASE), max: Number(BASELINE_POOL_SIZE) })
// The product's database may end before this does.
pool.on('error', () => {})
const value = 'x'.repeat(Number(BASELINE_ROW_BYTES))

const find = { name: 'find', text: 'select value, version, expires_at from bench_rows where key = $1' }
const insert = {
  name: 'insert',
  text: 'insert into bench_rows (key, value, version, expires_at) values ($1, $2, $3, $4)',
}

const server = Fastify()

// The same addresses as the product's, so that both are sent the very same bytes.
server.get<{ Params: { id: string } }>('/api/auth/verifications/:id', async (request) => {
  const { rows } = await pool.query({ ...find, values: [`verification:${request.params.id}`] })
  return { id: request.params.id, version: rows[0].version, expiresAt: rows[0].expires_at }
})

server.post('/api/auth/verifications', async (_request, reply) => {
  // As random as a secret: an index filled in order is cheaper to fill.
  const id = randomUUID().padEnd(43, '.')
  const expiresAt = new Date(Date.now() + 600_000)
  await pool.query({ ...insert, values: [`verification:${id}`, value, 1, expiresAt] })
  return reply.status(201).send({ id, version: 1, expiresAt })
})

// One statement that writes several rows, together as long as the one: a session with its token and its entry in the log.
const part = value.slice(0, value.length / 3)
const insertThree = {
  name: 'insert_three',
  text: 'insert into bench_rows (key, value, version, expires_at) select key, $2, $3, $4 from unnest($1::text[]) as key',
}

// Written without waiting for the disk, as what may be forgotten in a power cut is.
const insertUnsynced = {
  name: 'insert_unsynced',
  text: `${insert.text} returning set_config('synchronous_commit', 'off', true)`,
}

type Connection = Pick<pg.PoolClient, 'query'>

const statements: Record<string, (on: Connection) => Promise<unknown>> = {
  read: (on) => on.query({ ...find, values: ['nobody'] }),
  write: (on) => on.query({ ...insert, values: [randomUUID(), value, 1, new Date(Date.now() + 600_000)] }),
  write3: (on) =>
    on.query({
      ...insertThree,
      values: [[randomUUID(), randomUUID(), randomUUID()], part, 1, new Date(Date.now() + 600_000)],
    }),
  unsynced: (on) => on.query({ ...insertUnsynced, values: [randomUUID(), value, 1, new Date(Date.now() + 600_000)] }),
  begin: (on) => on.query('begin'),
  commit: (on) => on.query('commit'),
}

// Statements of these kinds, one after the other; a transaction has a connection to itself.
server.post<{ Params: { kinds: string } }>('/statements/:kinds', async (request, reply) => {
  let own: pg.PoolClient | undefined
  try {
    for (const kind of request.params.kinds.split('-')) {
      if (kind === 'begin') own = await pool.connect()
      await statements[kind]?.(own ?? pool)
      if (kind !== 'commit') continue
      own?.release()
      own = undefined
    }
  } finally {
    own?.release(true)
  }
  return reply.status(201).send({ id: randomUUID() })
})

// Adding to a cart, as plainly as it can be done and still be right: kept, read, priced, written, in one transaction.
const cart = {
  touch: {
    name: 'cart_touch',
    text: 'update carts set version = version + 1, updated_at = $2 where guest_hash = $1 returning id, version, coupon_code',
  },
  lines: { name: 'cart_lines', text: 'select * from cart_lines where cart_id = $1 order by added_at, sku' },
  offers: {
    name: 'cart_offers',
    text: `select o.*, p.id, p.source, p.external_id, p.slug, p.name, p.pictures, p.is_shown, p.gone_at, held.quantity as held,
        array(select category_id from product_categories where product_id = p.id) as category_ids
      from offers o join products p on p.id = o.product_id
      left join (select sku, sum(quantity)::int as quantity from stock_holds
        where sku = any($1) and (expires_at is null or expires_at > $2) group by sku) held on held.sku = o.sku
      where o.sku = any($1)`,
  },
  write: {
    name: 'cart_write',
    text: `insert into cart_lines (cart_id, sku, quantity, seen_price_minor, added_at) values ($1, $2, $3, $4, $5)
      on conflict (cart_id, sku) do update set quantity = excluded.quantity, seen_price_minor = excluded.seen_price_minor`,
  },
}

server.put<{ Params: { sku: string }; Body: { quantity: number } }>('/api/cart/items/:sku', async (request) => {
  const { sku } = request.params
  const { quantity } = request.body
  const now = new Date()
  const client = await pool.connect()
  await client.query('begin')
  const touched = await client.query({ ...cart.touch, values: [request.headers['x-cart'], now] })
  const { id } = touched.rows[0]
  const lines = await client.query({ ...cart.lines, values: [id] })
  const skus = [...new Set([...lines.rows.map((line) => line.sku), sku])]
  const offers = await client.query({ ...cart.offers, values: [skus, now] })
  await client.query({ ...cart.write, values: [id, sku, quantity, 500_00, now] })
  await client.query('commit')
  client.release()
  return { items: lines.rows.map((line, nth) => ({ ...line, name: offers.rows[nth]?.name })) }
})

// Bytes from memory, whatever they were given as: the same that the product shows, its headers too.
const shown = new Map<string, { head: Record<string, string>; body: Buffer }>()
server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
)
server.put<{ Params: { '*': string }; Headers: { 'shown-head': string }; Body: Buffer }>(
  '/shown/*',
  async (request) => {
    shown.set(`/${request.params['*']}`, { head: JSON.parse(request.headers['shown-head']), body: request.body })
    return {}
  },
)
for (const path of ['/api/products', '/api/products/:slug'])
  server.get(path, (request, reply) => {
    const { head, body } = shown.get(request.url.split('?')[0] ?? '') ?? {}
    reply.headers(head ?? {}).send(body)
  })

server.get('/healthz', async () => ({ status: 'alive' }))

await server.listen({ host: '127.0.0.1', port: Number(BASELINE_PORT) })

process.once('SIGTERM', async () => {
  await server.close()
  await pool.end()
})
