import { type Ctx, event, notify, type Signals } from '#platform'
import type { ProductId } from './model.ts'

/** Offers, by their skus, that something has happened to; one for each product, as many as came together. */
export interface ChangedOffers {
  products: { productId: ProductId; skus: string[] }[]
}

/** What could be bought before costs less now. */
export const priceDropped = event<ChangedOffers>('catalog.price_dropped')
/** What was sold out, or had gone, can be bought again. */
export const backInStock = event<ChangedOffers>('catalog.back_in_stock')

const SIGNAL = ['catalog', 'changed'] as const

/** Tells every process, when the transaction commits, that what it has read of the catalogue may be old. */
export function signalCatalog(ctx: Ctx): Promise<void> {
  return notify(ctx, ...SIGNAL)
}

/** Hears that; returns what ends it. */
export function onCatalogChange(signals: Signals, listener: () => void): () => void {
  return signals.listen(...SIGNAL, listener)
}
