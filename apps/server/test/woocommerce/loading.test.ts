import { expect, test } from 'vitest'
import { loadCatalogue } from '../../src/modules/woocommerce-catalog/load-catalogue.ts'
import { addMany, keptProducts, offerOf, openReplica, setAsideRows, shownNames } from './replica.ts'

test('everything there comes over: texts decoded, prices exact, categories, pictures, stock (E1, O13)', async () => {
  const { woo, ctx, source } = await openReplica()
  const flowers = woo.world.addCategory('Цветы')
  const roses = woo.world.addCategory('Розы &amp; пионы', flowers.id)
  const picture = woo.world.addPicture({ title: 'roses', alt_text: 'Красные розы' })
  woo.world.addProduct({
    ...{ name: 'Tom &amp; <b>Jerry</b>', slug: 'розы', sku: 'RZ-1', regular_price: '187.39', sale_price: '1.005' },
    ...{ description: '<p>Букет</p><script>alert(1)</script>', categories: [roses.id], images: [picture.id] },
    ...{ manage_stock: true, stock_quantity: 7 },
  })
  await loadCatalogue(ctx, source)
  const offer = await offerOf(ctx, 'RZ-1')
  expect(offer).toMatchObject({ priceMinor: 101, regularPriceMinor: 18_739, available: 7, isSold: true, slug: 'розы' })
  expect(offer?.name).toEqual({ ru: 'Tom & Jerry' })
  expect(offer?.picture?.alt).toEqual({ ru: 'Красные розы' })
  expect((await keptProducts(ctx.db))[0]?.categories).toEqual(['Розы & пионы'])
})

test.each([
  ['in one list', '10.3.0'],
  ['product by product, in an older version', '9.9.0'],
])('variations come with their product, %s (S3)', async (_, version) => {
  const { woo, ctx, source } = await openReplica({ version })
  const [first, second] = addMany(woo, 2)
  for (const size of ['M', 'L']) {
    const fields = {
      sku: `V-${size}`,
      regular_price: size === 'M' ? '50' : '70',
      manage_stock: true,
      stock_quantity: 2,
    }
    woo.world.addVariation(first ?? 0, { Размер: size }, fields)
  }
  woo.world.addVariation(second ?? 0, { Размер: 'S' }, { sku: 'V-S', regular_price: '30', status: 'private' })
  await loadCatalogue(ctx, source)
  expect(await offerOf(ctx, 'V-L')).toMatchObject({
    priceMinor: 7_000,
    available: 2,
    attributes: [{ name: { ru: 'Размер' }, value: { ru: 'L' } }],
  })
  expect(await offerOf(ctx, 'V-S')).toBeUndefined()
  expect((await keptProducts(ctx.db)).map(({ priceMinor }) => priceMinor)).toEqual([5_000, null])
  const together = woo.calls().filter(({ path }) => path.startsWith('/wc/v3/variations'))
  expect(together).toHaveLength(1)
})

test('what the site shows to nobody is shown to nobody', async () => {
  const { woo, ctx, source } = await openReplica()
  woo.world.addProduct({ name: 'На витрине', regular_price: '1' })
  for (const status of ['draft', 'pending', 'private', 'future']) {
    woo.world.addProduct({ name: status, sku: status, regular_price: '1', status } as never)
  }
  woo.world.addProduct({ name: 'Скрытый', sku: 'hidden', regular_price: '1', catalog_visibility: 'hidden' })
  woo.world.addProduct({ name: 'Группа', sku: 'grouped', type: 'grouped' })
  const trashed = woo.world.addProduct({ name: 'В корзине', sku: 'trash', regular_price: '1' })
  woo.world.trashProduct(trashed.id)
  await loadCatalogue(ctx, source)
  expect(await shownNames(ctx.db)).toEqual(['На витрине'])
  for (const sku of ['draft', 'hidden', 'trash', 'private'])
    expect((await offerOf(ctx, sku))?.isSold ?? false).toBe(false)
})

test('a page that fails is halved until what spoils it is alone, and the rest comes over (S8)', async () => {
  const { woo, ctx, source } = await openReplica()
  const ids = addMany(woo, 150)
  woo.faults.breakId(ids[37] ?? 0)
  woo.faults.breakId(ids[120] ?? 0)
  await loadCatalogue(ctx, source)
  expect(await keptProducts(ctx.db)).toHaveLength(148)
  expect(await setAsideRows(ctx.db)).toMatchObject([{ externalId: 'place 120' }, { externalId: 'place 37' }])
  woo.faults.clear()
  await loadCatalogue(ctx, source)
  expect(await keptProducts(ctx.db)).toHaveLength(150)
  expect(await setAsideRows(ctx.db)).toEqual([])
})

test('a product that cannot be taken over is set aside by itself and told of, and comes when it can', async () => {
  const { woo, ctx, source } = await openReplica()
  addMany(woo, 3)
  const odd = woo.world.product('B-2')
  odd.regular_price = '12 рублей'
  await loadCatalogue(ctx, source)
  expect(await shownNames(ctx.db)).toEqual(['Букет 1', 'Букет 3'])
  expect(await setAsideRows(ctx.db)).toEqual([
    { externalId: String(odd.id), reason: `the price of ${odd.id} is not an amount` },
  ])
  woo.world.setPrice('B-2', '12')
  await loadCatalogue(ctx, source)
  expect((await offerOf(ctx, 'B-2'))?.priceMinor).toBe(1_200)
  expect(await setAsideRows(ctx.db)).toEqual([])
})

test.each([
  ['a stock that no counter here can hold', { manage_stock: true, stock_quantity: 9_999_999_999 }],
  ['a zero within its texts', { name: 'Бу\0кет 2', description: '<p>Све\0жий</p>', short_description: 'о\0н' }],
  ['half of a character', { name: 'Букет 2\ud83d', description: '<p>Свежий \udc90</p>', sku: 'B-2\ud83d' }],
])('%s keeps nothing else from coming over (S8)', async (_, odd) => {
  const { woo, ctx, source } = await openReplica()
  addMany(woo, 3)
  Object.assign(woo.world.product('B-2'), odd)
  await loadCatalogue(ctx, source)
  expect(await shownNames(ctx.db)).toEqual(['Букет 1', expect.stringMatching(/^Букет 2/), 'Букет 3'])
  expect(await setAsideRows(ctx.db)).toEqual([])
  const writes = async () => (await ctx.db.execute<{ xmin: string }>('select xmin from products order by id')).rows
  const before = await writes()
  await loadCatalogue(ctx, source)
  expect(await writes()).toEqual(before)
})

test('killed in the middle, it goes on where it was', async () => {
  const { woo, ctx, source, open } = await openReplica()
  addMany(woo, 1_000)
  const kill = new AbortController()
  const pages = () => woo.calls().filter(({ path }) => path.startsWith('/wc/v3/products?'))
  const dying = loadCatalogue(ctx, source, kill.signal)
  await expect.poll(async () => (await keptProducts(ctx.db)).length, { timeout: 10_000 }).toBeGreaterThan(200)
  kill.abort()
  await expect(dying).rejects.toThrow()
  const before = (await keptProducts(ctx.db)).length
  expect(before).toBeLessThan(1_000)
  woo.forgetCalls()
  await loadCatalogue(ctx, open())
  expect(await keptProducts(ctx.db)).toHaveLength(1_000)
  expect(pages().length).toBeLessThan(9)
})

test('a site that fails now and then is read all the same, one that is away is left where it was', async () => {
  const { woo, ctx, source, open } = await openReplica({ random: pseudoRandom() })
  addMany(woo, 500)
  woo.faults.add({ kind: 'error', status: 502 }, { rate: 0.1 })
  woo.faults.add({ kind: 'drop-after' }, { rate: 0.1 })
  await loadCatalogue(ctx, source)
  expect(await keptProducts(ctx.db)).toHaveLength(500)
  woo.faults.clear()
  woo.faults.always({ kind: 'no-database' })
  await expect(loadCatalogue(ctx, open())).rejects.toMatchObject({ name: 'WooFault' })
  expect(await shownNames(ctx.db)).toHaveLength(500)
  expect(await setAsideRows(ctx.db)).toEqual([])
})

function pseudoRandom(): () => number {
  let state = 7
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}
