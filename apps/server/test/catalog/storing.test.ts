import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listOffers, onCatalogChange, retireProducts, storeCategories, storeProducts } from '#catalog'
import { notify, Signals } from '#platform'
import { categories, offers, productCategories, products } from '../../src/modules/catalog/tables.ts'
import { silentLog } from '../ctx.ts'
import { type UseCases, useCases } from '../use-cases.ts'
import { newCategory, newOffer, newProduct, newVariation } from './products.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())
beforeEach(async () => {
  await on.ctx.db.execute(sql`truncate categories, products, offers, stock_holds, captured_jobs cascade`)
})

const later = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 0, minutes))
const all = async () => {
  const rows = await on.ctx.db.select().from(products).orderBy(products.externalId)
  const byRow = await on.ctx.db.select().from(offers).orderBy(offers.sku)
  return { products: rows, offers: byRow, links: await on.ctx.db.select().from(productCategories) }
}
const one = async (externalId = '1') => {
  const row = (await all()).products.find((product) => product.externalId === externalId)
  if (!row) throw new Error(`there is no product ${externalId}`)
  return row
}

test('what a source says is what is kept: texts, prices, categories, words to find it by (E4)', async () => {
  await storeCategories(on.ctx, 'woocommerce', [newCategory('bouquets', { name: { ru: 'Букеты' } })])
  const stored = await storeProducts(on.ctx, 'woocommerce', [
    newProduct({
      categoryExternalIds: ['bouquets', 'unknown'],
      keywords: ['8 марта'],
      offers: [
        newVariation('M', { priceMinor: 400_000 }),
        newVariation('S', { priceMinor: 250_000, regularPriceMinor: 300_000 }),
      ],
      hasVariations: true,
    }),
  ])
  expect(stored).toEqual({ added: 1, changed: 0, same: 0, older: 0 })
  const product = await one()
  expect(product).toMatchObject({ slug: 'red-roses', priceMinor: 250_000, regularPriceMinor: 300_000, inStock: true })
  expect(product.searchText).toBe(' red roses krasne rozi \n buketi 8 marta rz m s ')
  expect((await all()).links).toHaveLength(1)
  const [offer] = await listOffers(on.ctx.db, ['RZ-S'], on.ctx.now())
  expect(offer).toMatchObject({
    priceMinor: 250_000,
    available: 5,
    isSold: true,
    external: { productId: '1', variationId: 'size-S' },
  })
})

test('markup that could harm is not kept, entities in names are letters (S21)', async () => {
  await storeProducts(on.ctx, 'woocommerce', [
    newProduct({
      name: { en: 'Tom &amp; <b>Rose</b>' },
      description: { en: '<p onclick="x()">Hi</p><script>x()</script>', ru: '' },
      shortDescription: { en: '<p>Ten roses,<br>wrapped</p>' },
    }),
  ])
  expect(await one()).toMatchObject({
    name: { en: 'Tom & Rose' },
    description: { en: '<p>Hi</p>' },
    shortDescription: { en: 'Ten roses, wrapped' },
  })
})

test('the same news again writes nothing and signals nothing', async () => {
  const news = [newProduct(), newProduct({ externalId: '2', slug: 'tulips', offers: [newOffer({ sku: 'TL-1' })] })]
  await storeProducts(on.ctx, 'file', news)
  const before = await all()
  const xmin = () => on.ctx.db.execute(sql`select xmin::text from products union all select xmin::text from offers`)
  const rows = (await xmin()).rows
  expect(await storeProducts(on.ctx, 'file', news)).toEqual({ added: 0, changed: 0, same: 2, older: 0 })
  expect(await all()).toEqual(before)
  expect((await xmin()).rows).toEqual(rows)
})

test('news older than what is kept is ignored, also when what came between said nothing new', async () => {
  await storeProducts(on.ctx, 'woocommerce', [newProduct({ modifiedAt: later(1) })])
  await storeProducts(on.ctx, 'woocommerce', [newProduct({ modifiedAt: later(3) })])
  const old = newProduct({ modifiedAt: later(2), slug: 'older', offers: [newOffer({ priceMinor: 1 })] })
  expect(await storeProducts(on.ctx, 'woocommerce', [old])).toMatchObject({ changed: 0, older: 1 })
  expect(await one()).toMatchObject({ slug: 'red-roses', priceMinor: 300_000 })
})

test('of the same product twice in one batch the later news holds', async () => {
  const earlier = newProduct({ modifiedAt: later(1), slug: 'earlier' })
  await storeProducts(on.ctx, 'file', [newProduct({ modifiedAt: later(2) }), earlier])
  expect(await one()).toMatchObject({ slug: 'red-roses' })
})

test('a slug that another has gets the id, in whichever order they come', async () => {
  const [a, b] = [1, 2].map((id) => newProduct({ externalId: `${id}`, offers: [newOffer({ sku: `RZ-${id}` })] }))
  if (!a || !b) throw new Error('there are two')
  await storeProducts(on.ctx, 'file', [b, a])
  await storeProducts(on.ctx, 'woocommerce', [a])
  expect((await all()).products.map(({ source, externalId, slug }) => [source, externalId, slug])).toEqual(
    expect.arrayContaining([
      ['file', '1', 'red-roses'],
      ['file', '2', 'red-roses-2'],
      ['woocommerce', '1', 'red-roses-1'],
    ]),
  )
  // Who has one keeps it, though the better one is free now: it is in people's links.
  await storeProducts(on.ctx, 'file', [{ ...a, slug: 'roses', modifiedAt: later(5) }])
  await storeProducts(on.ctx, 'file', [{ ...b, modifiedAt: later(5), name: { en: 'New name' } }])
  expect(await one('2')).toMatchObject({ slug: 'red-roses-2', name: { en: 'New name' } })
})

test('two products may trade their slugs in one batch', async () => {
  const [a, b] = [
    newProduct({ externalId: 'a', slug: 'one', offers: [newOffer({ sku: 'A' })] }),
    newProduct({ externalId: 'b', slug: 'two', offers: [newOffer({ sku: 'B' })] }),
  ]
  await storeProducts(on.ctx, 'file', [a, b])
  await storeProducts(on.ctx, 'file', [
    { ...a, slug: 'two' },
    { ...b, slug: 'one' },
  ])
  expect((await all()).products.map(({ slug }) => slug)).toEqual(['two-a', 'one-b'])
})

test('an offer without a sku, or with one that is another’s, is bought by its id', async () => {
  const [a, b, c] = ['12', '13', '14'].map((externalId, at) =>
    newProduct({ externalId, slug: externalId, offers: [newOffer({ sku: at === 0 ? null : 'RZ-1' })] }),
  )
  if (!a || !b || !c) throw new Error('there are three')
  await storeProducts(on.ctx, 'woocommerce', [c, b, a])
  expect((await all()).offers.map(({ sku }) => sku)).toEqual(['RZ-1', 'woo-12', 'woo-14'])
  expect((await listOffers(on.ctx.db, ['RZ-1'], on.ctx.now()))[0]?.external?.productId).toBe('13')
})

test('a sku moves to the product that has it now, from one that named it otherwise or has gone', async () => {
  const old = newProduct({ externalId: 'old', slug: 'old' })
  await storeProducts(on.ctx, 'woocommerce', [old])
  const renamed = newProduct({ externalId: 'old', slug: 'old', offers: [newOffer({ sku: 'RZ-2' })] })
  await storeProducts(on.ctx, 'woocommerce', [newProduct({ externalId: 'new', slug: 'new' }), renamed])
  const [first, second] = await listOffers(on.ctx.db, ['RZ-1', 'RZ-2'], on.ctx.now())
  expect([first?.slug, second?.slug].sort()).toEqual(['new', 'old'])

  await retireProducts(on.ctx, 'woocommerce', { gone: ['new'] })
  await storeProducts(on.ctx, 'file', [newProduct({ externalId: 'file', slug: 'from-file' })])
  const [moved] = await listOffers(on.ctx.db, ['RZ-1'], on.ctx.now())
  expect(moved).toMatchObject({ slug: 'from-file', isSold: true })
})

test('an offer that its product has no more is gone, and is back when it returns', async () => {
  const both = newProduct({ hasVariations: true, offers: [newVariation('S'), newVariation('M')] })
  await storeProducts(on.ctx, 'file', [both])
  await storeProducts(on.ctx, 'file', [{ ...both, offers: [newVariation('M')] }])
  const isSold = async () =>
    (await listOffers(on.ctx.db, ['RZ-M', 'RZ-S'], on.ctx.now()))
      .sort((a, b) => (a.sku < b.sku ? -1 : 1))
      .map((offer) => offer.isSold)
  expect(await isSold()).toEqual([true, false])
  await storeProducts(on.ctx, 'file', [both])
  expect(await isSold()).toEqual([true, true])
})

test('stock that a source does not count stays what the shop has counted', async () => {
  await storeProducts(on.ctx, 'file', [newProduct({ offers: [newOffer({ stock: 3 })] })])
  await storeProducts(on.ctx, 'file', [newProduct({ offers: [newOffer({ stock: undefined, priceMinor: 1 })] })])
  expect((await all()).offers[0]).toMatchObject({ stock: 3, priceMinor: 1 })
})

test('a price drop is told for what was on sale for more before, and for nothing else (Y6)', async () => {
  const dropped = () => on.takeJobs('catalog.price_dropped')
  const at = (priceMinor: number | null, overrides = {}) =>
    newProduct({ offers: [newOffer({ priceMinor })], ...overrides })
  const steps: [string, Parameters<typeof newProduct>[0], boolean][] = [
    ['new', at(300_000), false],
    ['dearer', at(400_000), false],
    ['cheaper', at(390_000), true],
    ['the same', at(390_000), false],
    ['not for sale', at(null), false],
    ['for sale again', at(100_000), false],
    ['hidden and cheaper', at(90_000, { isShown: false }), false],
    ['shown and cheaper', at(80_000), false],
    ['cheaper', at(70_000), true],
  ]
  for (const [step, news, isTold] of steps) {
    await storeProducts(on.ctx, 'file', [newProduct(news)])
    const { id: productId } = await one()
    expect([step, await dropped()]).toEqual([step, isTold ? [{ products: [{ productId, skus: ['RZ-1'] }] }] : []])
  }
})

test('what was sold out or gone, and can be bought again, is told; what is new is not (Y6)', async () => {
  const back = () => on.takeJobs('catalog.back_in_stock')
  const having = (stock: number | null, inStock = true) => newProduct({ offers: [newOffer({ stock, inStock })] })
  const steps: [string, () => Promise<unknown>, boolean][] = [
    ['new, sold out', () => storeProducts(on.ctx, 'file', [having(0)]), false],
    ['delivered', () => storeProducts(on.ctx, 'file', [having(4)]), true],
    ['more of it', () => storeProducts(on.ctx, 'file', [having(9)]), false],
    ['not to be had', () => storeProducts(on.ctx, 'file', [having(null, false)]), false],
    ['to be had', () => storeProducts(on.ctx, 'file', [having(null)]), true],
    ['gone', () => retireProducts(on.ctx, 'file', { keep: [] }), false],
    ['there again', () => storeProducts(on.ctx, 'file', [having(null)]), true],
    ['a draft, sold out', () => storeProducts(on.ctx, 'file', [{ ...having(0), isShown: false }]), false],
    ['a draft, delivered', () => storeProducts(on.ctx, 'file', [{ ...having(1), isShown: false }]), false],
  ]
  for (const [step, act, isTold] of steps) {
    await act()
    const { id: productId } = await one()
    expect([step, await back()]).toEqual([step, isTold ? [{ products: [{ productId, skus: ['RZ-1'] }] }] : []])
  }
})

test('what is told vanishes with the transaction that it was told in', async () => {
  await storeProducts(on.ctx, 'file', [newProduct()])
  const cheaper = newProduct({ offers: [newOffer({ priceMinor: 1 })] })
  const broken = newProduct({ externalId: '2', slug: 'broken', offers: [newOffer({ sku: 'B', priceMinor: -1 })] })
  await expect(storeProducts(on.ctx, 'file', [cheaper, broken])).rejects.toThrow()
  expect(await on.takeJobs('catalog.price_dropped')).toEqual([])
  expect((await all()).offers.map(({ priceMinor }) => priceMinor)).toEqual([300_000])
})

test('retiring takes out what is not kept, of its own source only', async () => {
  const named = (externalId: string) =>
    newProduct({ externalId, slug: externalId, offers: [newOffer({ sku: externalId })] })
  await storeProducts(on.ctx, 'file', [named('a'), named('b'), named('c')])
  await storeProducts(on.ctx, 'woocommerce', [named('d')])
  expect(await retireProducts(on.ctx, 'file', { keep: ['b', 'd'] })).toBe(2)
  expect(await retireProducts(on.ctx, 'file', { keep: ['b', 'd'] })).toBe(0)
  const left = (await all()).products.filter(({ goneAt }) => !goneAt).map(({ externalId }) => externalId)
  expect(left).toEqual(['b', 'd'])
  expect((await listOffers(on.ctx.db, ['a', 'b'], on.ctx.now())).map(({ sku, isSold }) => [sku, isSold])).toEqual(
    expect.arrayContaining([
      ['a', false],
      ['b', true],
    ]),
  )
})

test('categories are a tree in the order of their source; those that are not named go, products stay', async () => {
  const tree = [
    newCategory('roses', { parentExternalId: 'bouquets' }),
    newCategory('bouquets', { name: { en: 'Tom &amp; Co' } }),
    newCategory('gifts', { slug: 'bouquets' }),
  ]
  expect(await storeCategories(on.ctx, 'file', tree)).toBe(3)
  expect(await storeCategories(on.ctx, 'file', tree)).toBe(0)
  await storeProducts(on.ctx, 'file', [newProduct({ categoryExternalIds: ['roses', 'gifts'] })])
  const read = async () => {
    const rows = await on.ctx.db.select().from(categories).orderBy(categories.position)
    const slugOf = (id: number | null) => rows.find((row) => row.id === id)?.slug
    return rows.map(({ slug, name, parentId }) => [slug, name.en, slugOf(parentId)])
  }
  expect(await read()).toEqual([
    ['roses', 'roses', 'bouquets'],
    ['bouquets', 'Tom & Co', undefined],
    ['bouquets-gifts', 'gifts', undefined],
  ])
  expect(await storeCategories(on.ctx, 'file', [newCategory('roses', { parentExternalId: 'bouquets' })])).toBe(3)
  expect(await read()).toEqual([['roses', 'roses', undefined]])
  expect((await all()).links).toHaveLength(1)
})

test('a category that is below itself is at the top', async () => {
  const [a, b, c] = [
    newCategory('a', { parentExternalId: 'b' }),
    newCategory('b', { parentExternalId: 'a' }),
    newCategory('c', { parentExternalId: 'a' }),
  ]
  await storeCategories(on.ctx, 'file', [a, b, c])
  const rows = await on.ctx.db.select().from(categories).orderBy(categories.externalId)
  expect(rows.map(({ parentId }) => parentId)).toEqual([null, null, rows[0]?.id])
})

test('whoever caches hears of a change, once it is committed, and of nothing else', async () => {
  const signals = new Signals(on.connection, silentLog())
  await signals.start()
  const heard: string[] = []
  onCatalogChange(signals, () => heard.push('changed'))
  signals.listen('test', 'done', () => heard.push('done'))
  const news = [newProduct()]
  await storeProducts(on.ctx, 'file', news)
  await storeProducts(on.ctx, 'file', news)
  await storeProducts(on.ctx, 'file', [newProduct({ offers: [newOffer({ priceMinor: -1 })] })]).catch(() => {})
  await notify(on.ctx, 'test', 'done')
  await expect.poll(() => heard).toEqual(['changed', 'done'])
  await storeCategories(on.ctx, 'file', [newCategory('a')])
  await retireProducts(on.ctx, 'file', { gone: ['1'] })
  await expect.poll(() => heard).toEqual(['changed', 'done', 'changed', 'changed'])
  await signals.close()
})

test('many who store the same things at once end as one would have', async () => {
  const batch = (by: number) =>
    Array.from({ length: 20 }, (_, at) =>
      newProduct({
        externalId: `${at}`,
        slug: 'same',
        offers: [newOffer({ sku: at % 2 ? 'same' : `S${at}` })],
        modifiedAt: later(by),
      }),
    )
  await Promise.all([1, 2, 3, 4].map((by) => storeProducts(on.ctx, 'file', batch(by))))
  const state = await all()
  expect(state.products).toHaveLength(20)
  expect(state.offers).toHaveLength(20)
  expect(new Set(state.products.map(({ modifiedAt }) => modifiedAt.getTime()))).toEqual(new Set([later(4).getTime()]))
})

test('a thousand products are stored in seconds, and no statement is near its limit', async () => {
  const news = Array.from({ length: 1000 }, (_, at) =>
    newProduct({
      externalId: `${at}`,
      slug: `product-${at}`,
      name: { ru: `Букет номер ${at}`, uz: `Guldasta ${at}`, en: `Bouquet ${at}` },
      description: { en: `<p>${'Fresh flowers. '.repeat(40)}</p>` },
      offers: [newVariation(`S${at}`), newVariation(`M${at}`), newVariation(`L${at}`)],
      hasVariations: true,
    }),
  )
  expect(await storeProducts(on.ctx, 'woocommerce', news)).toMatchObject({ added: 1000 })
  expect(await storeProducts(on.ctx, 'woocommerce', news)).toMatchObject({ same: 1000 })
})
