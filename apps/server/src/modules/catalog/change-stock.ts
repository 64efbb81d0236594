import { type Ctx, publish, transact } from '#platform'
import { backInStock, signalCatalog } from './events.ts'
import type { ProductId, Source } from './model.ts'
import {
  addToStock,
  type ChangedStock,
  deleteHoldsOf,
  findShown,
  freeHolds,
  listOwnHolds,
  lockHeldFor,
  lockOffersOf,
  type StockNews,
  updateStock,
  updateSums,
} from './stock-store.ts'
import { lockOffers } from './store.ts'

interface Line {
  sku: string
  quantity: number
}

/** Makes the stock of offers what their source says; what it does not know of is left out. */
export function setStock(ctx: Ctx, source: Source, news: readonly StockNews[]): Promise<void> {
  return transact(ctx, async (ctx) => {
    await lockOffersOf(ctx.db, source, news)
    await afterStock(ctx, await updateStock(ctx.db, source, news))
  })
}

/**
 * Turns what is held for an order of our own stock into stock that is no longer there; says what that
 * was, so that nothing is taken twice. What a WooCommerce counts stays held: there it is taken.
 */
export function takeStock(ctx: Ctx, orderId: string): Promise<Line[]> {
  return transact(ctx, async (ctx) => {
    await lockOffers(
      ctx.db,
      (await listOwnHolds(ctx.db, orderId)).map(({ sku }) => sku),
    )
    // Read again: another may have taken them while this one waited for the lock.
    const lines = await listOwnHolds(ctx.db, orderId)
    if (lines.length === 0) return []
    await deleteHoldsOf(
      ctx.db,
      orderId,
      lines.map(({ sku }) => sku),
    )
    const taken = lines.map(({ sku, quantity }) => ({ sku, quantity: -quantity }))
    await afterStock(ctx, await addToStock(ctx.db, taken))
    return lines
  })
}

/** Puts back what `takeStock` took, when an order comes to nothing after all; each sku once. */
export function returnStock(ctx: Ctx, lines: readonly Line[]): Promise<void> {
  return transact(ctx, async (ctx) => {
    await lockOffers(
      ctx.db,
      lines.map(({ sku }) => sku),
    )
    await afterStock(ctx, await addToStock(ctx.db, lines))
  })
}

/** Gives back what was held for an order; nothing when nothing is. */
export function releaseStock(ctx: Ctx, orderId: string): Promise<void> {
  return transact(ctx, async (ctx) => {
    await lockHeldFor(ctx.db, orderId)
    await afterStock(ctx, await freeHolds(ctx.db, orderId))
  })
}

/** Notes for lists and caches whether there is any of these products, whose offers the caller has locked. */
export async function recount(ctx: Ctx, productIds: readonly ProductId[]): Promise<void> {
  await updateSums(ctx.db, productIds)
  // Of a product with variations its page tells of each what its sums do not.
  await signalCatalog(ctx)
}

/** The same of those of which there were any and are none, or the other way round: how many is in no list. */
export async function recountTurned(ctx: Ctx, changed: readonly ChangedStock[]): Promise<void> {
  const turned = changed.filter(({ was, is }) => was !== is)
  if (turned.length === 0) return
  await recount(
    ctx,
    turned.map(({ productId }) => productId),
  )
}

async function afterStock(ctx: Ctx, changed: readonly ChangedStock[]): Promise<void> {
  await recountTurned(ctx, changed)
  const back = changed.filter(({ was, is }) => is && !was)
  await tellBack(
    ctx,
    Map.groupBy(back, ({ productId }) => productId),
  )
}

async function tellBack(ctx: Ctx, back: ReadonlyMap<ProductId, ChangedStock[]>): Promise<void> {
  if (back.size === 0) return
  const shown = await findShown(ctx.db, [...back.keys()])
  const products = [...back]
    .filter(([productId]) => shown.has(productId))
    .map(([productId, offers]) => ({ productId, skus: offers.map(({ sku }) => sku) }))
  if (products.length > 0) await publish(ctx, backInStock, { products })
}
