import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listOffers } from '#catalog'
import { importCatalog, readCatalogs } from '#catalog-files'
import { catalogPictures } from '../../src/catalog-pictures.ts'
import { testCtx } from '../ctx.ts'
import { openShop, type Shop } from '../harness.ts'
import { BROWSER, drawing, photo } from '../pictures/pictures.ts'

let shop: Shop
let folder: string
beforeAll(async () => {
  shop = await openShop()
  folder = await mkdtemp(join(tmpdir(), 'vitrina-catalogue-'))
})
afterAll(async () => {
  await shop.close()
  await rm(folder, { recursive: true })
})

test('pictures of an imported catalogue are on the shop’s own host, in its browsers’ formats (E1, E4)', async () => {
  await writeFile(join(folder, 'rose.svg'), drawing())
  await writeFile(join(folder, 'rose.jpg'), await photo(900, 600).jpeg().toBuffer())
  const images = [{ file: 'rose.jpg' }, { file: 'rose.svg' }, { url: 'https://elsewhere.example/rose.jpg' }]
  const text = JSON.stringify({ products: [{ id: 'rose', name: 'Роза', sku: 'ROSE', price: '250', images }] })
  const ctx = testCtx(shop.database.db)
  const reading = { locale: 'ru', digits: 2, now: ctx.now(), isFile: existsSync } as const
  const [read] = await readCatalogs([{ text, folder }], reading)
  if (!read || 'faults' in read) throw new Error(JSON.stringify(read))
  const jobs = { send: async () => {}, publish: async () => {} }
  await importCatalog({ ...ctx, jobs }, { drafts: [read.draft] }, catalogPictures(shop.config.dataDir))

  const [offer] = await listOffers(ctx.db, ['ROSE'], ctx.now())
  expect(offer?.picture).toMatchObject({ alt: { ru: 'Роза' }, width: 900, height: 600 })
  const cart = await shop.browser().put('/api/cart/items/ROSE', { quantity: 1 })
  const { url } = cart.body.items[0].image
  expect(url).toBe(`/pictures/${offer?.picture?.pictureId}`)
  const shown = await fetch(`${shop.url}${url}?w=320`, { headers: { accept: BROWSER } })
  expect(shown.status).toBe(200)
  expect(shown.headers.get('content-type')).toBe('image/webp')
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
})

test('one that is not there is refused in words', async () => {
  const { status, body } = await shop.browser({ 'accept-language': 'en' }).get(`/pictures/${'A'.repeat(24)}`)
  expect(status).toBe(404)
  expect(body).toMatchObject({ code: 'pictures.unknown', detail: 'There is no such picture.' })
})
