import type { Attribute, LocalText, Offer, PictureRef } from './model.ts'

// What a source tells of what it keeps. Texts may be HTML, with entities; storing cleans them.

export interface CategoryNews {
  externalId: string
  /** As the source has it; from the name when it has none. */
  slug?: string | undefined
  name: LocalText
  parentExternalId: string | null
}

export interface ProductNews {
  externalId: string
  /** As the source has it; from the name when it has none. */
  slug?: string | undefined
  name: LocalText
  description: LocalText
  /** Its text is kept, without markup. */
  shortDescription: LocalText
  attributes: Attribute[]
  pictures: PictureRef[]
  /** Neither a draft nor hidden. */
  isShown: boolean
  /** How often it was sold, or what else puts it before others. */
  popularity?: number | undefined
  categoryExternalIds: readonly string[]
  /** Further words by which it is to be found. */
  keywords?: readonly string[] | undefined
  hasVariations: boolean
  /** All of them: what is missing here is gone. */
  offers: readonly OfferNews[]
  /** Stays what it was, or is now, when the source does not know. */
  createdAt?: Date | undefined
  /** By the source's own clock; older than what is kept, it is no news. */
  modifiedAt: Date
}

export interface OfferNews
  extends Pick<Offer, 'attributes' | 'picture' | 'regularPriceMinor'>,
    // A source that says nothing of them has neither.
    Partial<Pick<Offer, 'shippingClass' | 'isVirtual'>> {
  /** Of the variation; null of a product's only offer. */
  externalId: string | null
  /** Null: the source gives it none, and we do. */
  sku: string | null
  /** Null: not for sale yet. */
  priceMinor: number | null
  /** Null: not counted. Undefined: as it is, for the source does not count. */
  stock?: number | null | undefined
  /** Of what is not counted: whether it is to be had. */
  inStock: boolean
}
