import { type Ctx, publish, transact } from '#platform'
import { skuCandidates, slugCandidates } from './assign-names.ts'
import { backInStock, priceDropped, signalCatalog } from './events.ts'
import type { ProductId, Source } from './model.ts'
import type { ProductNews } from './news.ts'
import { type Ground, keyOf } from './plan-offers.ts'
import { type Plan, planProducts } from './plan-products.ts'
import { cleanProduct } from './read-news.ts'
import { deleteHandedOver, listHeldProducts, updateSums } from './stock-store.ts'
import { lockOffers } from './store.ts'
import {
  findAnyProduct,
  findCategories,
  findProducts,
  findRetiring,
  findSlugs,
  insertOrUpdateOffers,
  insertOrUpdateProducts,
  listKnownOffers,
  lockCatalog,
  lockOffersOfSource,
  type RetireWhich,
  replaceProductCategories,
  updateGone,
  updateModifiedAt,
} from './store-news.ts'

export interface Stored {
  added: number
  changed: number
  same: number
  /** Not taken: something newer is kept. */
  older: number
}

/**
 * Makes products what their source says, however many there are; what is not named stays as it is.
 * News older than what is kept is ignored, the same news again changes nothing. Of a sku or a slug
 * that two want, one gets a made one. Whoever waits for a price or for stock is told in the same
 * transaction, and so are the caches.
 */
export async function storeProducts(ctx: Ctx, source: Source, news: readonly ProductNews[]): Promise<Stored> {
  const cleaned = await Promise.all(news.map(cleanProduct))
  return transact(ctx, async (ctx) => {
    await lockCatalog(ctx.db)
    const ground = await readGround(ctx, source, cleaned)
    const plan = planProducts(cleaned, ground)
    const changed = plan.products.filter(({ hasChanged }) => hasChanged)
    await write(ctx, source, { ...plan, products: changed })
    await recountHeld(ctx, ground)
    const same = plan.products.flatMap(({ known, hasChanged, row: { modifiedAt } }) =>
      known && !hasChanged ? [{ id: known.id, modifiedAt }] : [],
    )
    await updateModifiedAt(ctx.db, same)
    if (changed.length > 0 || plan.offers.length > 0) await signalCatalog(ctx)
    const added = changed.filter(({ known }) => !known).length
    return { added, changed: changed.length - added, same: same.length, older: plan.older }
  })
}

async function readGround(ctx: Ctx, source: Source, news: readonly ProductNews[]): Promise<Ground> {
  const products = await findProducts(ctx.db, source, [...new Set(news.map(({ externalId }) => externalId))])
  const skus = news.flatMap((product) =>
    product.offers.flatMap(({ sku, externalId }) => skuCandidates(sku, externalId ?? product.externalId, source)),
  )
  // What is sold meanwhile changes the stock alone, which matters where the source leaves the count of it to us. All
  // else is locked when it is known to change: buyers would wait for whatever is only read.
  const locks = news.some((product) => product.offers.some(({ stock }) => stock === undefined))
  const offers = await listKnownOffers(ctx.db, { productIds: products.map(({ id }) => id), skus, locks })
  const slugs = await findSlugs(
    ctx.db,
    news.flatMap((product) => slugCandidates(product, source)),
  )
  const categoryIds = new Set(news.flatMap(({ categoryExternalIds }) => categoryExternalIds))
  const categories = await findCategories(ctx.db, source, [...categoryIds])
  const byId = <Row extends { externalId: string }>(rows: Row[]) => new Map(rows.map((row) => [row.externalId, row]))
  return {
    source,
    now: ctx.now(),
    products: byId(products),
    offers,
    categories: byId(categories),
    slugs: new Map(slugs.map((row) => [row.slug, keyOf(row.source, row.externalId)])),
  }
}

/** What was promised or given back since the ground was read, which locks nothing that only this is wrong about. */
async function recountHeld(ctx: Ctx, { products, offers }: Ground): Promise<void> {
  const now = await listHeldProducts(
    ctx.db,
    [...products.values()].map(({ id }) => id),
  )
  const before = offers.filter(({ held }) => held > 0).map(({ productId }) => productId)
  if (now.length + before.length > 0) await updateSums(ctx.db, [...now, ...before])
}

async function write(ctx: Ctx, source: Source, { products, offers, restocked }: Plan): Promise<void> {
  // Before the products, as whoever takes from the stock does it.
  await lockOffers(
    ctx.db,
    offers.map(({ sku }) => sku),
  )
  const rows = products.map(({ row }) => row)
  const written = await insertOrUpdateProducts(ctx.db, source, rows)
  const ids = new Map(written.map(({ id, externalId }) => [externalId, id]))
  const named = products.flatMap(({ row, ...plan }) => {
    const productId = ids.get(row.externalId)
    return productId ? [{ ...plan, productId }] : []
  })
  await replaceProductCategories(ctx.db, named)
  await insertOrUpdateOffers(ctx.db, source, offers)
  if (restocked.length > 0) await deleteHandedOver(ctx.db, restocked)
  await tell(ctx, named)
}

async function tell(ctx: Ctx, plans: readonly { productId: ProductId; cheaper: string[]; back: string[] }[]) {
  const having = (skusOf: (plan: (typeof plans)[number]) => string[]) =>
    plans.map((plan) => ({ productId: plan.productId, skus: skusOf(plan) })).filter(({ skus }) => skus.length > 0)
  const cheaper = having((plan) => plan.cheaper)
  const back = having((plan) => plan.back)
  if (cheaper.length > 0) await publish(ctx, priceDropped, { products: cheaper })
  if (back.length > 0) await publish(ctx, backInStock, { products: back })
}

/** Whether there has ever been anything in the catalogue, from whichever source. */
export function hasProducts(ctx: Ctx): Promise<boolean> {
  return findAnyProduct(ctx.db)
}

/**
 * Keeps the offers of a source to the caller's transaction when something of it will have to be retired: what
 * changes and what goes, locked one after the other, would cross the buyers of both (G4).
 */
export async function lockBeforeRetiring(ctx: Ctx, source: Source, which: RetireWhich): Promise<void> {
  await lockCatalog(ctx.db)
  if ((await findRetiring(ctx.db, source, which)).length > 0) await lockOffersOfSource(ctx.db, source)
}

/**
 * Takes products of a source out of the shop: those named as gone, or all but those named to keep.
 * They stay for the orders and carts that name them; says how many went.
 */
export function retireProducts(ctx: Ctx, source: Source, which: RetireWhich): Promise<number> {
  return transact(ctx, async (ctx) => {
    await lockCatalog(ctx.db)
    const ids = await findRetiring(ctx.db, source, which)
    if (ids.length === 0) return 0
    await listKnownOffers(ctx.db, { productIds: ids, skus: [], locks: true })
    await updateGone(ctx.db, ids, ctx.now())
    await signalCatalog(ctx)
    return ids.length
  })
}
