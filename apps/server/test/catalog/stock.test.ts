import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  handOverHold,
  holdAnew,
  holdStock,
  keepHold,
  listOffers,
  releaseStock,
  returnStock,
  setStock,
  storeProducts,
  sweepHolds,
  takeStock,
} from '#catalog'
import { importCatalog } from '#catalog-files'
import { type Ctx, transact } from '#platform'
import { countLockWaits } from '../database.ts'
import { newOffer, newProduct, newVariation } from './products.ts'
import { openCatalog, type Visiting } from './visiting.ts'

let on: Visiting
let crowd: pg.Pool
/** More transactions at once than the shop has, and patient: how fast the machine is, is not what is asked. */
let many: Ctx
beforeAll(async () => {
  on = await openCatalog()
  crowd = new pg.Pool({ ...on.connection, max: 40 })
  // A pool lets go of its connections before they have ended: the database may cut one first.
  crowd.on('error', () => {})
  many = { ...on.ctx, db: drizzle(crowd) }
})
afterAll(async () => {
  await crowd.end()
  await on.close()
})
beforeEach(async () => {
  await on.ctx.db.execute(sql`truncate categories, products, offers, stock_holds, captured_jobs cascade`)
})

const MINUTE = 60_000
const inMinutes = (minutes: number) => new Date(on.ctx.now().getTime() + minutes * MINUTE)

/** Products of our own, one offer each, with so much in stock. */
async function stocked(stock: Record<string, number | null>, source: 'file' | 'woocommerce' = 'file') {
  const news = Object.entries(stock).map(([sku, stock]) =>
    newProduct({ externalId: sku, slug: sku, offers: [newOffer({ sku, stock })] }),
  )
  await storeProducts(on.ctx, source, news)
}

const hold = (ctx: Ctx, orderId: string, lines: Record<string, number>, until: Date | null = inMinutes(15)) => {
  const rows = Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity }))
  return transact(ctx, (ctx) => holdStock(ctx, { orderId, lines: rows, until }))
}

async function available(): Promise<Record<string, number | null>> {
  const { rows } = await on.ctx.db.execute<{ sku: string }>(sql`select sku from offers order by sku`)
  const skus = rows.map(({ sku }) => sku)
  const offers = await listOffers(on.ctx.db, skus, on.ctx.now())
  return Object.fromEntries(offers.map(({ sku, available }) => [sku, available]))
}

async function held(): Promise<Record<string, number>> {
  const { rows } = await on.ctx.db.execute<{ sku: string; held: number }>(
    sql`select sku, sum(quantity)::int as held from stock_holds group by sku`,
  )
  return Object.fromEntries(rows.map(({ sku, held }) => [sku, held]))
}

test.each([1, 50])('of 200 buyers at once, as many as there are pieces get one: %i (G4, G5)', async (stock) => {
  await stocked({ rose: stock })
  const short = await Promise.all(Array.from({ length: 200 }, (_, at) => hold(many, `order-${at}`, { rose: 1 })))
  expect(short.filter((lines) => lines.length === 0)).toHaveLength(stock)
  expect(await held()).toEqual({ rose: stock })
  for (const refused of short.filter((lines) => lines.length > 0))
    expect(refused).toEqual([{ sku: 'rose', available: 0 }])
})

test('200 mixed carts in every order of lines hold no piece twice and never lock each other out (G4, G5)', async () => {
  const skus = ['a', 'b', 'c', 'd', 'e', 'f']
  await stocked(Object.fromEntries(skus.map((sku) => [sku, 30])))
  const carts = Array.from({ length: 200 }, (_, at) => {
    const shuffled = skus.map((sku) => [Math.random(), sku] as const).sort(([a], [b]) => a - b)
    const lines = shuffled.slice(0, 1 + (at % 4)).map(([, sku], line) => [sku, 1 + ((at + line) % 3)] as const)
    return Object.fromEntries(lines)
  })
  const short = await Promise.all(carts.map((cart, at) => hold(many, `order-${at}`, cart)))
  const sold: Record<string, number> = {}
  for (const [at, cart] of carts.entries()) {
    if (short[at]?.length) continue
    for (const [sku, quantity] of Object.entries(cart)) sold[sku] = (sold[sku] ?? 0) + quantity
  }
  expect(await held()).toEqual(sold)
  for (const quantity of Object.values(sold)) expect(quantity).toBeLessThanOrEqual(30)
  // Nothing is left that a refused one, who came when it was decided, could have had.
  const left = await available()
  for (const lines of short) for (const { sku } of lines) expect(left[sku]).toBeLessThan(3)
})

test('who waits for one piece keeps nobody from those that come after it by their skus (G4)', async () => {
  // On the disk in the other order.
  await stocked({ z: 1 })
  await stocked({ a: 1 })
  let waiting: Promise<unknown> = Promise.resolve()
  await transact(many, async (ctx) => {
    await holdStock(ctx, { orderId: 'first', lines: [{ sku: 'a', quantity: 1 }], until: null })
    waiting = hold(many, 'second', { z: 1, a: 1 })
    await expect.poll(() => countLockWaits(on.ctx.db)).toBeGreaterThan(0)
    expect(await holdStock(ctx, { orderId: 'third', lines: [{ sku: 'z', quantity: 1 }], until: null })).toEqual([])
  })
  expect(await waiting).toEqual([
    { sku: 'z', available: 0 },
    { sku: 'a', available: 0 },
  ])
})

test('buyers, deliveries, imports and taken orders go on beside each other (G4)', async () => {
  const skus = Array.from({ length: 12 }, (_, at) => `s${at}`)
  await stocked(Object.fromEntries(skus.map((sku) => [sku, 1000])))
  const pick = (at: number) => Object.fromEntries([5, 0, 7].map((step) => [skus[(at * 5 + step) % 12], 1]))
  const buys = Array.from({ length: 80 }, async (_, at) => {
    expect(await hold(many, `order-${at}`, pick(at))).toEqual([])
    if (at % 2) await takeStock(many, `order-${at}`)
    else await releaseStock(many, `order-${at}`)
  })
  const deliveries = Array.from({ length: 20 }, (_, at) =>
    returnStock(many, [{ sku: skus[at % 12] ?? '', quantity: 1 }]),
  )
  const imports = Array.from({ length: 20 }, (_, at) => {
    const offers = (sku: string) => [newOffer({ sku, stock: undefined, priceMinor: 1000 + at })]
    const news = skus.toReversed().map((sku) => newProduct({ externalId: sku, slug: sku, offers: offers(sku) }))
    return storeProducts(many, 'file', news)
  })
  await Promise.all([...buys, ...deliveries, ...imports])
  const total = Object.values(await available()).reduce<number>((sum, stock) => sum + (stock ?? 0), 0)
  expect(total).toBe(12 * 1000 + 20 - 40 * 3)
  expect(await held()).toEqual({})
})

test('who wants too much is told of each what there is, and nothing is held for them (G11)', async () => {
  await stocked({ rose: 3, vase: 1, card: null })
  expect(await hold(on.ctx, 'one', { rose: 4, vase: 1, card: 1000, unknown: 1 })).toEqual([
    { sku: 'rose', available: 3 },
    { sku: 'unknown', available: 0 },
  ])
  expect(await held()).toEqual({})
  expect(await hold(on.ctx, 'two', { rose: 3, card: 1000 })).toEqual([])
  expect(await available()).toEqual({ rose: 0, vase: 1, card: null })
})

test('what is hidden, gone or without a price cannot be held', async () => {
  await storeProducts(on.ctx, 'file', [
    newProduct({ externalId: 'draft', slug: 'draft', isShown: false, offers: [newOffer({ sku: 'draft' })] }),
    newProduct({ externalId: 'free', slug: 'free', offers: [newOffer({ sku: 'unpriced', priceMinor: null })] }),
  ])
  expect(await hold(on.ctx, 'one', { draft: 1, unpriced: 1 })).toEqual([
    { sku: 'draft', available: 0 },
    { sku: 'unpriced', available: 0 },
  ])
})

test('news that changes nothing of what is bought keeps no buyer waiting (G4)', async () => {
  const vase = newProduct({ externalId: 'vase', slug: 'vase', offers: [newOffer({ sku: 'VASE' })] })
  await storeProducts(on.ctx, 'file', [newProduct(), vase])
  await transact(on.ctx, async (ctx) => {
    const dearer = { ...vase, offers: [newOffer({ sku: 'VASE', priceMinor: 1 })] }
    await storeProducts(ctx, 'file', [newProduct(), dearer])
    const buying = transact(many, (ctx) =>
      holdStock(ctx, { orderId: 'one', lines: [{ sku: 'RZ-1', quantity: 1 }], until: null }),
    )
    expect(await Promise.race([buying, new Promise((go) => setTimeout(go, 1_000, 'waited'))])).toEqual([])
    // What changes is bought at the one price or at the other.
    const [locked] = await lockedSkus(['RZ-1', 'VASE'])
    expect(locked).toBe('VASE')
  })
})

test('an import that changes one thing and takes out another never locks a buyer of both out (G4)', async () => {
  const goods = ['a', 'b'].map((id) => draft(id, 100))
  const bringing = (ctx: Ctx, products: ReturnType<typeof draft>[]) =>
    importCatalog(ctx, { drafts: [{ categories: [], products, synonyms: undefined }] }, async () => [])
  await bringing(on.ctx, goods)
  const lines = ['a', 'b'].map((sku) => ({ sku, quantity: 1 }))
  const importing = await transact(many, async (ctx) => {
    await ctx.db.execute(sql`select from offers where sku = 'a' for no key update`)
    // What is changed comes first there, and what is taken out after it.
    const importing = bringing(many, [draft('b', 200)])
    await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
    expect(await holdStock(ctx, { orderId: 'both', lines, until: null })).toEqual([])
    return { importing }
  })
  expect(await importing.importing).toMatchObject({ changed: 1, retired: 1 })
})

const draft = (id: string, priceMinor: number) => ({
  ...newProduct({ externalId: id, slug: id }),
  images: [],
  offers: [{ ...newOffer({ sku: id, priceMinor }), image: null }],
})

/** Of these offers, those that nobody could order now without waiting. */
async function lockedSkus(skus: string[]): Promise<string[]> {
  const free = await transact(many, (ctx) =>
    ctx.db.execute<{ sku: string }>(
      sql`select sku from offers where sku = any(${sql.param(skus)}::text[]) for no key update skip locked`,
    ),
  )
  return skus.filter((sku) => !free.rows.some((row) => row.sku === sku))
}

test('news that leaves the count of it to us keeps what was sold meanwhile', async () => {
  await storeProducts(on.ctx, 'file', [newProduct({ offers: [newOffer({ stock: 5 })] })])
  await holdStock(on.ctx, { orderId: 'one', lines: [{ sku: 'RZ-1', quantity: 2 }], until: null })
  const taking = transact(many, async (ctx) => {
    await takeStock(ctx, 'one')
    const storing = storeProducts(on.ctx, 'file', [
      newProduct({ name: { ru: 'Пионы' }, offers: [newOffer({ stock: undefined })], modifiedAt: inMinutes(1) }),
    ])
    await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
    return { storing }
  })
  await (await taking).storing
  expect((await listOffers(on.ctx.db, ['RZ-1'], on.ctx.now()))[0]).toMatchObject({ available: 3 })
})

test('a hold ends by itself unless it is kept; what was handed over is swept, the rest when it is forgotten (G4)', async () => {
  await stocked({ rose: 3 })
  for (const orderId of ['short', 'kept', 'over']) await hold(on.ctx, orderId, { rose: 1 }, inMinutes(10))
  await keepHold(on.ctx, 'kept', null)
  await handOverHold(on.ctx, 'over', inMinutes(10))
  expect(await available()).toEqual({ rose: 0 })
  on.ctx.advance(10 * MINUTE + 1)
  expect(await available()).toEqual({ rose: 2 })
  expect(await sweepHolds(on.ctx)).toBe(1)
  expect(await held()).toEqual({ rose: 2 })
  on.ctx.advance(24 * 60 * MINUTE)
  expect(await sweepHolds(on.ctx)).toBe(1)
  expect(await held()).toEqual({ rose: 1 })
})

test('what was handed over nobody keeps any more (G4)', async () => {
  await stocked({ rose: 1 }, 'woocommerce')
  await hold(on.ctx, 'one', { rose: 1 }, null)
  await handOverHold(on.ctx, 'one', inMinutes(2))
  await keepHold(on.ctx, 'one', null)
  on.ctx.advance(2 * MINUTE + 1)
  expect(await available()).toEqual({ rose: 1 })
})

const tellings = {
  stock: (stock: number) =>
    setStock(on.ctx, 'woocommerce', [{ productExternalId: 'rose', externalId: null, stock, inStock: stock > 0 }]),
  product: (stock: number) =>
    storeProducts(on.ctx, 'woocommerce', [
      newProduct({ externalId: 'rose', slug: 'rose', offers: [newOffer({ sku: 'rose', stock })] }),
    ]),
}

test.each(['stock', 'product'] as const)(
  'what was handed over is counted once as soon as its source tells of another stock (%s; G4, Y6)',
  async (way) => {
    await stocked({ rose: 2 }, 'woocommerce')
    await hold(on.ctx, 'one', { rose: 1 }, null)
    await handOverHold(on.ctx, 'one', inMinutes(2))
    await hold(on.ctx, 'two', { rose: 1 }, null)
    expect(await isListed()).toBe(false)
    await tellings[way](2)
    expect(await isListed()).toBe(false)
    await releaseStock(on.ctx, 'two')
    expect(await on.takeJobs('catalog.back_in_stock')).toHaveLength(1)
    await tellings[way](1)
    expect(await isListed()).toBe(true)
    expect(await available()).toEqual({ rose: 1 })
    expect(await held()).toEqual({})
    expect(await on.takeJobs('catalog.back_in_stock')).toEqual([])
  },
)

test('what was held for an order is taken once, however many take it at once', async () => {
  await stocked({ rose: 10, card: null })
  await hold(on.ctx, 'one', { rose: 3, card: 2 }, null)
  const taken = await Promise.all(Array.from({ length: 10 }, () => takeStock(many, 'one')))
  expect(taken.filter((lines) => lines.length > 0)).toEqual([
    [
      { sku: 'card', quantity: 2 },
      { sku: 'rose', quantity: 3 },
    ],
  ])
  expect(await available()).toEqual({ rose: 7, card: null })
  await returnStock(on.ctx, [{ sku: 'rose', quantity: 3 }])
  expect(await available()).toEqual({ rose: 10, card: null })
})

test('what a WooCommerce counts is not taken from here: it stays held until there it is', async () => {
  await stocked({ rose: 10 }, 'woocommerce')
  await hold(on.ctx, 'one', { rose: 3 }, null)
  expect(await takeStock(on.ctx, 'one')).toEqual([])
  expect(await available()).toEqual({ rose: 7 })
})

test('the last piece taken takes the product from what is in stock, one put back is told of (Y6)', async () => {
  await stocked({ rose: 1 })
  const inStock = async () => (await on.ctx.db.execute(sql`select id, in_stock from products`)).rows[0]
  await hold(on.ctx, 'one', { rose: 1 }, null)
  await takeStock(on.ctx, 'one')
  expect(await inStock()).toMatchObject({ in_stock: false })
  await returnStock(on.ctx, [{ sku: 'rose', quantity: 1 }])
  const row = await inStock()
  expect(row).toMatchObject({ in_stock: true })
  expect(await on.takeJobs('catalog.back_in_stock')).toEqual([{ products: [{ productId: row?.id, skus: ['rose'] }] }])
})

test('stock by what the source calls its offers, the unknown left out; only real returns are told (Y6)', async () => {
  const variations = [newVariation('S', { stock: 0 }), newVariation('M', { stock: 4 })]
  await storeProducts(on.ctx, 'woocommerce', [newProduct({ hasVariations: true, offers: variations })])
  const at = (externalId: string, stock: number | null, inStock = true) => ({
    productExternalId: '1',
    externalId,
    stock,
    inStock,
  })
  const unknown = { productExternalId: '99', externalId: null, stock: 1, inStock: true }
  await setStock(on.ctx, 'woocommerce', [at('size-S', 2), at('size-M', 3), unknown])
  expect(await available()).toEqual({ 'RZ-M': 3, 'RZ-S': 2 })
  expect((await on.takeJobs('catalog.back_in_stock')).map(({ products }) => products[0].skus)).toEqual([['RZ-S']])
  await setStock(on.ctx, 'woocommerce', [at('size-S', null, false), at('size-M', 0)])
  expect(await available()).toEqual({ 'RZ-M': 0, 'RZ-S': 0 })
  const { rows } = await on.ctx.db.execute(sql`select in_stock from products`)
  expect(rows).toEqual([{ in_stock: false }])
  expect(await on.takeJobs('catalog.back_in_stock')).toEqual([])
})

const isListed = async () => (await listed())?.inStock
/** What a visitor is told, as soon as the news has gone round. */
const expectOnPage = (slug: string, inStock: boolean, variations: boolean[] = []) =>
  expect
    .poll(async () => {
      const { body } = await on.visitor().get(`/api/products/${slug}`)
      return [body.inStock, body.variations?.map((one: { inStock: boolean }) => one.inStock)]
    })
    .toEqual([inStock, variations])

test('what is all promised to orders is not in stock; given back it is again, and that is told of (E4, G4, Y6)', async () => {
  await stocked({ rose: 2 })
  await hold(on.ctx, 'one', { rose: 1 })
  expect(await isListed()).toBe(true)
  await expectOnPage('rose', true)
  await hold(on.ctx, 'two', { rose: 1 })
  expect(await isListed()).toBe(false)
  await expectOnPage('rose', false)
  await releaseStock(on.ctx, 'one')
  await expectOnPage('rose', true)
  expect(await on.takeJobs('catalog.back_in_stock')).toHaveLength(1)
  await releaseStock(on.ctx, 'one')
  await releaseStock(on.ctx, 'two')
  expect(await on.takeJobs('catalog.back_in_stock')).toEqual([])
})

test('of variations the page says which are all promised (E4)', async () => {
  await storeProducts(on.ctx, 'file', [sizes({ S: 1, M: 1 })])
  await expectOnPage('red-roses', true, [true, true])
  await hold(on.ctx, 'one', { 'RZ-S': 1 })
  await expectOnPage('red-roses', true, [false, true])
  expect(await listed()).toEqual({ price: 200, regular: null, inStock: true })
})

test('news of its source does not put into stock what is all promised, nor tells of it (G4, Y6)', async () => {
  await stocked({ rose: 1 })
  await hold(on.ctx, 'one', { rose: 1 })
  const news = { externalId: 'rose', slug: 'rose', offers: [newOffer({ sku: 'rose', stock: 1 })] }
  const same = await storeProducts(on.ctx, 'file', [newProduct(news)])
  expect(same).toMatchObject({ same: 1, changed: 0 })
  await storeProducts(on.ctx, 'file', [newProduct({ ...news, name: { ru: 'Пионы' } })])
  await setStock(on.ctx, 'file', [{ productExternalId: 'rose', externalId: null, stock: 1, inStock: false }])
  expect(await isListed()).toBe(false)
  expect(await on.takeJobs('catalog.back_in_stock')).toEqual([])
})

test('what is promised while news of its source is written is not in stock afterwards (G4)', async () => {
  await stocked({ rose: 1 })
  const name = { ru: 'Пионы' }
  const news = newProduct({ externalId: 'rose', slug: 'rose', name, offers: [newOffer({ sku: 'rose', stock: 1 })] })
  const holding = await transact(many, async (ctx) => {
    await storeProducts(ctx, 'file', [news])
    const holding = hold(many, 'one', { rose: 1 })
    await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
    return { holding }
  })
  await holding.holding
  expect(await isListed()).toBe(false)
  await releaseStock(on.ctx, 'one')
  const storing = await transact(many, async (ctx) => {
    await holdStock(ctx, { orderId: 'two', lines: [{ sku: 'rose', quantity: 1 }], until: null })
    const storing = storeProducts(many, 'file', [{ ...news, name: { ru: 'Розы' } }])
    await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
    return { storing }
  })
  await storing.storing
  expect(await isListed()).toBe(false)
})

test('what is given back while news of its source is written is in stock afterwards (G4)', async () => {
  await stocked({ rose: 1 })
  await hold(on.ctx, 'one', { rose: 1 })
  const storing = await transact(many, async (ctx) => {
    await releaseStock(ctx, 'one')
    const name = { ru: 'Розы' }
    const storing = storeProducts(many, 'file', [
      newProduct({ externalId: 'rose', slug: 'rose', name, offers: [newOffer({ sku: 'rose', stock: 1 })] }),
    ])
    await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
    return { storing }
  })
  await storing.storing
  expect(await isListed()).toBe(true)
})

test('news that brings what was held meanwhile brings it into the lists too (G4)', async () => {
  await stocked({ rose: 1 })
  const storing = await transact(many, async (ctx) => {
    await holdStock(ctx, { orderId: 'one', lines: [{ sku: 'rose', quantity: 1 }], until: null })
    const storing = storeProducts(many, 'file', [
      newProduct({ externalId: 'rose', slug: 'rose', offers: [newOffer({ sku: 'rose', stock: 2 })] }),
    ])
    await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
    return { storing }
  })
  await storing.storing
  expect(await available()).toEqual({ rose: 1 })
  expect(await isListed()).toBe(true)
})

test('what is held anew was not back in between, and is free when there is too little of it (Y6)', async () => {
  await stocked({ rose: 1 })
  await hold(on.ctx, 'one', { rose: 1 })
  const anew = (quantity: number) =>
    transact(on.ctx, (ctx) => holdAnew(ctx, { orderId: 'one', lines: [{ sku: 'rose', quantity }], until: null }))
  expect(await anew(1)).toEqual([])
  expect(await isListed()).toBe(false)
  expect(await anew(2)).toEqual([{ sku: 'rose', available: 1 }])
  expect(await held()).toEqual({})
  expect(await isListed()).toBe(true)
  expect(await on.takeJobs('catalog.back_in_stock')).toEqual([])
})

test('of two at once, one gives back and one takes: the lists say what is left (G4)', async () => {
  await stocked({ rose: 2 })
  await hold(on.ctx, 'first', { rose: 1 })
  const taking = await transact(many, async (ctx) => {
    await releaseStock(ctx, 'first')
    const taking = hold(many, 'second', { rose: 1 })
    await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
    return { taking }
  })
  expect(await taking.taking).toEqual([])
  expect(await available()).toEqual({ rose: 1 })
  expect(await isListed()).toBe(true)
})

test('what was handed over and has ended is in the lists again, and nobody is told (Y6)', async () => {
  await stocked({ rose: 1 })
  await hold(on.ctx, 'one', { rose: 1 }, null)
  await handOverHold(on.ctx, 'one', inMinutes(2))
  on.ctx.advance(2 * MINUTE + 1)
  expect(await isListed()).toBe(false)
  expect(await sweepHolds(on.ctx)).toBe(1)
  expect(await isListed()).toBe(true)
  expect(await on.takeJobs('catalog.back_in_stock')).toEqual([])
})

const sizes = (stock: Record<string, number>) =>
  newProduct({
    hasVariations: true,
    offers: Object.entries(stock).map(([size, stock], nth) =>
      newVariation(size, { priceMinor: (nth + 1) * 100, regularPriceMinor: nth === 0 ? 150 : null, stock }),
    ),
  })

async function listed() {
  const { rows } = await on.ctx.db.execute<{ price: number; regular: number | null; inStock: boolean }>(
    sql`select price_minor::int as price, regular_price_minor::int as regular, in_stock as "inStock" from products`,
  )
  return rows[0]
}

test('the price in lists follows what is sold and what comes back (E4)', async () => {
  await storeProducts(on.ctx, 'file', [sizes({ S: 1, M: 1 })])
  expect(await listed()).toEqual({ price: 100, regular: 150, inStock: true })
  await hold(on.ctx, 'one', { 'RZ-S': 1 }, null)
  const taken = await takeStock(on.ctx, 'one')
  expect(await listed()).toEqual({ price: 200, regular: null, inStock: true })
  const ofM = { productExternalId: '1', externalId: 'size-M', stock: 0, inStock: false }
  await setStock(on.ctx, 'file', [ofM])
  // Of what is sold out altogether, the cheapest of all.
  expect(await listed()).toEqual({ price: 100, regular: 150, inStock: false })
  await setStock(on.ctx, 'file', [{ ...ofM, stock: 3 }])
  expect(await listed()).toEqual({ price: 200, regular: null, inStock: true })
  await returnStock(on.ctx, taken)
  expect(await listed()).toEqual({ price: 100, regular: 150, inStock: true })
})

test('of two who take the last of two variations at once, neither leaves the other’s in the list (E4)', async () => {
  await storeProducts(on.ctx, 'file', [sizes({ S: 1, M: 1 })])
  for (const size of ['S', 'M']) await hold(on.ctx, size, { [`RZ-${size}`]: 1 }, null)
  const first = await transact(many, async (ctx) => {
    await takeStock(ctx, 'S')
    const second = takeStock(many, 'M')
    await expect.poll(() => countLockWaits(on.ctx.db)).toBe(1)
    return { second }
  })
  await first.second
  expect(await listed()).toEqual({ price: 100, regular: 150, inStock: false })
})
