import { isDeepStrictEqual } from 'node:util'
import { assignNames, skuCandidates } from './assign-names.ts'
import type { Source } from './model.ts'
import type { OfferNews, ProductNews } from './news.ts'
import type { CategoryNames, KnownOffer, KnownProduct, OfferRow, ProductRow } from './store-news.ts'

/** What news is held against, read under the lock of the catalogue: nothing but stock changes meanwhile. */
export interface Ground {
  source: Source
  now: Date
  /** By external id. */
  products: ReadonlyMap<string, KnownProduct>
  /** Those of the products above, gone ones too, and whoever else has a sku that is wished. */
  offers: readonly KnownOffer[]
  /** By external id. */
  categories: ReadonlyMap<string, CategoryNames>
  /** Taken slugs, with the key of whose they are. */
  slugs: ReadonlyMap<string, string>
}

export function keyOf(source: Source, externalId: string): string {
  return `${source}:${externalId}`
}

export interface PlannedOffer extends OfferRow {
  before: KnownOffer | undefined
  held: number
}

/** Gives every offer of the news its sku, and finds what has to be written: what differs, and what is gone. */
export function planOffers(
  news: readonly ProductNews[],
  ground: Ground,
): { next: PlannedOffer[]; changed: OfferRow[] } {
  const own = new Set(news.map(({ externalId }) => keyOf(ground.source, externalId)))
  const isOwn = ({ source, productExternalId }: KnownOffer) => own.has(keyOf(source, productExternalId))
  const kept = new Map(ground.offers.filter(isOwn).map((offer) => [offer.sku, offer]))
  const wished = wishOffers(news, ground.source)
  const holders = new Map(
    ground.offers.flatMap((offer) => {
      const key = offerKey(offer.productExternalId, offer.externalId)
      // Free are those of offers that are gone, and those that their own product no longer names so.
      if (offer.goneAt) return []
      if (!isOwn(offer)) return [[offer.sku, '']]
      return wished.get(key)?.candidates[0] === offer.sku ? [[offer.sku, key]] : []
    }),
  )
  const next = assignNames([...wished.values()], holders).flatMap(({ name: sku, key }) => {
    const wish = wished.get(key)
    const before = kept.get(sku)
    const isSame = before?.productExternalId === wish?.productExternalId
    if (!wish) return []
    const row = toRow(wish, { sku, before: isSame ? before : undefined })
    // Another stock than was known has in it what was handed over.
    const held = (before?.stock === row.stock ? before?.held : before?.heldStill) ?? 0
    return [{ ...row, held }]
  })
  const named = new Set(next.map(({ sku }) => sku))
  const gone = [...kept.values()].filter(({ sku, goneAt }) => !goneAt && !named.has(sku))
  const changed = next.filter(
    ({ before, held: _held, ...row }) => !before || !isDeepStrictEqual(row, withoutOwner(before)),
  )
  return { next, changed: [...changed, ...gone.map((offer) => ({ ...withoutOwner(offer), goneAt: ground.now }))] }
}

interface OfferWish {
  key: string
  candidates: string[]
  productExternalId: string
  offer: OfferNews
  position: number
}

function wishOffers(news: readonly ProductNews[], source: Source): Map<string, OfferWish> {
  const wishes = news.flatMap(({ externalId: productExternalId, offers }) =>
    offers.map((offer, position) => {
      const key = offerKey(productExternalId, offer.externalId)
      const candidates = skuCandidates(offer.sku, offer.externalId ?? productExternalId, source)
      return { key, candidates, productExternalId, offer, position }
    }),
  )
  return new Map(wishes.map((wish) => [wish.key, wish]))
}

function offerKey(productExternalId: string, externalId: string | null): string {
  return JSON.stringify([productExternalId, externalId])
}

function toRow(
  { offer, productExternalId, position }: OfferWish,
  { sku, before }: { sku: string; before: KnownOffer | undefined },
): Omit<PlannedOffer, 'held'> {
  const { externalId, attributes, picture, priceMinor, regularPriceMinor: regular, inStock } = offer
  const isOnSale = regular !== null && priceMinor !== null && regular > priceMinor
  const stock = offer.stock === undefined ? (before?.stock ?? null) : offer.stock
  const regularPriceMinor = isOnSale ? regular : null
  const { shippingClass = null, isVirtual = false } = offer
  const row = { sku, externalId, attributes, picture, priceMinor, regularPriceMinor, stock, inStock, position }
  return { ...row, shippingClass, isVirtual, productExternalId, goneAt: null, before }
}

function withoutOwner({
  source: _source,
  productId: _productId,
  held: _held,
  heldStill: _heldStill,
  ...row
}: KnownOffer): OfferRow {
  return row
}

/** Whether it can be bought, if its product is shown. */
export function isToBeHad({ priceMinor, stock, inStock, goneAt, held }: OfferRow & { held: number }): boolean {
  return goneAt === null && priceMinor !== null && (stock === null ? inStock : stock - held > 0)
}

/**
 * What the lists need to know of a product's offers; its price is of the cheapest that can be bought, and only of
 * what is sold out altogether of the cheapest there was. `updateSums` says the same to the database.
 */
export function sumUp(
  offers: readonly (OfferRow & { held: number })[],
): Pick<ProductRow, 'priceMinor' | 'regularPriceMinor' | 'inStock'> {
  const priced = offers.filter(({ priceMinor }) => priceMinor !== null)
  const [lowest] = priced.toSorted(
    (a, b) => Number(isToBeHad(b)) - Number(isToBeHad(a)) || (a.priceMinor ?? 0) - (b.priceMinor ?? 0),
  )
  const { priceMinor = null, regularPriceMinor = null } = lowest ?? {}
  return { priceMinor, regularPriceMinor, inStock: lowest !== undefined && isToBeHad(lowest) }
}
