import type { Locale } from '@vitrina/contract'
import type { PictureRef } from '#pictures'

export type { PictureRef }

export type ProductId = number & { readonly __brand: 'ProductId' }
export type CategoryId = number & { readonly __brand: 'CategoryId' }

/** Who keeps a row: our own tables, filled from a file, or a WooCommerce. Each leaves the other's rows alone. */
export type Source = 'file' | 'woocommerce'

/** A text of the merchant's, in as many of our languages as they wrote it. */
export type LocalText = Partial<Record<Locale, string>>

export interface Attribute {
  name: LocalText
  values: LocalText[]
}

/**
 * What can be put into a cart, by its sku: a product without variations has one, one with
 * variations has one for each. Read from the tables themselves, never from a cache.
 */
export interface Offer {
  sku: string
  productId: ProductId
  slug: string
  name: LocalText
  /** The variation's own, e.g. `{Размер: M}`. */
  attributes: { name: LocalText; value: LocalText }[]
  picture: PictureRef | null
  priceMinor: number
  /** Before the sale; null when there is none. */
  regularPriceMinor: number | null
  /** In stock less what is held for orders under way; null: as many as one likes. */
  available: number | null
  /** What its source calls its shipping class; null: it has none. */
  shippingClass: string | null
  /** There is nothing of it to send. */
  isVirtual: boolean
  /** Shown, priced and not gone: may be sold at all. */
  isSold: boolean
  /** What the WooCommerce calls it; null of our own. */
  external: { productId: string; variationId: string | null } | null
  categoryIds: CategoryId[]
}

/** The text in a language, else in the shop's own, else in whichever there is. */
export function inLanguage(text: LocalText, locale: Locale, fallback: Locale): string {
  return text[locale] ?? text[fallback] ?? Object.values(text)[0] ?? ''
}
