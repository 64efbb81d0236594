import type { Locale } from '@vitrina/contract'
import { type SQL, sql } from 'drizzle-orm'
import { type CategoryId, shown } from '#catalog'
import type { Db } from '#platform'
import { countedAttributes } from './attribute-facets.ts'
import type { Place } from './cursor.ts'
import { conditionOf, fitOf, type Narrowing } from './filters.ts'
import type { CardRow, Counts, Order } from './model.ts'
import { cardColumns } from './store.ts'

export interface PageWanted {
  order: Order
  /** In whose alphabet and language names are in order. */
  locales: readonly Locale[]
  limit: number
  after: Place | undefined
}

export type ListedRow = CardRow & { key: string }

/** So many of what matches, in order, after a place; only the rows of the page are read whole. */
export async function listPage(db: Db, narrowing: Narrowing, wanted: PageWanted): Promise<ListedRow[]> {
  const { key, type, isDescending } = orderOf(wanted, narrowing)
  const direction = isDescending ? sql`desc` : sql`asc`
  const { after } = wanted
  const beyond = isDescending ? sql`<` : sql`>`
  const place = after && sql`and (${key}, product.id) ${beyond} (${after.key}::${type}, ${after.id}::int)`
  const { rows } = await db.execute<ListedRow & Record<string, unknown>>(sql`
    with page as materialized (
      select product.id, ${key} as key from ${shown.products} product
      where ${conditionOf(narrowing)} ${place ?? sql``}
      order by ${key} ${direction}, product.id ${direction} limit ${wanted.limit})
    select ${cardColumns}, page.key::text as key
    from page join ${shown.products} product on product.id = page.id
    order by page.key ${direction}, page.id ${direction}`)
  return rows
}

interface Ordering {
  key: SQL
  type: SQL
  isDescending: boolean
}

function orderOf({ order, locales }: PageWanted, { wanted }: Narrowing): Ordering {
  const number = sql`bigint`
  switch (order) {
    case 'fit':
      return { key: fitOf(wanted), type: number, isDescending: true }
    case 'popular':
      return { key: sql`product.popularity`, type: sql`int`, isDescending: true }
    case 'new':
      return { key: sql`product.created_at`, type: sql`timestamptz`, isDescending: true }
    case 'price':
      return { key: sql`product.price_minor`, type: number, isDescending: false }
    case '-price':
      return { key: sql`product.price_minor`, type: number, isDescending: true }
    case 'name':
      return { key: nameIn(locales), type: sql`text`, isDescending: false }
  }
}

/** As it is shown, and as people put words in order, whose alphabet is not that of the computer. */
function nameIn(locales: readonly Locale[]): SQL {
  const names = sql.join(
    [...locales, 'ru', 'uz', 'en'].map((locale) => sql`product.name->>${locale}`),
    sql`, `,
  )
  return sql`coalesce(${names}) collate "und-x-icu"`
}

type CountedRow = Omit<Counts, 'categories'> & { sets: { ids: CategoryId[]; count: number }[] }

/** Counts everything that matches; of categories, how many products are in just these, for there are few such sets. */
export async function countMatching(db: Db, narrowing: Narrowing): Promise<CountedRow> {
  const { rows } = await db.execute<CountedRow & Record<string, unknown>>(sql`
    with matching as materialized (
      select product.id, product.price_minor, product.in_stock, product.regular_price_minor
      from ${shown.products} product where ${conditionOf(narrowing)}),
    belonging as (
      select array_agg(link.category_id order by link.category_id) as ids
      from matching join ${shown.productCategories} link on link.product_id = matching.id group by link.product_id),
    sets as (select ids, count(*) as count from belonging group by ids)
    select count(*)::int as total, min(price_minor)::float8 as "minPrice", max(price_minor)::float8 as "maxPrice",
      (count(*) filter (where in_stock))::int as "inStock",
      (count(*) filter (where regular_price_minor is not null))::int as "onSale",
      (select coalesce(jsonb_agg(sets), '[]') from sets) as sets, ${countedAttributes} as attributes
    from matching`)
  const [counted] = rows
  if (!counted) throw new Error('an aggregate has a row')
  return counted
}
