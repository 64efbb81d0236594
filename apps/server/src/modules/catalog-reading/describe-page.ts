import type { Category, Locale } from '@vitrina/contract'
import { words as en } from '@vitrina/contract/words/site/en-shop'
import { words as ru } from '@vitrina/contract/words/site/ru-shop'
import { words as uz } from '@vitrina/contract/words/site/uz-shop'
import { type Cache, type Ctx, textOfHtml } from '#platform'
import { wordsIn } from './describe.ts'
import { productUnknown } from './errors.ts'
import type { Counting, ProductRow } from './model.ts'
import { readCategories, readCounts, rememberIn } from './remembered.ts'
import { showCategories } from './show-categories.ts'
import { findProduct, listProductAddresses } from './store.ts'

/** What a page of the catalogue is, for whoever shows a link to it. */
export interface CatalogPage {
  title: string
  description?: string
  image?: { path: string; alt: string; width: number; height: number }
  path: string
  kind: 'website' | 'product'
  goods?: CatalogGoods
}

/** What is sold there, for search engines. */
interface CatalogGoods {
  sku?: string
  lowestMinor: number
  highestMinor: number
  currency: string
  offers: number
  inStock: boolean
  /** From the top down, without the product itself. */
  trail: { name: string; path: string }[]
}

interface Reading {
  counting: Counting
  cache: Cache
}

// As the page calls itself.
const siteWords = { ru, uz, en }
// The largest of the widths that the shop's pictures come in.
const IMAGE_WIDTH = 1280

/**
 * What is at an address of the catalogue; nothing where the address is none of its. Refuses with
 * `catalog_reading.product_unknown` a product or a category that is not there. Made once, and anew when
 * the catalogue changes.
 */
export function makeDescribePage(ctx: Ctx, { counting, cache }: Reading) {
  const remember = rememberIn(cache)
  return async (path: string, locale: Locale): Promise<CatalogPage | undefined> => {
    if (/^\/catalog\/?$/.test(path)) return { title: siteWords[locale].list.title, path: '/catalog', kind: 'website' }
    const [, kind, coded = ''] = /^\/(product|category)\/([^/]+)\/?$/.exec(path) ?? []
    const slug = decode(coded)
    if (kind === undefined || slug === undefined) return undefined
    const input = { slug, words: wordsIn(locale, counting) }
    const key = `page ${JSON.stringify([locale, kind, slug])}`
    if (kind === 'product') return remember(key, () => describeProductPage(ctx, input))
    const { items } = await showCategories(ctx, locale, { counting, remember })
    return describeCategoryPage(items, slug)
  }
}

type Words = ReturnType<typeof wordsIn>

async function describeProductPage(ctx: Ctx, { slug, words }: { slug: string; words: Words }): Promise<CatalogPage> {
  const product = await findProduct(ctx.db, slug)
  if (!product) throw productUnknown()
  const title = words.text(product.name)
  const description = textOfHtml(words.text(product.shortDescription) || words.text(product.description))
  const [picture] = product.pictures
  const width = picture && Math.min(picture.width, IMAGE_WIDTH)
  return {
    title,
    path: `/product/${encodeURIComponent(slug)}`,
    kind: 'product',
    goods: describeGoods(product, words),
    ...(description && { description }),
    ...(picture &&
      width && {
        image: {
          path: `/pictures/${picture.pictureId}?w=${IMAGE_WIDTH}`,
          alt: words.text(picture.alt) || title,
          width,
          height: Math.round((picture.height * width) / picture.width),
        },
      }),
  }
}

function describeGoods({ offers: all, inStock, priceMinor, categories }: ProductRow, words: Words): CatalogGoods {
  // What is sold out is no offer, unless all of it is; as its card and its page have it.
  const offers = inStock ? all.filter((offer) => offer.inStock) : all
  const prices = offers.map((offer) => offer.priceMinor)
  const [only] = all.length === 1 ? all : []
  return {
    ...(only && { sku: only.sku }),
    lowestMinor: Math.min(priceMinor, ...prices),
    highestMinor: Math.max(priceMinor, ...prices),
    currency: words.money(0).currency,
    offers: Math.max(1, offers.length),
    inStock,
    // As the page has it: the last of them is the closest.
    trail: categories
      .slice(-1)
      .map(({ slug, name }) => ({ name: words.text(name), path: `/category/${encodeURIComponent(slug)}` })),
  }
}

function describeCategoryPage(shown: readonly Category[], slug: string): CatalogPage {
  const category = shown.find((one) => one.slug === slug)
  if (!category) throw productUnknown()
  return { title: category.name, path: `/category/${encodeURIComponent(slug)}`, kind: 'website' }
}

/** Decoded as the site does it; what is no text is no page. */
function decode(coded: string): string | undefined {
  try {
    const slug = decodeURIComponent(coded)
    // A zero is in no text that a database keeps.
    return slug.includes('\0') ? undefined : slug
  } catch {
    return undefined
  }
}

/** Where everything that is shown is, categories first; as many as a map of a site may have. */
export function makeListAddresses(ctx: Ctx, { cache }: Pick<Reading, 'cache'>) {
  const remember = rememberIn(cache)
  return async (): Promise<{ path: string; changedAt?: string }[]> => {
    const categories = await readCategories(ctx, remember)
    const counts = await readCounts(ctx, { narrowing: { wanted: [] }, categories }, remember)
    const shown = new Set(counts.categories.map(({ id }) => id))
    const products = await remember('addresses', () => listProductAddresses(ctx.db, MOST_ADDRESSES))
    return [
      { path: '/' },
      { path: '/catalog' },
      ...categories
        .filter(({ id }) => shown.has(id))
        .map(({ slug }) => ({ path: `/category/${encodeURIComponent(slug)}` })),
      ...products.map(({ slug, changedAt }) => ({ path: `/product/${encodeURIComponent(slug)}`, changedAt })),
    ]
  }
}

// A map may have 50,000; the categories have room beside.
const MOST_ADDRESSES = 49_000
