import { expect, test } from 'vitest'
import { openClient, openWoo, settingsOf } from './shop.ts'

async function openPair(options: Parameters<typeof openClient>[1] = {}) {
  const woo = await openWoo()
  return { woo, client: openClient(settingsOf(woo), options) }
}

test('a list is read with its totals, the keys in no address (M3, S4)', async () => {
  const { woo, client } = await openPair()
  woo.world.addProduct({ name: 'Розы', regular_price: '1990' })
  const { items, total } = await client.list('/products', { query: { per_page: 10, status: undefined } })
  expect([items.length, total]).toEqual([1, 1])
  const [call] = woo.calls()
  expect(call?.path).toBe('/wc/v3/products?per_page=10')
})

const passing = [
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'garbage' },
  { kind: 'error', status: 502 },
  { kind: 'error', status: 429 },
  { kind: 'no-database' },
] as const

test.each(passing)('what passes is not noticed by whoever only reads: $kind $status', async (fault) => {
  const { woo, client } = await openPair()
  woo.faults.add(fault, { times: 2 })
  expect((await client.list('/products')).items).toEqual([])
  expect(woo.calls()).toHaveLength(3)
})

test('what changes something is sent once when its answer is lost (O1)', async () => {
  const { woo, client } = await openPair()
  woo.faults.add({ kind: 'drop-after' })
  await expect(client.write('POST', '/orders', { body: {} })).rejects.toMatchObject({ kind: 'lost' })
  expect(woo.world.orders()).toHaveLength(1)
})

test('an answer that does not come is not waited for longer than the deadline', async () => {
  const { woo, client } = await openPair({ deadlineMs: 100 })
  woo.faults.always({ kind: 'slow', delayMs: 10_000 })
  const begunAt = performance.now()
  await expect(client.read('/products/1')).rejects.toMatchObject({ kind: 'lost' })
  expect(performance.now() - begunAt).toBeLessThan(5_000)
})

test('a refusal is told with its code and not tried again', async () => {
  const { woo, client } = await openPair()
  const refused = { kind: 'refused', status: 404, code: 'woocommerce_rest_product_invalid_id' }
  await expect(client.read('/products/4711')).rejects.toMatchObject(refused)
  expect(woo.calls()).toHaveLength(1)
  const stranger = openClient({ ...settingsOf(woo), key: 'ck_unknown' })
  await expect(stranger.read('/products')).rejects.toMatchObject({ code: 'woocommerce_rest_cannot_view', status: 401 })
})

test('a site that is away is soon left alone, and found again', async () => {
  const { woo, client } = await openPair()
  woo.faults.always({ kind: 'no-database' })
  for (let nth = 0; nth < 10; nth++) await client.read('/products').catch(() => {})
  expect(woo.calls().length).toBeLessThan(10)
  await expect(client.read('/products')).rejects.toMatchObject({ kind: 'away' })
  woo.faults.clear()
  await expect.poll(() => client.read('/products').catch(() => undefined), { timeout: 20_000 }).toEqual([])
})

test('nobody there is told apart from an answer that was lost', async () => {
  const woo = await openWoo()
  const settings = settingsOf(woo)
  await woo.close()
  await expect(openClient(settings).write('POST', '/orders', { body: {} })).rejects.toMatchObject({
    kind: 'unreachable',
  })
})

test('fewer are asked at once when the site has trouble, more when it has not (S5)', async () => {
  const { woo, client } = await openPair()
  const read = (times: number) =>
    Promise.all(Array.from({ length: times }, () => client.read('/products').catch(() => {})))
  await read(60)
  expect(client.concurrency).toBe(8)
  woo.faults.add({ kind: 'error', status: 503 }, { times: 4 })
  await read(1)
  expect(client.concurrency).toBeLessThan(8)
})
