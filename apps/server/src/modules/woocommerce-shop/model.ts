import type { Locale } from '@vitrina/contract'
import { LRUCache } from 'lru-cache'
import type { Pepper } from '#platform'
import type { WooClient } from '#woocommerce'

/** What the set-up of a site is read with. */
export interface ShopSource {
  client: WooClient
  /** Theirs has one language, and this is it. */
  locale: Locale
  currency: string
  pepper: Pepper
  /** Of its users, by their ids, under which name their uses of coupons are kept here; empty of those that it does not have. */
  users: LRUCache<string, string>
}

// As long as a name each: a few megabytes.
const USERS = 50_000

/** What the set-up of a site is read with, in this process. */
export function openShopSource(source: Omit<ShopSource, 'users'>): ShopSource {
  return { ...source, users: new LRUCache({ max: USERS }) }
}

/** Of its settings what delivery and coupons depend on. */
export interface ShopSettings {
  /** Where it is, two letters. */
  country: string
  takesCoupons: boolean
}
