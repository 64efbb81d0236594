import type { Locale } from '@vitrina/contract'
import type { LocalText, OfferNews, PictureRef, ProductNews } from '#catalog'
import type { Ctx } from '#platform'
import type { WooClient } from '#woocommerce'

/** Makes pictures of our own out of addresses; answers in their order, and touches no network. */
export type PictureRegistrar = (ctx: Ctx, sources: readonly ImageSource[]) => Promise<PictureRef[]>

export interface ImageSource {
  url: string
  alt: LocalText
}

/** A product of theirs, with the addresses of its pictures instead of pictures. */
export interface ProductDraft extends Omit<ProductNews, 'pictures' | 'offers'> {
  images: ImageSource[]
  offers: OfferDraft[]
}

export interface OfferDraft extends Omit<OfferNews, 'picture'> {
  image: ImageSource | null
}

/** What of theirs means depends on the shop it is for. */
export interface Reading {
  /** Theirs has one language, and this is it. */
  locale: Locale
  currency: string
}

/** A product that cannot be taken over, and why. */
export interface SetAside {
  externalId: string
  reason: string
}

/** What the work of this module is done with. */
export interface WooSource {
  client: WooClient
  reading: Reading
  registerPictures: PictureRegistrar
  /** What was found out about the site, of no use to anybody else. */
  known: { hasVariationList: boolean | undefined; categories: Set<string> }
  /** One at a time writes the catalogue, and whoever waits for it in the database holds a connection. */
  inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>
}
