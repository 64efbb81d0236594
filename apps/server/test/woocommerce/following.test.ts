import { expect, test } from 'vitest'
import { noteHint } from '#woocommerce'
import { checkShop } from '../../src/modules/woocommerce-catalog/check-shop.ts'
import { compareWithSite, hasLessThanKept } from '../../src/modules/woocommerce-catalog/compare.ts'
import { followChanges } from '../../src/modules/woocommerce-catalog/follow-changes.ts'
import { loadCatalogue } from '../../src/modules/woocommerce-catalog/load-catalogue.ts'
import { readHinted } from '../../src/modules/woocommerce-catalog/read-hinted.ts'
import { addMany, keptProducts, offerOf, openReplica, setAsideRows, shownNames } from './replica.ts'

/** On a clock of the site's own, three hours ahead of UTC, everything loaded. */
async function openLoaded(count: number, options: Parameters<typeof openReplica>[0] = {}) {
  let at = Date.parse('2026-11-20T09:45:00Z')
  const replica = await openReplica({ clock: () => at, gmtOffsetHours: 3, ...options })
  const ids = addMany(replica.woo, count)
  await checkShop(replica.ctx, replica.source)
  await loadCatalogue(replica.ctx, replica.source)
  replica.woo.forgetCalls()
  const pass = (seconds: number) => {
    at += seconds * 1000
  }
  return { ...replica, ids, pass }
}

test('what has changed is read by the site’s own clock, in UTC, and nothing else (S2)', async () => {
  const { woo, ctx, source, pass } = await openLoaded(300)
  pass(3_600)
  woo.world.setPrice('B-7', '250')
  await followChanges(ctx, source)
  expect((await offerOf(ctx, 'B-7'))?.priceMinor).toBe(25_000)
  // The first looks go back a little: the moment everything was made is long gone by the second.
  woo.forgetCalls()
  woo.world.setPrice('B-8', '260')
  await followChanges(ctx, source)
  expect((await offerOf(ctx, 'B-8'))?.priceMinor).toBe(26_000)
  expect(woo.calls()).toHaveLength(1)
})

test('two changes within one second are both seen, whichever was read between them', async () => {
  const { woo, ctx, source, pass } = await openLoaded(2)
  pass(60)
  woo.world.setPrice('B-1', '11')
  await followChanges(ctx, source)
  woo.world.setPrice('B-1', '12')
  await followChanges(ctx, source)
  expect((await offerOf(ctx, 'B-1'))?.priceMinor).toBe(1_200)
})

test('what was saved a minute ago and is seen only now is not missed', async () => {
  const { woo, ctx, source, pass } = await openLoaded(2)
  pass(600)
  woo.world.setPrice('B-1', '11')
  await followChanges(ctx, source)
  const late = woo.world.product('B-2')
  Object.assign(late, { regular_price: '77', modified: late.modified + 540 })
  await followChanges(ctx, source)
  expect((await offerOf(ctx, 'B-2'))?.priceMinor).toBe(7_700)
})

test('looks without news come to rest, and ask for little', async () => {
  const { woo, ctx, source } = await openLoaded(300)
  for (let nth = 0; nth < 7; nth++) await followChanges(ctx, source)
  woo.forgetCalls()
  await followChanges(ctx, source)
  const asked = new URL(`http://x${woo.calls()[0]?.path}`).searchParams
  expect(asked.get('modified_after')).toBe('2026-11-20T09:44:59')
  expect(asked.get('dates_are_gmt')).toBe('true')
})

test('a draft, a hidden product and one behind a password leave the shop at the next look', async () => {
  const { woo, ctx, source, pass } = await openLoaded(3)
  pass(60)
  woo.world.changeProduct('B-1', { status: 'draft' })
  woo.world.changeProduct('B-2', { catalog_visibility: 'hidden' })
  await followChanges(ctx, source)
  expect(await shownNames(ctx.db)).toEqual(['Букет 3'])
  pass(60)
  woo.world.changeProduct('B-1', { status: 'publish' })
  await followChanges(ctx, source)
  expect(await shownNames(ctx.db)).toEqual(['Букет 1', 'Букет 3'])
})

test('a changed variation comes with its product', async () => {
  const { woo, ctx, source, ids, pass } = await openLoaded(1)
  const variation = woo.world.addVariation(ids[0] ?? 0, { Размер: 'M' }, { sku: 'V-M', regular_price: '50' })
  await followChanges(ctx, source)
  pass(60)
  woo.world.setPrice(variation.id, '55')
  await followChanges(ctx, source)
  expect((await offerOf(ctx, 'V-M'))?.priceMinor).toBe(5_500)
  woo.world.deleteProduct(variation.id)
  await followChanges(ctx, source)
  expect((await offerOf(ctx, 'V-M'))?.isSold).toBe(false)
})

test('a new category comes before what is in it', async () => {
  const { woo, ctx, source } = await openLoaded(1)
  const category = woo.world.addCategory('Пионы')
  woo.world.addProduct({ name: 'Пион', sku: 'P', regular_price: '5', categories: [category.id] })
  await followChanges(ctx, source)
  expect((await keptProducts(ctx.db)).at(-1)?.categories).toEqual(['Пионы'])
})

test('what was deleted for good is noticed by the count, and goes; nothing else does', async () => {
  const { woo, ctx, source, ids } = await openLoaded(250)
  expect(await compareWithSite(ctx, source)).toEqual({ stale: 0, missing: 0 })
  expect(await hasLessThanKept(ctx, source)).toBe(false)
  woo.world.deleteProduct('B-3')
  woo.world.trashProduct('B-4')
  expect(await hasLessThanKept(ctx, source)).toBe(true)
  expect(await compareWithSite(ctx, source)).toEqual({ stale: 0, missing: 2 })
  expect(await hasLessThanKept(ctx, source)).toBe(false)
  const gone = (await keptProducts(ctx.db)).filter(({ isGone }) => isGone)
  expect(gone.map(({ externalId }) => externalId)).toEqual([ids[2], ids[3]].map(String))
})

test('nothing is taken out of the shop because a page fails or WooCommerce is switched off (S8)', async () => {
  const { woo, ctx, source, open, ids } = await openLoaded(120)
  woo.faults.breakId(ids[5] ?? 0)
  await compareWithSite(ctx, source)
  expect(await shownNames(ctx.db)).toHaveLength(120)
  expect(await setAsideRows(ctx.db)).toMatchObject([{ externalId: String(ids[5]) }])
  woo.faults.clear()
  woo.faults.always({ kind: 'garbage' })
  await expect(compareWithSite(ctx, open())).rejects.toThrow()
  expect(await shownNames(ctx.db)).toHaveLength(120)
})

test('comparing puts right what no date tells of: lost changes and stock (S9)', async () => {
  const { woo, ctx, source, ids, pass } = await openLoaded(3)
  const variation = woo.world.addVariation(ids[2] ?? 0, { Размер: 'M' }, { sku: 'V-M', regular_price: '50' })
  await followChanges(ctx, source)
  // As older versions do: the quantity moves and the date does not.
  Object.assign(woo.world.product('B-1'), { manage_stock: true, stock_quantity: 4, stock_status: 'instock' })
  Object.assign(variation, { manage_stock: true, stock_quantity: 0, stock_status: 'outofstock' })
  pass(60)
  woo.world.setPrice('B-2', '900')
  expect(await compareWithSite(ctx, source)).toEqual({ stale: 1, missing: 0 })
  expect((await offerOf(ctx, 'B-1'))?.available).toBe(4)
  expect((await offerOf(ctx, 'V-M'))?.available).toBe(0)
  expect((await offerOf(ctx, 'B-2'))?.priceMinor).toBe(90_000)
})

test('hints of one product, however many, are one reading, and of many products too (H9, H10)', async () => {
  const { woo, ctx, source, ids } = await openLoaded(30)
  woo.world.setPrice('B-1', '7')
  const hinted = ids.flatMap((id) => [id, id, id])
  for (const id of hinted) await noteHint(ctx, { resource: 'product', externalId: String(id) })
  woo.forgetCalls()
  await readHinted(ctx, source)
  expect(woo.calls()).toHaveLength(1)
  expect((await offerOf(ctx, 'B-1'))?.priceMinor).toBe(700)
  woo.forgetCalls()
  await readHinted(ctx, source)
  expect(woo.calls()).toEqual([])
})

test('a hint of a variation is one of its product, of something deleted its end', async () => {
  const { woo, ctx, source, ids } = await openLoaded(3)
  const variation = woo.world.addVariation(ids[0] ?? 0, { Размер: 'M' }, { sku: 'V-M', regular_price: '50' })
  woo.world.trashProduct('B-2')
  woo.world.deleteProduct('B-3')
  for (const id of [variation.id, ids[1], ids[2], 999_999]) {
    await noteHint(ctx, { resource: 'product', externalId: String(id) })
  }
  await readHinted(ctx, source)
  expect((await offerOf(ctx, 'V-M'))?.priceMinor).toBe(5_000)
  expect(await shownNames(ctx.db)).toEqual(['Букет 1'])
})

test('what cannot be asked for is not taken out of the shop, until it can and is gone', async () => {
  const { woo, ctx, source, ids, open } = await openLoaded(2)
  woo.world.trashProduct('B-2')
  await noteHint(ctx, { resource: 'product', externalId: String(ids[1]) })
  woo.faults.always({ kind: 'error', status: 500 }, { path: `/products/${ids[1]}` })
  await readHinted(ctx, source)
  expect(await shownNames(ctx.db)).toEqual(['Букет 1', 'Букет 2'])
  expect(await setAsideRows(ctx.db)).toMatchObject([{ externalId: String(ids[1]) }])
  woo.faults.clear()
  await compareWithSite(ctx, open())
  expect(await shownNames(ctx.db)).toEqual(['Букет 1'])
})

test('the one hint that comes as an outage begins is not lost with it', async () => {
  const { woo, ctx, source, ids, open } = await openLoaded(1)
  woo.world.setPrice('B-1', '7')
  await noteHint(ctx, { resource: 'product', externalId: String(ids[0]) })
  woo.faults.always({ kind: 'no-database' })
  await readHinted(ctx, source)
  woo.faults.clear()
  expect(await setAsideRows(ctx.db)).toEqual([])
  await readHinted(ctx, open())
  expect((await offerOf(ctx, 'B-1'))?.priceMinor).toBe(700)
})

test('a product with hundreds of variations comes over whole, beside others', async () => {
  const { woo, ctx, source, ids } = await openLoaded(3)
  for (let nth = 0; nth < 350; nth++) {
    woo.world.addVariation(ids[1] ?? 0, { Размер: `R${nth}` }, { sku: `V-${nth}`, regular_price: '5' })
  }
  await followChanges(ctx, source)
  expect((await offerOf(ctx, 'V-349'))?.isSold).toBe(true)
  expect(await shownNames(ctx.db)).toHaveLength(3)
})

test('a hint is kept while the site is away, and worked when it is back', async () => {
  const { woo, ctx, source, ids } = await openLoaded(1)
  woo.world.setPrice('B-1', '7')
  await noteHint(ctx, { resource: 'product', externalId: String(ids[0]) })
  woo.faults.always({ kind: 'error', status: 503 })
  await readHinted(ctx, source)
  woo.faults.clear()
  await expect
    .poll(
      async () => {
        await readHinted(ctx, source)
        return (await offerOf(ctx, 'B-1'))?.priceMinor
      },
      { timeout: 20_000 },
    )
    .toBe(700)
})

test('older news does not overwrite newer, whoever comes last', async () => {
  const { woo, ctx, source, ids, pass, open } = await openLoaded(1)
  pass(60)
  woo.world.setPrice('B-1', '5')
  // Read before the change below, written after it.
  const slow = open()
  let go = () => {}
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  const late = followChanges(ctx, { ...slow, inTurn: (work) => held.then(work) })
  await expect.poll(() => woo.calls().length).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 100))
  pass(60)
  woo.world.setPrice('B-1', '6')
  await noteHint(ctx, { resource: 'product', externalId: String(ids[0]) })
  await readHinted(ctx, source)
  go()
  await late
  expect((await offerOf(ctx, 'B-1'))?.priceMinor).toBe(600)
})

test('a shop that sells in another currency is not taken over', async () => {
  const { ctx, source } = await openReplica({ currency: 'UZS' })
  await expect(checkShop(ctx, source)).rejects.toThrow('WooCommerce sells in UZS, and CURRENCY is RUB')
})

const taxes = (areInside: boolean, percent: number) => ({
  ...{ areInside, shippingClass: 'inherit', classes: ['zero-rate'] },
  rates: [{ class: '', percent }],
})

test('a shop that adds taxes to its prices is not taken over: what one would pay is not what one sees (E1)', async () => {
  const { ctx, source } = await openReplica({ taxes: taxes(false, 12) })
  await expect(checkShop(ctx, source)).rejects.toThrow('WooCommerce adds taxes to its prices')
})

test.each([
  ['have their taxes inside', taxes(true, 12)],
  ['bear taxes of nothing', taxes(false, 0)],
])('one whose prices %s is (E1)', async (_, set) => {
  const { ctx, source } = await openReplica({ taxes: set })
  await expect(checkShop(ctx, source)).resolves.toBeUndefined()
})
