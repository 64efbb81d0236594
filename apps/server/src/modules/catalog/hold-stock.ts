import type { Ctx } from '#platform'
import { recount, recountTurned } from './change-stock.ts'
import type { Offer, ProductId } from './model.ts'
import { freeHolds, lockHeldFor } from './stock-store.ts'
import { insertHolds, listOffers, lockOffers, updateHandedOver, updateHoldsExpiry } from './store.ts'

export interface HoldStock {
  orderId: string
  /** Each sku once. */
  lines: readonly { sku: string; quantity: number }[]
  /** Null: until it is released or consumed. */
  until: Date | null
}

/**
 * Promises stock to an order, in the caller's transaction, or names what there is too little of
 * and holds nothing. Of two who want the last one, the second waits for the first and is told.
 */
export async function holdStock(ctx: Ctx, hold: HoldStock): Promise<{ sku: string; available: number }[]> {
  return (await holdOffers(ctx, hold)).short
}

/** The same for whoever sells them: with what the catalogue says of them while nobody can change it. */
export async function holdOffers(
  ctx: Ctx,
  hold: HoldStock,
): Promise<{ short: { sku: string; available: number }[]; offers: Offer[] }> {
  const skus = hold.lines.map(({ sku }) => sku)
  await lockOffers(ctx.db, skus)
  const offers = await listOffers(ctx.db, skus, ctx.now())
  const short = findShort(hold, offers)
  if (short.length === 0 && hold.lines.length > 0) {
    await insertHolds(ctx.db, hold)
    const gone = findLast(hold, offers)
    if (gone.length > 0) await recount(ctx, gone)
  }
  return { short, offers }
}

/**
 * Holds anew what an order held, until another moment; nobody is told that it was back in between. Out as of
 * `holdStock`: of what there is too little nothing is held any more.
 */
export async function holdAnew(ctx: Ctx, hold: HoldStock): Promise<{ sku: string; available: number }[]> {
  await lockHeldFor(ctx.db, hold.orderId)
  const freed = await freeHolds(ctx.db, hold.orderId)
  const short = await holdStock(ctx, hold)
  await recountTurned(ctx, freed)
  return short
}

/** The products of which the last piece of an offer is held now. */
function findLast({ lines }: HoldStock, offers: readonly Offer[]): ProductId[] {
  const quantities = new Map(lines.map(({ sku, quantity }) => [sku, quantity]))
  return offers
    .filter(({ sku, available }) => available !== null && available === quantities.get(sku))
    .map(({ productId }) => productId)
}

function findShort({ lines }: HoldStock, offers: readonly Offer[]): { sku: string; available: number }[] {
  const bySku = new Map(offers.map((offer) => [offer.sku, offer]))
  return lines.flatMap(({ sku, quantity }) => {
    const offer = bySku.get(sku)
    const available = offer?.isSold ? offer.available : 0
    return available !== null && available < quantity ? [{ sku, available }] : []
  })
}

/**
 * Lets what is held for an order end by itself: its source has it off its own stock and tells of that until then.
 * Nobody keeps it any longer, or it would be counted twice for good.
 */
export function handOverHold(ctx: Ctx, orderId: string, until: Date): Promise<void> {
  return updateHandedOver(ctx.db, orderId, until)
}

/** Moves the end of what is held for an order and was not handed over; null: it no longer ends by itself. */
export function keepHold(ctx: Ctx, orderId: string, until: Date | null): Promise<void> {
  return updateHoldsExpiry(ctx.db, orderId, until)
}
