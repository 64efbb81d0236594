import type { Locale } from '@vitrina/contract'
import type { CategoryNews, LocalText, OfferNews, ProductNews } from '#catalog'

/** A catalogue as a file tells it, with the addresses of its pictures instead of pictures. */
export interface CatalogDraft {
  categories: CategoryNews[]
  products: ProductDraft[]
  /** Groups of words that mean the same; undefined when the file does not say. */
  synonyms: string[][] | undefined
}

export interface ProductDraft extends Omit<ProductNews, 'pictures' | 'offers' | 'modifiedAt'> {
  images: ImageSource[]
  offers: OfferDraft[]
}

export interface OfferDraft extends Omit<OfferNews, 'picture'> {
  image: ImageSource | null
}

/** Where a picture is: a file on this machine, by its full path, or an address. */
export type ImageSource = ({ file: string } | { url: string }) & { alt: LocalText }

/** What of a file cannot be imported, for a sentence to whoever wrote it. */
export interface Fault {
  line: number
  /** Of a table. */
  column?: string
  message: string
}

export type Read = { draft: CatalogDraft; skipped: Fault[] } | { faults: Fault[] }

/** What a file means depends on the shop it is for. */
export interface Reading {
  /** Language of what is not said to be in one. */
  locale: Locale
  /** Of the currency, after the point. */
  digits: number
  now: Date
  /** Against which pictures are found. */
  folder: string
}

/** The price to pay and what it was before the sale, if it is one. */
export function pricesOf(
  regular: number | null,
  sale: number | null,
): Pick<OfferNews, 'priceMinor' | 'regularPriceMinor'> {
  const isSale = regular !== null && sale !== null && sale < regular
  return isSale ? { priceMinor: sale, regularPriceMinor: regular } : { priceMinor: regular, regularPriceMinor: null }
}
