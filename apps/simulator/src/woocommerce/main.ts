import { parseArgs } from 'node:util'
import { startWooCommerce } from './start.ts'

const { values } = parseArgs({
  options: {
    host: { type: 'string' },
    port: { type: 'string', default: '8090' },
    key: { type: 'string' },
    secret: { type: 'string' },
    version: { type: 'string' },
    currency: { type: 'string' },
    decimals: { type: 'string' },
    empty: { type: 'boolean', default: false },
  },
})

const { host, key, secret, version, currency, decimals } = values
const shop = await startWooCommerce({
  port: Number(values.port),
  sample: !values.empty,
  // As a site whose cron somebody looks after.
  webhookIntervalMs: 1000,
  ...(host ? { host } : {}),
  ...(key ? { key } : {}),
  ...(secret ? { secret } : {}),
  ...(version ? { version } : {}),
  ...(currency ? { currency } : {}),
  ...(decimals ? { decimals: Number(decimals) } : {}),
})

// One line of JSON, so that whoever started the process can read where it listens.
process.stdout.write(`${JSON.stringify({ url: shop.url, key: shop.key, secret: shop.secret })}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void shop.close().then(() => process.exit(0)))
}
