import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { listOffers, type PictureRef, priceDropped, storeProducts, storeSynonyms } from '#catalog'
import { type CatalogDraft, importCatalog, type PictureRegistrar, readCatalogs } from '#catalog-files'
import { JobQueue } from '#platform'
import { relayEvent } from '../../src/relay.ts'
import { silentLog } from '../ctx.ts'
import { toUrl } from '../harness.ts'
import type { TestDatabase } from '../postgres.ts'
import { type UseCases, useCases } from '../use-cases.ts'
import { newOffer, newProduct } from './products.ts'

let on: UseCases
let folder: string
beforeAll(async () => {
  on = await useCases()
  folder = await mkdtemp(join(tmpdir(), 'vitrina-import-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await on.close()
})
afterEach(async () => {
  await on.ctx.db.execute(sql`truncate categories, products, offers, synonyms, captured_jobs cascade`)
})

/** Each picture is named by where it is from. */
const register: PictureRegistrar = async (_, sources) =>
  sources.map((source): PictureRef => {
    const pictureId = 'file' in source ? source.file : source.url
    return { pictureId, alt: source.alt, width: 800, height: 800 }
  })

async function draft(catalog: object): Promise<CatalogDraft> {
  const file = { text: JSON.stringify(catalog), folder: '/shop' }
  const [read] = await readCatalogs([file], { locale: 'ru', digits: 2, now: on.ctx.now(), isFile: () => true })
  if (!read || 'faults' in read) throw new Error(JSON.stringify(read))
  return read.draft
}

const rose = { id: 'rose', name: 'Роза', sku: 'ROSE', price: '250', stock: 9 }
const vase = { id: 'vase', name: 'Ваза', sku: 'VASE', price: '1990' }

const sold = async () =>
  (await listOffers(on.ctx.db, ['ROSE', 'VASE', 'WOO'], on.ctx.now()))
    .filter(({ isSold }) => isSold)
    .map(({ sku, priceMinor }) => [sku, priceMinor])
    .sort()

test('what files say is for sale, with its pictures; said again it changes nothing', async () => {
  const flowers = await draft({
    categories: [{ id: 'flowers', name: 'Цветы' }],
    products: [{ ...rose, categories: ['flowers'], images: [{ file: 'rose.svg' }] }],
    synonyms: [['роза', 'atirgul']],
  })
  const drafts = [flowers, await draft({ products: [vase] })]
  expect(await importCatalog(on.ctx, { drafts }, register)).toMatchObject({ added: 2, categories: 1, retired: 0 })
  expect(await sold()).toEqual([
    ['ROSE', 25_000],
    ['VASE', 199_000],
  ])
  const [offer] = await listOffers(on.ctx.db, ['ROSE'], on.ctx.now())
  expect(offer?.picture).toMatchObject({ pictureId: '/shop/rose.svg', alt: { ru: 'Роза' } })
  const { rows } = await on.ctx.db.execute(sql`select word, means from synonyms order by word`)
  expect(rows).toEqual([
    { word: 'atirgul', means: 'roza' },
    { word: 'roza', means: 'atirgul' },
  ])
  const again = await importCatalog(on.ctx, { drafts }, register)
  expect(again).toEqual({ added: 0, changed: 0, same: 2, older: 0, categories: 0, retired: 0 })
})

test('what the file names no more goes, or stays when it is only added to; a WooCommerce’s stays anyway', async () => {
  const woo = newProduct({ externalId: '7', slug: 'woo', offers: [newOffer({ sku: 'WOO', priceMinor: 1 })] })
  await storeProducts(on.ctx, 'woocommerce', [woo])
  const all = await draft({ categories: [{ id: 'flowers', name: 'Цветы' }], products: [rose, vase] })
  const less = await draft({ categories: [{ id: 'gifts', name: 'Подарки' }], products: [vase] })
  await importCatalog(on.ctx, { drafts: [all] }, register)
  await storeSynonyms(on.ctx, [['роза', 'rose']])
  const added = await importCatalog(on.ctx, { drafts: [less], keepMissing: true }, register)
  expect(added).toMatchObject({ same: 1, retired: 0, categories: 1 })
  const skus = async () => (await sold()).map(([sku]) => sku)
  expect(await skus()).toEqual(['ROSE', 'VASE', 'WOO'])
  expect(await importCatalog(on.ctx, { drafts: [less] }, register)).toMatchObject({ retired: 1 })
  expect(await skus()).toEqual(['VASE', 'WOO'])
  // Of words these files say nothing.
  expect((await on.ctx.db.execute(sql`select from synonyms`)).rowCount).toBe(2)
})

test('a file that cannot be stored to its end is not stored at all', async () => {
  const broken = await draft({ categories: [{ id: 'a', name: 'А' }], products: [rose] })
  const [offer] = broken.products[0]?.offers ?? []
  if (offer) offer.priceMinor = -1
  await expect(importCatalog(on.ctx, { drafts: [broken] }, register)).rejects.toThrow()
  expect((await on.ctx.db.execute(sql`select from categories`)).rowCount).toBe(0)
})

/** Runs `npm run catalog:import` as it is. */
function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = resolve(import.meta.dirname, '../../src/import-catalog.ts')
  // A socket's address has no host, and the settings want one.
  const url = toUrl(on.connection as TestDatabase).replace('@/', '@localhost/')
  const env = { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'warn' }
  return new Promise((done) => {
    execFile(process.execPath, [main, ...args], { env, cwd: folder }, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

test('the command says what it did, what was wrong, and how it is used (E1)', async () => {
  const write = (name: string, catalog: object) => writeFile(join(folder, name), JSON.stringify(catalog, null, 2))
  await write('good.json', { products: [rose, vase] })
  await write('bad.json', {
    products: [
      { ...rose, id: 'other', sku: 'OTHER' },
      { ...vase, price: 'a lot' },
    ],
  })
  await write('empty.json', {})

  expect(await command('good.json')).toEqual({
    code: 0,
    out: 'The catalogue has 2 products: 2 new, 0 changed, 0 as they were; 0 taken out. Categories changed: 0.\n',
    err: '',
  })
  expect((await command('good.json')).out).toContain('0 new, 0 changed, 2 as they were; 0 taken out')

  const bad = await command('good.json', 'bad.json')
  expect(bad).toMatchObject({ code: 1, out: '' })
  expect(bad.err).toBe(
    'bad.json, line 14: products[1].price: "a lot" is not an amount like "1990" or "1990.50".\n\nNothing was imported.\n',
  )
  expect((await command('empty.json')).err).toContain('empty.json: there is no product in it.')
  await writeFile(join(folder, 'cp1251.csv'), Buffer.from([0x49, 0x44, 0x0a, 0xd0, 0xee, 0xe7, 0xe0]))
  for (const [name, sentence] of [
    ['missing.json', 'missing.json: there is no such file.'],
    ['.', '.: this is a folder; name the files in it.'],
    ['cp1251.csv', 'cp1251.csv, line 2: this is not UTF-8; save the file again in UTF-8'],
  ] as const)
    expect(await command('good.json', name)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(sentence) })
  for (const args of [[], ['good.json', '--unknown']])
    expect(await command(...args)).toMatchObject({ code: 2, err: expect.stringContaining('Usage: ') })
  expect(await sold()).toHaveLength(2)
})

test('a price drop by the command is told by the server that runs, or by the next one (Y6)', async () => {
  const write = (price: string) =>
    writeFile(join(folder, 'price.json'), JSON.stringify({ products: [{ ...rose, price }] }))
  await write('250')
  await command('price.json')
  await write('190')
  await command('price.json')
  const queue = new JobQueue(on.connection, silentLog())
  const told: object[] = []
  queue.work(relayEvent, ({ event, data }) => queue.publish(on.ctx.db, event, data))
  queue.on(priceDropped, 'test', async (data) => void told.push(data))
  await queue.start()
  await expect
    .poll(() => told, { timeout: 20_000 })
    .toEqual([{ products: [{ productId: expect.any(Number), skus: ['ROSE'] }] }])
  await queue.close()
})
