import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { retireProducts, setStock, storeCategories, storeProducts } from '#catalog'
import { type Ctx, transact } from '#platform'
import { eventually } from '../eventually.ts'
import { newCategory, newOffer, newProduct } from './products.ts'
import { openCatalog, type Visiting } from './visiting.ts'

let on: Visiting
let other: Awaited<ReturnType<Visiting['openAnother']>>
beforeAll(async () => {
  on = await openCatalog()
  other = await on.openAnother()
  await sell(100)
})
afterAll(() => on.close())

let news = 0
/** Tells of the one product that it costs so much now. */
const sell = (priceMinor: number, ctx: Ctx = on.ctx) =>
  storeProducts(ctx, 'file', [
    newProduct({ offers: [newOffer({ priceMinor })], modifiedAt: new Date(Date.UTC(2031, 0, 1, 0, 0, news++)) }),
  ])

const processes = () => [on, other]
const listed = async ({ visitor }: Pick<Visiting, 'visitor'>) =>
  (await visitor().get('/api/products')).body.items[0]?.price.amountMinor
const shown = async ({ visitor }: Pick<Visiting, 'visitor'>) =>
  (await visitor().get('/api/products/red-roses')).body.price?.amountMinor

/** Until both processes say so, which is as long as a signal of the database takes. */
const everywhere = (read: (process: Pick<Visiting, 'visitor'>) => Promise<unknown>, expected: unknown) =>
  eventually(async () => {
    for (const process of processes()) expect(await read(process)).toEqual(expected)
  })

describe('a change (E1, E4)', () => {
  test('is seen at once by both of two processes, in lists and on the page', async () => {
    await everywhere(listed, 100)
    await everywhere(shown, 100)
    await sell(200)
    await everywhere(listed, 200)
    await everywhere(shown, 200)
  })

  test('of stock, of the tree, and a product that goes and comes back, are seen too', async () => {
    const inStock = async ({ visitor }: Pick<Visiting, 'visitor'>) =>
      (await visitor().get('/api/products/red-roses')).body.inStock
    const stock = (stock: number) =>
      setStock(on.ctx, 'file', [{ productExternalId: '1', externalId: null, stock, inStock: true }])
    await everywhere(inStock, true)
    await stock(0)
    await everywhere(inStock, false)
    await stock(1)
    await everywhere(inStock, true)

    const tree = async ({ visitor }: Pick<Visiting, 'visitor'>) =>
      (await visitor().get('/api/categories')).body.items.length
    await everywhere(tree, 0)
    await storeCategories(on.ctx, 'file', [newCategory('roses')])
    await storeProducts(on.ctx, 'file', [
      newProduct({ categoryExternalIds: ['roses'], modifiedAt: new Date(Date.UTC(2031, 0, 1, 0, 0, news++)) }),
    ])
    await everywhere(tree, 1)

    await retireProducts(on.ctx, 'file', { gone: ['1'] })
    await everywhere(shown, undefined)
    await sell(300)
    await everywhere(shown, 300)
  })

  test('that is not committed is seen by nobody', async () => {
    await everywhere(listed, 300)
    const work = transact(on.ctx, async (ctx) => {
      await sell(1, ctx)
      throw new Error('rolled back')
    })
    await expect(work).rejects.toThrow('rolled back')
    await sell(301)
    await everywhere(listed, 301)
  })

  test('is never taken back by a reading that was under way: prices only rise where they rise', async () => {
    const ended = { yet: false }
    const watch = async (process: Pick<Visiting, 'visitor'>) => {
      const seen: number[] = []
      while (!ended.yet) seen.push(await listed(process))
      return seen
    }
    const watching = [on, other, on, other].map(watch)
    for (let price = 1000; price < 1060; price++) await sell(price)
    await everywhere(listed, 1059)
    ended.yet = true
    for (const seen of await Promise.all(watching)) expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })
})

describe('answers (E4)', () => {
  const raw = (path: string, headers: Record<string, string> = {}, visitor = on.visitor()) =>
    new Promise<{ status: number; headers: Record<string, any>; body: Buffer }>((resolve, reject) => {
      void visitor
        .fetch('/api/categories')
        .then(({ url }) =>
          get(new URL(path, url), { headers }, (response) => {
            const chunks: Buffer[] = []
            response.on('data', (chunk) => chunks.push(chunk))
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
            )
          }).on('error', reject),
        )
        .catch(reject)
    })

  test.each(['/api/products', '/api/products/red-roses', '/api/categories'])(
    '%s has a name, and who knows it is told that nothing changed',
    async (path) => {
      for (const turn of ['read', 'from memory']) {
        const { headers, status } = await raw(path)
        expect({ turn, status }).toEqual({ turn, status: 200 })
        expect(headers['cache-control']).toBe('public, max-age=1, stale-while-revalidate=4')
        expect(headers.vary).toContain('Accept-Language')
        const known = await raw(path, { 'if-none-match': `"x", ${headers.etag}` })
        expect({ status: known.status, length: known.body.length }).toEqual({ status: 304, length: 0 })
        expect(known.headers.etag).toBe(headers.etag)
        expect((await raw(path, { 'if-none-match': '"x"' })).status).toBe(200)
      }
    },
  )

  test('are compressed for who takes it so, once they are long enough', async () => {
    await storeProducts(
      on.ctx,
      'file',
      Array.from({ length: 20 }, (_, nth) =>
        newProduct({ externalId: `n${nth}`, slug: `n${nth}`, offers: [newOffer({ sku: `n${nth}` })] }),
      ),
    )
    await everywhere(async ({ visitor }) => (await visitor().get('/api/products')).body.total, 21)
    const plain = await raw('/api/products')
    const packed = await raw('/api/products', { 'accept-encoding': 'br, gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(gunzipSync(packed.body)).toEqual(plain.body)
    expect(packed.body.length).toBeLessThan(plain.body.length / 3)
    expect(packed.headers.etag).toBe(plain.headers.etag)
    expect((await raw('/api/categories', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBeUndefined()
  })

  test('are kept for each language by itself (X2)', async () => {
    for (const turn of [1, 2]) {
      const names = await Promise.all(
        ['ru', 'en'].map(async (locale) => (await on.visitor(locale).get('/api/products/red-roses')).body.name),
      )
      expect({ turn, names }).toEqual({ turn, names: ['Красные розы', 'Red roses'] })
    }
  })

  test('to a HEAD are the headers of the GET', async () => {
    const { headers, status } = await on.visitor().fetch('/api/products', { method: 'HEAD' })
    expect(status).toBe(200)
    expect(headers.get('etag')).toBe((await raw('/api/products')).headers.etag)
  })

  test('that refuse are kept by nobody', async () => {
    const { headers, body } = await on.visitor().get('/api/products/nothing')
    expect([body.code, headers.get('cache-control')]).toEqual(['catalog_reading.product_unknown', 'no-store'])
    await storeProducts(on.ctx, 'file', [
      newProduct({ externalId: 'nothing', slug: 'nothing', offers: [newOffer({ sku: 'nothing' })] }),
    ])
    await eventually(async () => expect((await on.visitor().get('/api/products/nothing')).status).toBe(200))
  })
})
