/** Where the WooCommerce is, and by what it knows us. */
export interface WooSettings {
  /** The site's address, without the path of its API. */
  url: string
  key: string
  secret: string
  /** By which the webhooks are signed; letters and digits (H2). */
  webhookSecret: string
}

/** What webhooks tell of. */
export const hintResources = ['product', 'order', 'coupon'] as const
export type HintResource = (typeof hintResources)[number]

/** Something of theirs that is said to have changed. */
export interface Hint {
  resource: HintResource
  externalId: string
}

/** A page of a list; how much there is in all, where the site says so. */
export interface WooPage {
  items: unknown[]
  total: number | undefined
}

export type WooQuery = Record<string, string | number | boolean | undefined>

/** In the fields of a customer there, which of ours it is. */
export const customerMark = 'vitrina_customer'
