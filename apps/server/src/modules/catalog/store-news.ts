import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '#platform'
import { held, heldStill } from './availability.ts'
import type { CategoryId, ProductId, Source } from './model.ts'
import { categories, offers, productCategories, products } from './tables.ts'

/** As many rows as one statement takes: large enough to be few, small enough for the limit of its time. */
const BATCH = 500

export type ProductRow = Omit<typeof products.$inferSelect, 'id' | 'source' | 'goneAt'>
export type OfferRow = Omit<typeof offers.$inferSelect, 'productId'> & { productExternalId: string }
/** `held`: so much of it is held for orders; `heldStill`: without what was handed over to its source. */
export type KnownOffer = OfferRow & { source: Source; productId: ProductId; held: number; heldStill: number }
export type CategoryNames = Pick<typeof categories.$inferSelect, 'id' | 'externalId' | 'name'>

const known = {
  id: products.id,
  externalId: products.externalId,
  slug: products.slug,
  isShown: products.isShown,
  priceMinor: products.priceMinor,
  regularPriceMinor: products.regularPriceMinor,
  inStock: products.inStock,
  digest: products.digest,
  createdAt: products.createdAt,
  modifiedAt: products.modifiedAt,
  goneAt: products.goneAt,
}

const oneOf = (values: Iterable<string | number>, type: 'text' | 'int') =>
  sql`any(${sql.param([...values])}::${sql.raw(type)}[])`

/** Lets one at a time write what a source says; the slugs and skus that are free stay so until they are taken. */
export async function lockCatalog(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('catalog'))`)
}

export function findProducts(db: Db, source: Source, externalIds: readonly string[]) {
  const those = and(eq(products.source, source), eq(products.externalId, oneOf(externalIds, 'text')))
  return db.select(known).from(products).where(those)
}

export async function findAnyProduct(db: Db): Promise<boolean> {
  return (await db.select({ id: products.id }).from(products).limit(1)).length > 0
}

export type KnownProduct = Awaited<ReturnType<typeof findProducts>>[number]

/**
 * The offers of these products and of whoever has these skus. With `locks` they are kept to the transaction; by
 * sku, as buyers lock them (G4).
 */
export async function listKnownOffers(
  db: Db,
  { productIds, skus, locks }: { productIds: readonly ProductId[]; skus: readonly string[]; locks: boolean },
): Promise<KnownOffer[]> {
  const known = db
    .select({
      offer: offers,
      source: products.source,
      productExternalId: products.externalId,
      held: held.mapWith(Number),
      heldStill: heldStill.mapWith(Number),
    })
    .from(offers)
    .innerJoin(products, eq(products.id, offers.productId))
    .where(or(eq(offers.productId, oneOf(productIds, 'int')), eq(offers.sku, oneOf(skus, 'text'))))
    .orderBy(offers.sku)
  const rows = await (locks ? known.for('no key update', { of: offers }) : known)
  return rows.map(({ offer, ...owner }) => ({ ...offer, ...owner }))
}

/** All offers of a source, kept to the transaction in the order of buyers (G4). */
export async function lockOffersOfSource(db: Db, source: Source): Promise<void> {
  await db
    .select({ sku: offers.sku })
    .from(offers)
    .innerJoin(products, eq(products.id, offers.productId))
    .where(eq(products.source, source))
    .orderBy(offers.sku)
    .for('no key update', { of: offers })
}

export async function findSlugs(db: Db, slugs: readonly string[]) {
  const { slug, source, externalId } = products
  return db
    .select({ slug, source, externalId })
    .from(products)
    .where(eq(slug, oneOf(slugs, 'text')))
}

export function findCategories(db: Db, source: Source, externalIds: readonly string[]): Promise<CategoryNames[]> {
  const { id, externalId, name } = categories
  const those = and(eq(categories.source, source), eq(externalId, oneOf(externalIds, 'text')))
  return db.select({ id, externalId, name }).from(categories).where(those)
}

/** Writes these products over what is kept of them; says under which ids they are. */
export async function insertOrUpdateProducts(db: Db, source: Source, rows: readonly ProductRow[]) {
  const written = await inBatches(rows, (batch) =>
    db.execute<{ id: ProductId; externalId: string }>(sql`
      insert into products (
        source, external_id, slug, name, description, short_description, attributes, pictures, has_variations, is_shown,
        price_minor, regular_price_minor, in_stock, popularity, search_text, digest, created_at, modified_at)
      select ${source}, "externalId", slug, name, description, "shortDescription", attributes, pictures, "hasVariations",
        "isShown", "priceMinor", "regularPriceMinor", "inStock", popularity, "searchText", digest, "createdAt", "modifiedAt"
      from jsonb_to_recordset(${JSON.stringify(batch)}) as news (
        "externalId" text, slug text, name jsonb, description jsonb, "shortDescription" jsonb, attributes jsonb,
        pictures jsonb, "hasVariations" bool, "isShown" bool, "priceMinor" bigint, "regularPriceMinor" bigint,
        "inStock" bool, popularity int, "searchText" text, digest text, "createdAt" timestamptz, "modifiedAt" timestamptz)
      on conflict (source, external_id) do update set
        slug = excluded.slug, name = excluded.name, description = excluded.description,
        short_description = excluded.short_description, attributes = excluded.attributes, pictures = excluded.pictures,
        has_variations = excluded.has_variations, is_shown = excluded.is_shown, price_minor = excluded.price_minor,
        regular_price_minor = excluded.regular_price_minor, in_stock = excluded.in_stock,
        popularity = excluded.popularity, search_text = excluded.search_text, digest = excluded.digest,
        created_at = excluded.created_at, modified_at = excluded.modified_at, gone_at = null
      returning id, external_id as "externalId"`),
  )
  return written.flatMap(({ rows }) => rows)
}

/** Notes how new the news of these products was that said nothing new. */
export async function updateModifiedAt(db: Db, rows: readonly { id: ProductId; modifiedAt: Date }[]): Promise<void> {
  if (rows.length === 0) return
  await db.execute(sql`
    update products set modified_at = news."modifiedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}) as news (id int, "modifiedAt" timestamptz)
    where products.id = news.id and products.modified_at <> news."modifiedAt"`)
}

/** Puts these products into these categories and no others. */
export async function replaceProductCategories(
  db: Db,
  links: readonly { productId: ProductId; categoryIds: readonly CategoryId[] }[],
): Promise<void> {
  if (links.length === 0) return
  const pairs = links.flatMap(({ productId, categoryIds }) =>
    categoryIds.map((categoryId) => ({ productId, categoryId })),
  )
  const named = sql`
    select "productId", "categoryId" from jsonb_to_recordset(${JSON.stringify(pairs)}) as news ("productId" int, "categoryId" int)`
  const productIds = links.map(({ productId }) => productId)
  await db
    .delete(productCategories)
    .where(
      and(
        eq(productCategories.productId, oneOf(productIds, 'int')),
        sql`(${productCategories.productId}, ${productCategories.categoryId}) not in (${named})`,
      ),
    )
  await db.execute(sql`insert into product_categories (product_id, category_id) ${named} on conflict do nothing`)
}

/** Writes these offers over what is kept under their skus, in the order of those (G4). */
export async function insertOrUpdateOffers(db: Db, source: Source, rows: readonly OfferRow[]): Promise<void> {
  const inOrder = rows.toSorted((a, b) => (a.sku < b.sku ? -1 : 1))
  await inBatches(inOrder, (batch) =>
    db.execute(sql`
      insert into offers (
        sku, product_id, external_id, attributes, picture, price_minor, regular_price_minor, stock, in_stock,
        shipping_class, is_virtual, position, gone_at)
      select sku, products.id, news."externalId", news.attributes, picture, "priceMinor", "regularPriceMinor", stock,
        "inStock", "shippingClass", "isVirtual", position, "goneAt"
      from jsonb_to_recordset(${JSON.stringify(batch)}) as news (
        sku text, "productExternalId" text, "externalId" text, attributes jsonb, picture jsonb, "priceMinor" bigint,
        "regularPriceMinor" bigint, stock int, "inStock" bool, "shippingClass" text, "isVirtual" bool, position int,
        "goneAt" timestamptz)
      join products on products.source = ${source} and products.external_id = news."productExternalId"
      order by sku
      on conflict (sku) do update set
        product_id = excluded.product_id, external_id = excluded.external_id, attributes = excluded.attributes,
        picture = excluded.picture, price_minor = excluded.price_minor, regular_price_minor = excluded.regular_price_minor,
        stock = excluded.stock, in_stock = excluded.in_stock, shipping_class = excluded.shipping_class,
        is_virtual = excluded.is_virtual, position = excluded.position, gone_at = excluded.gone_at`),
  )
}

async function inBatches<Row, Result>(
  rows: readonly Row[],
  write: (batch: readonly Row[]) => PromiseLike<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < rows.length; from += BATCH) results.push(await write(rows.slice(from, from + BATCH)))
  return results
}

export type RetireWhich = { keep: readonly string[] } | { gone: readonly string[] }

/** Which products of a source that are not gone yet are not among those to keep, or among those gone. */
export async function findRetiring(db: Db, source: Source, which: RetireWhich): Promise<ProductId[]> {
  const named = eq(products.externalId, oneOf('keep' in which ? which.keep : which.gone, 'text'))
  const rows = await db
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.source, source), isNull(products.goneAt), 'keep' in which ? sql`not ${named}` : named))
  return rows.map(({ id }) => id)
}

export async function updateGone(db: Db, ids: readonly ProductId[], now: Date): Promise<void> {
  await db
    .update(offers)
    .set({ goneAt: now })
    .where(and(eq(offers.productId, oneOf(ids, 'int')), isNull(offers.goneAt)))
  await db
    .update(products)
    .set({ goneAt: now })
    .where(and(eq(products.id, oneOf(ids, 'int')), isNull(products.goneAt)))
}
