import type { Facets, Locale, ProductList, ProductQuery } from '@vitrina/contract'
import type { Ctx, Pepper } from '#platform'
import { describeAttributes } from './attribute-facets.ts'
import { categoryIdsIn } from './category-tree.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { describeCard, describeCategories, type Words, wordsIn } from './describe.ts'
import type { Narrowing } from './filters.ts'
import { forgiveTyping } from './forgive-typing.ts'
import { type ListedRow, listPage, type PageWanted } from './list-store.ts'
import type { CategoryRow, Counting, Counts, Order } from './model.ts'
import { type Remember, readCategories, readCounts, readSynonyms } from './remembered.ts'
import { readSearch, type Synonyms } from './search-words.ts'

export interface ListPorts {
  counting: Counting
  pepper: Pepper
  remember: Remember
}

export interface ListProducts extends ProductQuery {
  locale: Locale
}

interface Found {
  rows: ListedRow[]
  counts: Counts
}

/**
 * A page of what is shown and matches, with what the whole list can still be narrowed by. What is typed
 * is forgiven when nothing is found by it (Y5). Pages follow each other by a place in the order and not
 * by a number, so that nothing comes twice or never because something else came or went (E4). Refuses
 * with `catalog_reading.cursor_unknown`.
 */
export async function listProducts(ctx: Ctx, query: ListProducts, ports: ListPorts): Promise<ProductList> {
  const { locale, limit, cursor } = query
  const { counting, pepper, remember } = ports
  const order: Order = query.sort ?? (query.q ? 'fit' : 'popular')
  const list = nameOf(query, order)
  const after = cursor === undefined ? undefined : readCursor(pepper, list, cursor)
  const page: PageWanted = { order, locales: [locale, counting.defaultLocale], limit: limit + 1, after }
  const [categories, synonyms] = await Promise.all([
    readCategories(ctx, remember),
    query.q ? readSynonyms(ctx, remember) : undefined,
  ])
  const found = await find(ctx, narrow(query, { categories, synonyms }), { page, categories, remember })
  const words = wordsIn(locale, counting)
  const rows = found.rows.slice(0, limit)
  const last = found.rows.length > limit ? rows.at(-1) : undefined
  return {
    items: rows.map((row) => describeCard(row, words)),
    nextCursor: last ? writeCursor(pepper, list, last) : null,
    total: found.counts.total,
    facets: {
      ...describeFacets(found.counts, categories, words),
      attributes: describeAttributes(found.counts.attributes, query.attributes ?? [], words),
    },
  }
}

/** A list and its order, for a cursor fits no other. Names are in another order in each language. */
function nameOf(query: ListProducts, order: Order): string {
  const { category, q, minPrice, maxPrice, inStock, onSale, attributes, locale } = query
  const narrowed = [category, q, minPrice, maxPrice, inStock, onSale, ...(attributes ? [attributes] : [])]
  return JSON.stringify([order, order === 'name' && locale, ...narrowed])
}

function narrow(
  { category, q = '', minPrice, maxPrice, inStock, onSale, attributes }: ListProducts,
  { categories, synonyms }: { categories: CategoryRow[]; synonyms: Synonyms | undefined },
): Narrowing {
  const wanted = synonyms ? readSearch(q, synonyms) : []
  const categoryIds = category === undefined ? undefined : categoryIdsIn(categories, category)
  return { categoryIds, minPrice, maxPrice, inStock, onSale, attributes, wanted }
}

async function find(
  ctx: Ctx,
  narrowing: Narrowing,
  { page, categories, remember }: { page: PageWanted; categories: CategoryRow[]; remember: Remember },
): Promise<Found> {
  const [rows, counts] = await Promise.all([
    listPage(ctx.db, narrowing, page),
    readCounts(ctx, { narrowing, categories }, remember),
  ])
  const wanted = counts.total === 0 ? await forgiveTyping(ctx, narrowing.wanted) : undefined
  return wanted ? find(ctx, { ...narrowing, wanted }, { page, categories, remember }) : { rows, counts }
}

function describeFacets(counts: Counts, categories: readonly CategoryRow[], words: Words): Omit<Facets, 'attributes'> {
  const { minPrice, maxPrice, inStock, onSale } = counts
  return {
    categories: describeCategories(categories, counts, words).map(({ slug, name, count }) => ({ slug, name, count })),
    price: minPrice === null || maxPrice === null ? null : { min: words.money(minPrice), max: words.money(maxPrice) },
    inStock,
    onSale,
  }
}
