import { sql } from 'drizzle-orm'
import { type ProductId, shown } from '#catalog'
import type { Db } from '#platform'
import type { CardRow, CategoryRow, ProductRow } from './model.ts'

/** Of the cheapest offer that is left; lists ask for it of their page only. */
const sku = sql`(
  select offer.sku from ${shown.offers} offer where offer.product_id = product.id order by offer.position limit 1)`

/** What a card needs of a row of `product`; prices as JSON, for they are bigints and come as text otherwise. */
export const cardColumns = sql`
  product.id, product.slug, product.name, product.has_variations as "hasVariations", ${sku} as sku,
  product.price_minor::float8 as "priceMinor", product.regular_price_minor::float8 as "regularPriceMinor",
  product.in_stock as "inStock", product.pictures->0 as picture`

export async function listCards(db: Db, ids: readonly ProductId[]): Promise<CardRow[]> {
  const { rows } = await db.execute<CardRow & Record<string, unknown>>(sql`
    select ${cardColumns} from unnest(${sql.param([...ids])}::int[]) with ordinality as wanted (id, nth)
    join ${shown.products} product on product.id = wanted.id order by wanted.nth`)
  return rows
}

/** A product with all that its page says; one statement. */
export async function findProduct(db: Db, slug: string): Promise<ProductRow | undefined> {
  const { rows } = await db.execute<ProductRow & Record<string, unknown>>(sql`
    select ${cardColumns}, product.description, product.short_description as "shortDescription",
      product.attributes, product.pictures,
      (select coalesce(jsonb_agg(jsonb_build_object('slug', category.slug, 'name', category.name)
          order by category.position, category.id), '[]')
        from ${shown.productCategories} link join ${shown.categories} category on category.id = link.category_id
        where link.product_id = product.id) as categories,
      (select coalesce(jsonb_agg(jsonb_build_object('sku', offer.sku, 'attributes', offer.attributes,
          'priceMinor', offer.price_minor, 'regularPriceMinor', offer.regular_price_minor, 'picture', offer.picture,
          'inStock', offer.is_to_be_had) order by offer.position, offer.sku), '[]')
        from ${shown.offers} offer where offer.product_id = product.id) as offers
    from ${shown.products} product where product.slug = ${slug}`)
  return rows[0]
}

/** Others of the categories of a product, those first that share more of them, then what is bought more. */
export async function listRelated(db: Db, slug: string, limit: number): Promise<CardRow[]> {
  const { rows } = await db.execute<CardRow & Record<string, unknown>>(sql`
    with own as materialized (select product.id from ${shown.products} product where product.slug = ${slug}),
    near as materialized (
      select link.product_id as id, count(*) as shared from ${shown.productCategories} link
      where link.category_id in (
          select category_id from own join ${shown.productCategories} own_link on own_link.product_id = own.id)
        and link.product_id <> (select id from own)
      group by link.product_id),
    -- Chosen by what an index holds, and only then read.
    nearest as materialized (
      select near.id, row_number() over (
        order by product.in_stock desc, near.shared desc, product.popularity desc, product.id) as nth
      from near join ${shown.products} product on product.id = near.id
      order by nth limit ${limit})
    select ${cardColumns} from nearest join ${shown.products} product on product.id = nearest.id order by nearest.nth`)
  return rows
}

/** All of them in the order of their source. */
export async function listCategories(db: Db): Promise<CategoryRow[]> {
  const { rows } = await db.execute<CategoryRow & Record<string, unknown>>(sql`
    select id, slug, name, parent_id as "parentId" from ${shown.categories} category order by position, id`)
  return rows
}

export async function listSynonyms(db: Db): Promise<[word: string, means: string[]][]> {
  const { rows } = await db.execute<{ word: string; means: string[] }>(sql`
    select word, array_agg(means order by means) as means from ${shown.synonyms} synonym group by word order by word`)
  return rows.map(({ word, means }) => [word, means])
}

/** Of everything shown, what is bought most first. */
export async function listProductAddresses(db: Db, limit: number): Promise<{ slug: string; changedAt: string }[]> {
  const { rows } = await db.execute<{ slug: string; changedAt: string }>(sql`
    select product.slug, to_char(product.modified_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changedAt"
    from ${shown.products} product order by product.popularity desc, product.id limit ${limit}`)
  return rows
}
