import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { assignNames, slugCandidates } from './assign-names.ts'
import { foldText } from './folding.ts'
import type { CategoryId, LocalText } from './model.ts'
import type { ProductNews } from './news.ts'
import { type Ground, isToBeHad, keyOf, type PlannedOffer, planOffers, sumUp } from './plan-offers.ts'
import type { CategoryNames, KnownOffer, KnownProduct, OfferRow, ProductRow } from './store-news.ts'

export interface Plan {
  /** News that is not older than what is kept, with what becomes of it. */
  products: ProductPlan[]
  offers: OfferRow[]
  /** Skus of which the source tells another stock than was known. */
  restocked: string[]
  older: number
}

export interface ProductPlan {
  known: KnownProduct | undefined
  row: ProductRow
  categoryIds: CategoryId[]
  hasChanged: boolean
  /** Skus of offers that were for sale and cost less now; that can be bought again. */
  cheaper: string[]
  back: string[]
}

/** Decides what of the news is written where; touches nothing. */
export function planProducts(news: readonly ProductNews[], ground: Ground): Plan {
  const fresh = newest(news).filter(({ externalId, modifiedAt }) => {
    const known = ground.products.get(externalId)
    return !known || known.modifiedAt <= modifiedAt
  })
  const slugs = assignSlugs(fresh, ground)
  const offers = planOffers(fresh, ground)
  const ofProduct = Map.groupBy(offers.next, ({ productExternalId }) => productExternalId)
  const products = fresh.map((product) => {
    const { externalId } = product
    const own = (ofProduct.get(externalId) ?? []).sort((a, b) => a.position - b.position)
    return planProduct(product, { ground, slug: slugs.get(externalId) ?? '', offers: own })
  })
  const restocked = offers.next.filter(({ before, stock }) => before && before.stock !== stock).map(({ sku }) => sku)
  return { products, offers: offers.changed, restocked, older: news.length - fresh.length }
}

/** Each product once, in a fixed order. */
function newest(news: readonly ProductNews[]): ProductNews[] {
  const byAge = news.toSorted((a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime())
  const last = new Map(byAge.map((product) => [product.externalId, product]))
  return [...last.values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1))
}

/** Who has a slug that still suits keeps it: people have it in their links. */
function assignSlugs(news: readonly ProductNews[], { source, products, slugs }: Ground): Map<string, string> {
  const wishes = news.map((product) => {
    const candidates = slugCandidates(product, source)
    const current = products.get(product.externalId)?.slug
    const kept = candidates.filter((slug) => slug === current)
    return { key: keyOf(source, product.externalId), candidates: [...kept, ...candidates] }
  })
  const given = new Map(assignNames(wishes, slugs).map(({ name, key }) => [key, name]))
  return new Map(news.map(({ externalId }) => [externalId, given.get(keyOf(source, externalId)) ?? '']))
}

function planProduct(
  news: ProductNews,
  { ground, slug, offers }: { ground: Ground; slug: string; offers: PlannedOffer[] },
): ProductPlan {
  const known = ground.products.get(news.externalId)
  const categories = [...new Set(news.categoryExternalIds)].flatMap((id) => ground.categories.get(id) ?? [])
  const { externalId, name, description, shortDescription, attributes, pictures, isShown, hasVariations } = news
  const texts = { externalId, slug, name, description, shortDescription, attributes, pictures }
  const searchText = searchTextOf(news, { offers, categories })
  const facts = { isShown, hasVariations, popularity: news.popularity ?? 0, searchText }
  const categoryIds = categories.map(({ id }) => id)
  const said = { ...texts, ...facts, categoryIds, createdAt: news.createdAt ?? null }
  const row: ProductRow = {
    ...texts,
    ...facts,
    ...sumUp(offers),
    digest: hash('sha256', JSON.stringify(said), 'base64url'),
    createdAt: news.createdAt ?? known?.createdAt ?? ground.now,
    modifiedAt: news.modifiedAt,
  }
  const same =
    known && !known.goneAt && known.digest === row.digest && isDeepStrictEqual(sumUp(offers), summaryOf(known))
  return { known, row, categoryIds, hasChanged: !same, ...whatBuyersHear(row, { known, offers }) }
}

function summaryOf({ priceMinor, regularPriceMinor, inStock }: KnownProduct): ReturnType<typeof sumUp> {
  return { priceMinor, regularPriceMinor, inStock }
}

/** Real changes only: to somebody who sees the product now and saw it, or its empty shelf, before. */
function whatBuyersHear(
  { isShown }: ProductRow,
  { known, offers }: { known: KnownProduct | undefined; offers: readonly PlannedOffer[] },
): Pick<ProductPlan, 'cheaper' | 'back'> {
  if (!known?.isShown || !isShown) return { cheaper: [], back: [] }
  const skus = (picked: (offer: PlannedOffer, before: KnownOffer) => boolean) =>
    offers.filter((offer) => offer.before && picked(offer, offer.before)).map(({ sku }) => sku)
  const wasThere = (before: KnownOffer) => !known.goneAt && isToBeHad(before)
  return {
    cheaper: skus(({ priceMinor }, before) => {
      const isComparable = !known.goneAt && !before.goneAt && priceMinor !== null && before.priceMinor !== null
      return isComparable && priceMinor < (before.priceMinor ?? 0)
    }),
    back: skus((offer, before) => isToBeHad(offer) && !wasThere(before)),
  }
}

/**
 * ` name \n all else `, each word once and between blanks, so that a search can ask for the beginning of a
 * word, for all of it, and whether the name has it.
 */
function searchTextOf(
  { name, attributes, keywords = [] }: ProductNews,
  { offers, categories }: { offers: readonly OfferRow[]; categories: readonly CategoryNames[] },
): string {
  const inAll = (text: LocalText) => Object.values(text)
  const others = [
    ...categories.flatMap((category) => inAll(category.name)),
    ...keywords,
    ...attributes.flatMap(({ values }) => values.flatMap(inAll)),
    ...offers.flatMap((offer) => [offer.sku, ...offer.attributes.flatMap(({ value }) => inAll(value))]),
  ]
  const inName = new Set(foldText(inAll(name).join('\n')).split(' '))
  const besides = new Set(
    foldText(others.join('\n'))
      .split(' ')
      .filter((word) => !inName.has(word)),
  )
  return ` ${[...inName].join(' ')} \n ${[...besides].join(' ')} `
}
