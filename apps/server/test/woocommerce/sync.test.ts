import { expect, onTestFinished, test } from 'vitest'
import { Database, Signals } from '#platform'
import { noteHint } from '#woocommerce'
import { CatalogSync, type CatalogSyncParts } from '#woocommerce-catalog'
import { readHinted } from '../../src/modules/woocommerce-catalog/read-hinted.ts'
import { findProgress } from '../../src/modules/woocommerce-catalog/store.ts'
import { silentLog } from '../ctx.ts'
import { addMany, offerOf, openReplica, shownNames } from './replica.ts'
import { openClient, settingsOf, WEBHOOK_SECRET } from './shop.ts'

const QUICK = { timeout: 15_000 }
const periods = { changesMs: 100, webhooksMs: 100, retryMs: 50 }

/** What keeps a catalogue, as it runs in a process, several times if need be. */
async function openSyncs(options: Parameters<typeof openReplica>[0] = {}) {
  const replica = await openReplica(options)
  const lines: string[] = []
  const log = { ...silentLog(), warn: (...args: unknown[]) => void lines.push(args.map(String).join(' ')) }
  const ctx = { ...replica.ctx, now: () => new Date(), log }
  const begin = async (overrides: Partial<CatalogSyncParts> = {}, source = replica.source) => {
    const database = new Database(replica.connection, { poolSize: 4, log: silentLog() })
    const signals = new Signals(replica.connection, silentLog())
    await signals.start()
    const sync = new CatalogSync(ctx, source, { database, signals, webhooks: undefined, periods, ...overrides })
    let isClosed = false
    const close = async () => {
      if (isClosed) return
      isClosed = true
      await sync.close()
      await signals.close()
      await database.close()
    }
    onTestFinished(close)
    sync.start()
    return { sync, close }
  }
  return { ...replica, lines, begin, names: () => shownNames(ctx.db) }
}

test('without webhooks a change, an arrival and a deletion are seen by looking (E4)', async () => {
  const { woo, begin, names } = await openSyncs()
  addMany(woo, 3)
  await begin()
  await expect.poll(async () => (await names()).length, QUICK).toBe(3)
  woo.world.changeProduct('B-1', { name: 'Пионы' })
  woo.world.addProduct({ name: 'Новинка', regular_price: '5' })
  await expect.poll(names, QUICK).toEqual(['Пионы', 'Букет 2', 'Букет 3', 'Новинка'])
  woo.world.deleteProduct('B-2')
  await expect.poll(names, QUICK).toEqual(['Пионы', 'Букет 3', 'Новинка'])
})

test('one of several processes does it, and another goes on when it ends', async () => {
  const { woo, begin, names, open } = await openSyncs()
  addMany(woo, 3)
  const first = await begin()
  await expect.poll(async () => (await names()).length, QUICK).toBe(3)
  await begin({}, open())
  await first.close()
  woo.world.changeProduct('B-1', { name: 'Пионы' })
  await expect.poll(names, QUICK).toContain('Пионы')
})

test('an outage is told once, named while it lasts, and over when it is over (Y4)', async () => {
  const { woo, begin, names, lines } = await openSyncs()
  addMany(woo, 3)
  const { sync } = await begin()
  await expect.poll(async () => (await names()).length, QUICK).toBe(3)
  await expect(sync.check()).resolves.toBeUndefined()
  woo.faults.always({ kind: 'no-database' })
  await expect.poll(() => sync.check().catch(() => 'away'), QUICK).toBe('away')
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect(lines.filter((line) => line.includes('cannot be kept up')).length).toBeLessThanOrEqual(2)
  expect(await names()).toHaveLength(3)
  woo.faults.clear()
  woo.world.changeProduct('B-1', { name: 'Пионы' })
  await expect.poll(names, QUICK).toContain('Пионы')
  await expect.poll(() => sync.check().catch(() => 'away'), QUICK).toBeUndefined()
})

test('what is wrong with the settings is said in a sentence, and nothing is taken over', async () => {
  const { woo, begin, names, lines } = await openSyncs({ currency: 'UZS' })
  addMany(woo, 1)
  const { sync } = await begin()
  await expect.poll(() => sync.check().catch(({ message }) => message), QUICK).toMatch(/UZS.*CURRENCY is RUB/)
  expect(lines.join()).toContain('CURRENCY is RUB')
  expect(await names()).toEqual([])
})

test.each([
  ['adds taxes', 'taxes', undefined, 'adds taxes to its prices'],
  ['sells in another currency', 'currency', 'RUB', 'sells in UZS'],
] as const)(
  'a shop that was fit and now %s is followed no further, until it is fit again (E1)',
  async (_, name, fit, why) => {
    const { woo, begin, ctx, source } = await openSyncs()
    const [id] = addMany(woo, 1)
    const { settings } = woo.world.shop
    const priceOf = async () => (await offerOf(ctx, 'B-1'))?.priceMinor
    const { sync } = await begin()
    await expect.poll(priceOf, QUICK).toBe(10_000)
    await expect.poll(() => sync.check().catch(({ message }) => message), QUICK).toBeUndefined()
    const taxes = { areInside: false, classes: [], rates: [{ class: '', percent: 20 }], shippingClass: '' }
    Object.assign(settings, name === 'taxes' ? { taxes } : { currency: 'UZS' })
    await expect.poll(() => sync.check().catch(({ message }) => message), QUICK).toContain(why)
    const pass = async () => {
      woo.forgetCalls()
      await expect.poll(() => woo.calls().length, QUICK).toBeGreaterThan(9)
    }
    // What was begun before may still be at work.
    await pass()
    woo.world.setPrice('B-1', '83.33')
    await noteHint(ctx, { resource: 'product', externalId: String(id) })
    await readHinted(ctx, source)
    await pass()
    expect(woo.calls().filter(({ path }) => path.startsWith('/wc/v3/products'))).toEqual([])
    expect(await priceOf()).toBe(10_000)
    Object.assign(settings, { [name]: fit })
    woo.world.setPrice('B-1', '99')
    await expect.poll(priceOf, QUICK).toBe(9_900)
  },
)

test('a shop that became unfit while nobody followed it is not followed when somebody does again (E1)', async () => {
  const { woo, begin, ctx } = await openSyncs()
  addMany(woo, 1)
  const priceOf = async () => (await offerOf(ctx, 'B-1'))?.priceMinor
  const first = await begin()
  await expect.poll(priceOf, QUICK).toBe(10_000)
  await expect.poll(async () => (await findProgress(ctx, 'comparison'))?.finishedAt, QUICK).toBeDefined()
  await first.close()
  woo.world.shop.settings.currency = 'UZS'
  woo.world.setPrice('B-1', '1')
  woo.faults.always({ kind: 'slow', delayMs: 300 }, { path: '/settings' })
  const { sync } = await begin()
  await expect.poll(() => sync.check().catch(({ message }) => message), QUICK).toContain('sells in UZS')
  expect(await priceOf()).toBe(10_000)
})

test.each([
  ['a key that nobody knows', { key: 'ck_unknown' }, '', 'WOOCOMMERCE_KEY'],
  ['an address without its API', {}, '/elsewhere', 'WOOCOMMERCE_URL'],
])('%s is said, by the name of its setting', async (_, wrong, path, name) => {
  const { woo, begin, source } = await openSyncs()
  const settings = settingsOf(woo)
  const client = openClient({ ...settings, ...wrong, url: settings.url + path })
  const { sync } = await begin({}, { ...source, client })
  await expect.poll(() => sync.check().catch(({ message }) => message), QUICK).toContain(name)
})

test('a key that may only read is enough for the catalogue', async () => {
  const { woo, begin, names, source, lines } = await openSyncs()
  addMany(woo, 2)
  const client = openClient(settingsOf({ url: woo.url, ...woo.readOnly }))
  const webhooks = { deliveryUrl: 'http://127.0.0.1:9/x', secret: WEBHOOK_SECRET, resources: ['product' as const] }
  const { sync } = await begin({ webhooks }, { ...source, client })
  await expect.poll(async () => (await names()).length, QUICK).toBe(2)
  await expect.poll(() => lines.some((line) => line.includes('webhooks in WooCommerce')), QUICK).toBe(true)
  await expect(sync.check()).resolves.toBeUndefined()
})
