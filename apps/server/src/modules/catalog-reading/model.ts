import type { Locale, ProductSort, WantedAttribute } from '@vitrina/contract'
import type { Attribute, CategoryId, LocalText, PictureRef, ProductId } from '#catalog'

/** In which money and language the shop thinks. */
export interface Counting {
  currency: string
  defaultLocale: Locale
}

/** What a list is narrowed by, and found by. */
export interface Filters {
  category?: string | undefined
  minPrice?: number | undefined
  maxPrice?: number | undefined
  inStock?: true | undefined
  onSale?: true | undefined
  attributes?: WantedAttribute[] | undefined
  q?: string | undefined
}

/** What is searched for comes in the order of how well it fits, unless another is asked for. */
export type Order = ProductSort | 'fit'

export interface CategoryRow {
  id: CategoryId
  slug: string
  name: LocalText
  parentId: CategoryId | null
}

/** What is counted over all that matches. */
export interface Counts {
  total: number
  minPrice: number | null
  maxPrice: number | null
  inStock: number
  onSale: number
  /** Of each category, with what is below it; those without any left out. */
  categories: { id: CategoryId; count: number }[]
  /** Of each value of each attribute; none where too much matches. */
  attributes: CountedValue[]
}

/** A value of an attribute, and how many products have it. */
export interface CountedValue {
  name: LocalText
  value: LocalText
  count: number
}

export interface CardRow {
  id: ProductId
  slug: string
  sku: string | null
  name: LocalText
  priceMinor: number
  regularPriceMinor: number | null
  picture: PictureRef | null
  inStock: boolean
  hasVariations: boolean
}

export interface OfferRow {
  sku: string
  attributes: { name: LocalText; value: LocalText }[]
  priceMinor: number
  regularPriceMinor: number | null
  picture: PictureRef | null
  inStock: boolean
}

export interface ProductRow extends CardRow {
  description: LocalText
  shortDescription: LocalText
  attributes: Attribute[]
  pictures: PictureRef[]
  categories: { slug: string; name: LocalText }[]
  offers: OfferRow[]
}
