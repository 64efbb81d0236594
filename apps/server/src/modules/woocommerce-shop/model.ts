import type { Locale } from '@vitrina/contract'
import type { WooClient } from '#woocommerce'

/** What the set-up of a site is read with. */
export interface ShopSource {
  client: WooClient
  /** Theirs has one language, and this is it. */
  locale: Locale
  currency: string
}

/** Of its settings what delivery and coupons depend on. */
export interface ShopSettings {
  /** Where it is, two letters. */
  country: string
  takesCoupons: boolean
}
