// The other product, as its documentation sets it up; run from a temporary folder that has its
// packages, with a database of its own on the same PostgreSQL. It is no part of the product.
import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { phoneNumber } from 'better-auth/plugins'
import pg from 'pg'

const { OTHER_PORT, OTHER_DATABASE, OTHER_POOL_SIZE, OTHER_CLEANS_UP } = process.env
const url = `http://127.0.0.1:${OTHER_PORT}`
const database = new pg.Pool({ ...JSON.parse(OTHER_DATABASE), max: Number(OTHER_POOL_SIZE) })
database.on('error', () => {})

const options = {
  baseURL: url,
  secret: 'a secret of thirty-two characters or more',
  database,
  emailAndPassword: { enabled: true },
  // It counts in memory only, and would count us as one visitor.
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  verification: { disableCleanup: OTHER_CLEANS_UP !== 'yes' },
  plugins: [phoneNumber({ sendOTP: () => {} })],
}
const { runMigrations } = await getMigrations(options)
await runMigrations()
const handle = toNodeHandler(betterAuth(options))

createServer((request, response) => {
  if (request.url === '/healthz') return response.end('alive')
  return handle(request, response)
}).listen(Number(OTHER_PORT), '127.0.0.1')
