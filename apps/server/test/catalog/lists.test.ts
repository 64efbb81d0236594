import { Categories, Product, ProductList } from '@vitrina/contract'
import { refusalWords } from '@vitrina/contract/words/refusals'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ProductNews, retireProducts, storeCategories, storeProducts } from '#catalog'
import { makeReadCards } from '#catalog-reading'
import type { ProductId } from '../../src/modules/catalog/model.ts'
import { newCategory, newOffer, newProduct, newVariation } from './products.ts'
import { openCatalog, type Visiting } from './visiting.ts'

const picture = { pictureId: 'abc', alt: { ru: 'Розы' }, width: 800, height: 600 }
const day = (nth: number) => new Date(Date.UTC(2029, 0, nth))

/** A product by its slug, all else of no matter. */
function product(slug: string, overrides: Partial<ProductNews> & { price?: number; regular?: number } = {}) {
  const { price = 1000_00, regular = null, ...rest } = overrides
  const offer = newOffer({ sku: slug.toUpperCase(), priceMinor: price, regularPriceMinor: regular })
  return newProduct({ externalId: slug, slug, name: { ru: slug }, offers: [offer], createdAt: day(1), ...rest })
}

const shelf = [
  product('roses-25', {
    ...{ name: { ru: 'Ёлочные розы', uz: 'Atirgullar', en: 'Roses' }, pictures: [picture], popularity: 5 },
    ...{ price: 3000_00, regular: 3500_00, categoryExternalIds: ['roses', 'gifts'], createdAt: day(3) },
    ...{ description: { ru: '<p>Свежие</p>' }, attributes: [{ name: { ru: 'Цвет' }, values: [{ ru: 'Красный' }] }] },
  }),
  product('roses-51', {
    ...{ name: { ru: 'Арка из роз' }, popularity: 9, price: 7000_00, categoryExternalIds: ['roses'] },
  }),
  product('tulips', { name: { ru: 'Жёлтые тюльпаны' }, popularity: 7, categoryExternalIds: ['flowers'] }),
  product('bear', {
    ...{ name: { ru: 'Мишка' }, categoryExternalIds: ['gifts'], hasVariations: true, createdAt: day(2) },
    offers: [
      newVariation('M', { priceMinor: 900_00, regularPriceMinor: 1200_00, stock: 0 }),
      newVariation('S', { priceMinor: 500_00, picture }),
    ],
  }),
  product('cards', { offers: [newOffer({ sku: 'CARDS', priceMinor: 100_00, stock: 0 })], categoryExternalIds: [] }),
]
const unseen = [
  product('draft', { isShown: false, name: { ru: 'Секретные розы' }, categoryExternalIds: ['roses', 'secret'] }),
  product('gone', { name: { ru: 'Секретные пионы' }, categoryExternalIds: ['roses', 'secret'] }),
  product('unpriced', {
    ...{ name: { ru: 'Секретные лилии' }, categoryExternalIds: ['roses', 'secret'] },
    offers: [newOffer({ sku: 'UNPRICED', priceMinor: null })],
  }),
]

let on: Visiting
beforeAll(async () => {
  on = await openCatalog()
  await storeCategories(on.ctx, 'file', [
    newCategory('flowers', { name: { ru: 'Цветы', en: 'Flowers' } }),
    newCategory('roses', { name: { ru: 'Розы' }, parentExternalId: 'flowers' }),
    newCategory('gifts', { name: { ru: 'Подарки' } }),
    newCategory('secret', { name: { ru: 'Секретное' } }),
  ])
  await storeProducts(on.ctx, 'file', [...shelf, ...unseen])
  await retireProducts(on.ctx, 'file', { gone: ['gone'] })
})
afterAll(() => on.close())

const list = async (query = '') => (await on.visitor().get(`/api/products${query}`)).body
const slugs = async (query = '') => (await list(query)).items.map(({ slug }: { slug: string }) => slug)
const rub = (amountMinor: number) => ({ amountMinor, currency: 'RUB' })

describe('lists (E4)', () => {
  test('are what the contract says, categories, cards and pages', async () => {
    const visitor = on.visitor()
    Categories.parse((await visitor.get('/api/categories')).body)
    ProductList.parse(await list())
    for (const slug of ['roses-25', 'bear']) Product.parse((await visitor.get(`/api/products/${slug}`)).body)
  })

  test('the tree counts what is shown in a category and below it, once', async () => {
    expect((await on.visitor().get('/api/categories')).body.items).toEqual([
      { slug: 'flowers', name: 'Цветы', count: 3 },
      { slug: 'roses', name: 'Розы', parent: 'flowers', count: 2 },
      { slug: 'gifts', name: 'Подарки', count: 2 },
    ])
  })

  test('a card says what it costs, before the sale too, and what goes into the cart', async () => {
    const cards = new Map((await list()).items.map((card: { slug: string }) => [card.slug, card]))
    expect(cards.get('roses-25')).toEqual({
      ...{ id: expect.stringMatching(/^\d+$/), slug: 'roses-25', sku: 'ROSES-25', name: 'Ёлочные розы' },
      ...{ price: rub(3000_00), regularPrice: rub(3500_00), inStock: true, hasVariations: false },
      image: { url: '/pictures/abc', alt: 'Розы', width: 800, height: 600 },
    })
    // Of one with variations the lowest price, and no sku: one has to be chosen.
    expect(cards.get('bear')).toMatchObject({ sku: '', price: rub(500_00), hasVariations: true, inStock: true })
    expect(cards.get('bear')).not.toHaveProperty('regularPrice')
    expect(cards.get('cards')).toMatchObject({ inStock: false })
  })

  describe('whose cheapest variation is sold out', () => {
    const [small, large] = [{ priceMinor: 300_00, regularPriceMinor: 400_00 }, { priceMinor: 800_00 }]
    const kite = (left: { small: number; large: number }) =>
      product('kite', {
        ...{ hasVariations: true, categoryExternalIds: ['secret'] },
        offers: [
          newVariation('S', { ...small, stock: left.small }),
          newVariation('L', { ...large, stock: left.large }),
        ],
      })
    afterAll(() => retireProducts(on.ctx, 'file', { gone: ['kite', 'ball'] }))

    test('costs «from» what can be bought, in its card, in the order and in the filter (E4)', async () => {
      const ball = product('ball', { price: 500_00, categoryExternalIds: ['secret'] })
      await storeProducts(on.ctx, 'file', [kite({ small: 0, large: 1 }), ball])
      const [card] = (await list('?category=secret&sort=-price')).items
      expect(card).toMatchObject({ slug: 'kite', price: rub(800_00), inStock: true })
      expect(card).not.toHaveProperty('regularPrice')
      expect(await slugs('?category=secret&sort=price')).toEqual(['ball', 'kite'])
      expect(await slugs('?category=secret&maxPrice=60000')).toEqual(['ball'])
      expect(await slugs('?category=secret&minPrice=60000')).toEqual(['kite'])
      expect(await slugs('?category=secret&onSale=true')).toEqual([])
      expect((await list('?category=secret')).facets.price).toEqual({ min: rub(500_00), max: rub(800_00) })
    })

    test('and all others too, costs «from» the cheapest of all (E4)', async () => {
      await storeProducts(on.ctx, 'file', [kite({ small: 0, large: 0 })])
      const [card] = (await list('?category=secret&q=kite')).items
      expect(card).toMatchObject({ price: rub(300_00), regularPrice: rub(400_00), inStock: false })
    })
  })

  test.each([
    ['', ['roses-51', 'tulips', 'roses-25', 'cards', 'bear']],
    ['?sort=popular', ['roses-51', 'tulips', 'roses-25', 'cards', 'bear']],
    ['?sort=price', ['cards', 'bear', 'tulips', 'roses-25', 'roses-51']],
    ['?sort=-price', ['roses-51', 'roses-25', 'tulips', 'bear', 'cards']],
    ['?sort=new', ['roses-25', 'bear', 'tulips', 'roses-51', 'cards']],
    // cards by its Latin name, and ё beside е: Арка, Ёлочные, Жёлтые, Мишка.
    ['?sort=name', ['cards', 'roses-51', 'roses-25', 'tulips', 'bear']],
  ])('are in the order that is asked for: %s', async (query, expected) => {
    expect(await slugs(query)).toEqual(expected)
  })

  test.each([
    ['category=flowers', ['roses-25', 'roses-51', 'tulips']],
    ['category=roses', ['roses-25', 'roses-51']],
    ['category=no-such', []],
    ['minPrice=100000&maxPrice=300000', ['roses-25', 'tulips']],
    ['minPrice=5&maxPrice=4', []],
    ['inStock=true', ['bear', 'roses-25', 'roses-51', 'tulips']],
    ['onSale=true', ['roses-25']],
    ['category=gifts&maxPrice=100000', ['bear']],
  ])('are narrowed by %s', async (query, expected) => {
    expect((await slugs(`?${query}`)).toSorted()).toEqual(expected)
    expect((await list(`?${query}`)).total).toBe(expected.length)
  })

  test('say what they can still be narrowed by, counted over all that matches', async () => {
    const { facets, total, items } = await list('?category=flowers&limit=1')
    expect(items).toHaveLength(1)
    expect(total).toBe(3)
    expect(facets).toEqual({
      categories: [
        { slug: 'flowers', name: 'Цветы', count: 3 },
        { slug: 'roses', name: 'Розы', count: 2 },
        { slug: 'gifts', name: 'Подарки', count: 1 },
      ],
      price: { min: rub(1000_00), max: rub(7000_00) },
      inStock: 3,
      onSale: 1,
      // Of one value there is nothing to choose.
      attributes: [],
    })
    const nothing = { categories: [], price: null, inStock: 0, onSale: 0, attributes: [] }
    expect((await list('?category=no-such')).facets).toEqual(nothing)
  })

  test('are in the language of whoever reads, else in the shop’s (X2)', async () => {
    const names = async (locale: string) => {
      const { items } = (await on.visitor(locale).get('/api/products?category=roses&sort=price')).body
      return items.map(({ name }: { name: string }) => name)
    }
    expect(await names('uz')).toEqual(['Atirgullar', 'Арка из роз'])
    expect(await names('en')).toEqual(['Roses', 'Арка из роз'])
    expect(await names('de')).toEqual(['Ёлочные розы', 'Арка из роз'])
  })
})

describe('paging (E4)', () => {
  async function page(query: string): Promise<{ slugs: string[]; next: string | null }> {
    const { items, nextCursor } = await list(query)
    return { slugs: items.map(({ slug }: { slug: string }) => slug), next: nextCursor }
  }

  test.each(['popular', 'new', 'price', '-price', 'name'])(
    'by %s shows everything once, however long the pages are',
    async (sort) => {
      const all = await slugs(`?sort=${sort}`)
      const paged: string[] = []
      let next: string | null = ''
      for (let pages = 0; next !== null && pages < 10; pages++) {
        const got = await page(`?sort=${sort}&limit=2${next && `&cursor=${next}`}`)
        paged.push(...got.slugs)
        next = got.next
      }
      expect(paged).toEqual(all)
      expect(next).toBeNull()
    },
  )

  test('goes on behind what was seen, though something came and went before it', async () => {
    const first = await page('?sort=price&limit=2')
    await storeProducts(on.ctx, 'file', [product('cheapest', { price: 1_00 })])
    await retireProducts(on.ctx, 'file', { gone: ['cards'] })
    expect((await page(`?sort=price&limit=2&cursor=${first.next}`)).slugs).toEqual(['tulips', 'roses-25'])
    await retireProducts(on.ctx, 'file', { gone: ['cheapest'] })
    await storeProducts(on.ctx, 'file', shelf)
  })

  test('refuses a place that we did not give out, or that is of another list, in words (X5)', async () => {
    const { nextCursor } = await list('?sort=price&limit=1')
    const [place, ...seal] = nextCursor.split('.')
    const elsewhere = Buffer.from('["0",0]').toString('base64url')
    const forged = [
      ...[
        'x',
        '.',
        '',
        `${place}`,
        `${place}.`,
        `${elsewhere}.${seal.join('.')}`,
        `${nextCursor}x`,
        '%00',
        '%F0%9F%98%80',
      ],
    ].map((cursor) => `?sort=price&limit=1&cursor=${cursor}`)
    for (const query of [
      ...forged,
      `?sort=new&cursor=${nextCursor}`,
      `?category=roses&sort=price&cursor=${nextCursor}`,
    ]) {
      for (const locale of ['ru', 'uz', 'en'] as const) {
        const { status, body, headers } = await on.visitor(locale).get(`/api/products${query}`)
        expect({ query, status, code: body.code }).toEqual({
          query,
          status: 400,
          code: 'catalog_reading.cursor_unknown',
        })
        expect(body.detail).toBe(refusalWords[locale].refusals['catalog_reading.cursor_unknown'])
        expect(headers.get('cache-control')).toBe('no-store')
      }
    }
  })

  test.each([
    'limit=0',
    'limit=101',
    'limit=1&limit=2',
    'sort=random',
    'minPrice=-1',
    'minPrice=1e9',
    'inStock=yes',
    'x=1',
  ])('refuses %s', async (query) => {
    expect((await on.visitor().get(`/api/products?${query}`)).status).toBe(422)
  })
})

describe('a product (E4)', () => {
  test('has a page with its texts, pictures, categories and attributes', async () => {
    const { body } = await on.visitor().get('/api/products/roses-25')
    expect(body).toMatchObject({
      ...{ slug: 'roses-25', name: 'Ёлочные розы', description: '<p>Свежие</p>', shortDescription: 'Розы' },
      categories: [
        { slug: 'roses', name: 'Розы' },
        { slug: 'gifts', name: 'Подарки' },
      ],
      images: [{ url: '/pictures/abc' }],
      attributes: [{ name: 'Цвет', values: ['Красный'] }],
      variations: [],
    })
  })

  test('shows its variations with what each costs and whether it is to be had', async () => {
    const { body } = await on.visitor().get('/api/products/bear')
    expect(body.variations).toEqual([
      { sku: 'RZ-M', attributes: { Size: 'M' }, price: rub(900_00), regularPrice: rub(1200_00), inStock: false },
      {
        ...{ sku: 'RZ-S', attributes: { Size: 'S' }, price: rub(500_00), inStock: true },
        image: { url: '/pictures/abc', alt: 'Розы', width: 800, height: 600 },
      },
    ])
  })

  test('has others beside it that share its categories, never itself', async () => {
    const { body } = await on.visitor().get('/api/products/roses-25')
    expect(body.related.map(({ slug }: { slug: string }) => slug)).toEqual(['roses-51', 'bear'])
  })

  test.each(['no-such', 'draft', 'gone', 'unpriced', '%0A', 'ROSES-25', 'roses-25%20'])(
    '%s is refused like any that there is not',
    async (slug) => {
      const { status, body } = await on.visitor().get(`/api/products/${slug}`)
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'catalog_reading.product_unknown' })
    },
  )
})

test('what is a draft, hidden, gone or without a price is in no answer, by no way (E1, E4)', async () => {
  const paths = [
    ...[
      '/api/categories',
      '/api/products',
      '/api/products?q=секретные',
      '/api/products?q=sekretnie',
      '/api/products?q=сикретные',
    ],
    ...['/api/products?category=secret', '/api/products?category=roses', '/api/products?inStock=true&sort=new'],
    ...['/api/products/roses-25', '/api/products/roses-51', '/api/products?q=unpriced', '/api/products?q=draft'],
  ]
  for (const path of paths) {
    for (const locale of ['ru', 'uz', 'en']) {
      const { body } = await on.visitor(locale).get(path)
      expect(JSON.stringify(body), path).not.toMatch(/Секретн|"(draft|gone|unpriced|secret)"/i)
    }
  }
  const { rows } = await on.ctx.db.execute<{ id: ProductId; slug: string }>(
    'select id, slug from products order by slug',
  )
  const readCards = makeReadCards({ currency: 'RUB', defaultLocale: 'ru' })
  const cards = await readCards(
    on.ctx,
    rows.map(({ id }) => id),
    'ru',
  )
  expect(cards.map(({ slug }) => slug)).toEqual(['bear', 'cards', 'roses-25', 'roses-51', 'tulips'])
})
