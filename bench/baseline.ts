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

server.post<{ Params: { statements: string } }>('/transactions/:statements', async (request, reply) => {
  const client = await pool.connect()
  await client.query('begin')
  // BEGIN, COMMIT and the insert are statements too.
  for (let left = Number(request.params.statements) - 3; left > 0; left--) {
    await client.query({ ...find, values: ['nobody'] })
  }
  const id = randomUUID()
  await client.query({ ...insert, values: [id, value, 1, new Date(Date.now() + 600_000)] })
  await client.query('commit')
  client.release()
  return reply.status(201).send({ id })
})

server.get('/healthz', async () => ({ status: 'alive' }))

await server.listen({ host: '127.0.0.1', port: Number(BASELINE_PORT) })

process.once('SIGTERM', async () => {
  await server.close()
  await pool.end()
})
