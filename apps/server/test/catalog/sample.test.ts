import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { locales } from '@vitrina/contract'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { hasProducts } from '#catalog'
import { type CatalogDraft, readCatalogs } from '#catalog-files'
import { sanitizeHtml } from '#platform'
import { banners as drawnBanners } from '../../sample-catalog/draw/banners.ts'
import { closeUps, recipes } from '../../sample-catalog/draw/recipes.ts'
import { loadSampleCatalog } from '../../src/sample-catalog.ts'
import { loadSampleContent } from '../../src/sample-content.ts'
import { useCases } from '../use-cases.ts'

const folder = join(import.meta.dirname, '../../sample-catalog')
const shop = {
  name: 'Vitrina',
  accent: '#1f6f5c',
  defaultLocale: 'ru',
  currency: 'RUB',
  timeZone: 'Europe/Moscow',
} as const

const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ text: readFileSync(join(folder, name), 'utf8'), folder }))
const read = await readCatalogs(files, { locale: 'ru', digits: 2, now: new Date(), isFile: existsSync })
const drafts = read.map((file): CatalogDraft => {
  if ('faults' in file) throw new Error(JSON.stringify(file.faults))
  return file.draft
})
const readOwn = (name: string) => readFileSync(join(folder, `content/${name}.json`), 'utf8')
const products = drafts.flatMap((draft) => draft.products)
const categories = drafts.flatMap((draft) => draft.categories)
const images = products.flatMap(({ images, offers }) => [...images, ...offers.flatMap(({ image }) => image ?? [])])

test('the sample shop has what a shop has: a tree, choices, sales, things sold out, hidden and in the making', () => {
  expect(products.length).toBeGreaterThanOrEqual(72)
  expect(categories.length).toBeGreaterThanOrEqual(8)
  expect(categories.filter(({ parentExternalId }) => parentExternalId).length).toBeGreaterThan(2)
  expect(products.filter(({ hasVariations }) => hasVariations).length).toBeGreaterThanOrEqual(15)
  const some = (test: (product: (typeof products)[number]) => boolean) => products.filter(test).length
  expect(some(({ offers }) => offers.some(({ regularPriceMinor }) => regularPriceMinor !== null))).toBeGreaterThan(8)
  expect(some(({ offers }) => offers.every(({ stock }) => stock === 0))).toBeGreaterThan(2)
  expect(some(({ isShown }) => !isShown)).toBe(2)
  for (const { externalId } of categories) {
    const isFilled = products.some(({ categoryExternalIds }) => categoryExternalIds.includes(externalId))
    const hasBelow = categories.some(({ parentExternalId }) => parentExternalId === externalId)
    expect([externalId, isFilled || hasBelow]).toEqual([externalId, true])
  }
})

test('every text of it is in every language, and no two languages say it in the same words (X2)', () => {
  for (const { externalId, name, description, shortDescription } of products) {
    for (const text of [name, description, shortDescription])
      for (const locale of locales) expect([externalId, locale, text[locale]?.trim()]).not.toContain(undefined)
    expect([externalId, new Set(locales.map((locale) => description[locale])).size]).toEqual([externalId, 3])
  }
  for (const { name } of categories) expect(Object.keys(name).sort()).toEqual([...locales].sort())
})

test('what is measured is measured in the words of each language (X2)', () => {
  const values = products.flatMap(({ attributes }) => attributes.flatMap((attribute) => attribute.values))
  const measured = values.filter(({ en, ru }) => /\d (cm|kg|g)$/.test(en ?? ru ?? ''))
  expect(measured.length).toBeGreaterThan(15)
  for (const name of measured) {
    expect(name.ru).toMatch(/^[\d,]+ (см|кг|г)$/)
    expect(name.uz).toMatch(/^[\d,]+ (sm|kg|g)$/)
  }
})

test('its Uzbek is written with the letters that the shop is written with (X2)', () => {
  const texts = [...files.map(({ text }) => text), ...['banners', 'pages'].map(readOwn)]
  for (const text of texts) expect(text.match(/[og][‘’'`]|\p{L}‘/giu)).toBe(null)
  const uz = products.map(({ name, description }) => `${name.uz} ${description.uz}`)
  expect(uz.filter((text) => text.includes('’'))).toEqual([])
})

const ONLY_DRAWN =
  /<(script|style|image|foreignObject|a)\b|\bon\w+=|NaN|undefined|https?:\/\/(?!www\.w3\.org\/2000\/svg)/

test('every picture is there, is drawn by its recipe, and holds nothing but a drawing', () => {
  const files = readdirSync(join(folder, 'pictures')).map((name) => name.replace('.svg', ''))
  expect(files.sort()).toEqual([...Object.keys(recipes), ...closeUps.map((name) => `${name}-2`)].sort())
  for (const image of images)
    expect(['file' in image && image.file, 'file' in image && existsSync(image.file)]).toContain(true)
  const shown = new Set(images.map((image) => ('file' in image ? image.file : '')))
  expect(shown.size).toBe(files.length)
  for (const [name, draw] of Object.entries(recipes)) {
    const text = readFileSync(join(folder, 'pictures', `${name}.svg`), 'utf8')
    expect([name, text === draw()]).toEqual([name, true])
    expect(text).not.toMatch(ONLY_DRAWN)
    expect(text.length).toBeLessThan(45_000)
  }
})

test('its banners lead somewhere, its pages have what a shop says of itself, both in every language (E9, X2)', async () => {
  const { banners } = JSON.parse(readOwn('banners'))
  const { pages } = JSON.parse(readOwn('pages'))
  expect(pages.map(({ slug }: { slug: string }) => slug)).toEqual(['delivery', 'about', 'returns', 'terms', 'contacts'])
  const named: Record<string, Set<string>> = {
    product: new Set(products.map(({ slug }) => slug ?? '')),
    category: new Set(categories.map(({ slug, externalId }) => slug ?? externalId)),
    page: new Set(pages.map(({ slug }: { slug: string }) => slug)),
  }
  expect(banners).toHaveLength(3)
  for (const { target, image, title, text } of banners) {
    const [[kind, slug] = []] = Object.entries<string>(target)
    expect([slug, named[kind ?? '']?.has(slug ?? '')]).toEqual([slug, true])
    for (const words of [title, text, image.alt]) expect(Object.keys(words)).toEqual([...locales])
    const name = image.file.replace(/^pictures\/|\.svg$/g, '')
    const drawing = readFileSync(join(folder, 'content', image.file), 'utf8')
    expect([name, drawing === drawnBanners[name]?.()]).toEqual([name, true])
    expect(drawing).not.toMatch(ONLY_DRAWN)
  }
  for (const { title, content } of pages) {
    for (const words of [title, content]) expect(Object.keys(words)).toEqual([...locales])
    for (const html of Object.values<string>(content))
      expect(await sanitizeHtml(html)).toBe(html.replaceAll(/<a ([^>]*)>/g, '<a $1 rel="noopener nofollow">'))
  }
})

test('an empty shop is filled with it, one with anything in it is left alone', async () => {
  const on = await useCases()
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrina-sample-'))
  await loadSampleContent(on.ctx, { shop, dataDir })
  await loadSampleCatalog(on.ctx, { shop, dataDir })
  expect(await hasProducts(on.ctx)).toBe(true)
  const { rows: kept } = await on.ctx.db.execute<{ products: number; offers: number }>(
    sql`select (select count(*)::int from products) as products, (select count(*)::int from offers) as offers`,
  )
  const offers = products.flatMap((product) => product.offers)
  expect(kept).toEqual([{ products: products.length, offers: offers.length }])
  const { rows: made } = await on.ctx.db.execute(sql`select sku from offers where sku like 'file-%'`)
  expect(made).toEqual([])
  await on.ctx.db.execute(sql`update products set popularity = -1`)
  const { rows: told } = await on.ctx.db.execute(
    sql`select (select count(*)::int from content_banners where picture is not null) as banners, (select count(*)::int from content_pages) as pages`,
  )
  expect(told).toEqual([{ banners: 3, pages: 5 }])
  await on.ctx.db.execute(sql`delete from content_banners`)
  await loadSampleContent(on.ctx, { shop, dataDir })
  await on.ctx.db.execute(sql`delete from content_pages`)
  await loadSampleContent(on.ctx, { shop, dataDir })
  expect((await on.ctx.db.execute(sql`select from content_banners`)).rowCount).toBe(0)
  await loadSampleCatalog(on.ctx, { shop, dataDir })
  expect((await on.ctx.db.execute(sql`select from products where popularity <> -1`)).rowCount).toBe(0)
  await on.close()
  await rm(dataDir, { recursive: true })
})
