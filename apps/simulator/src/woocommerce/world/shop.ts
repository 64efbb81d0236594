import { randomBytes } from 'node:crypto'
import type { MetaRecord } from './catalogue-records.ts'
import { standardGateways, standardZones } from './standard.ts'
import type { ShopState } from './state.ts'
import type { TaxSettings } from './taxes.ts'
import { noCategories } from './taxonomy.ts'

/** What was chosen when WordPress and WooCommerce were installed. */
export interface ShopSettings {
  /** `11.0.1`; the bulk list of variations is there since 10.3. */
  version: string
  wordpressVersion: string
  currency: string
  decimals: number
  /** Where it is: `UZ`, or with a state, `US:CA`. */
  country: string
  takesCoupons: boolean
  /** Without them nothing is taxed. */
  taxes: TaxSettings | undefined
  /** The site's own time, against which dates without a zone are meant. */
  gmtOffsetHours: number
  /** HPOS: whether orders have tables of their own, and whether they are doubled into posts. */
  hpos: boolean
  hposSync: boolean
  title: string
}

/** The simulated shop: its data, its settings and its clock. */
export interface Shop {
  readonly state: ShopState
  readonly settings: ShopSettings
  /** Unix milliseconds. */
  readonly now: () => number
  /** The address people see; known once the server listens. */
  url: string
}

export function createShop(settings: ShopSettings, now: () => number): Shop {
  const state: ShopState = {
    products: new Map(),
    variations: new Map(),
    categories: new Map(),
    tags: new Map(),
    shippingClasses: new Map(),
    media: new Map(),
    posts: new Map(),
    postCategories: new Map(),
    customers: new Map(),
    coupons: new Map(),
    orders: new Map(),
    webhooks: new Map(),
    zones: standardZones(),
    gateways: standardGateways(),
    wooPages: new Map(),
    pending: new Map(),
    lastIds: { post: 9, term: 14, user: 1, item: 0, meta: 100, webhook: 0, method: 3 },
  }
  const shop: Shop = { state, settings, now, url: 'http://127.0.0.1' }
  noCategories(shop)
  return shop
}

export function nextId({ state }: Shop, kind: keyof ShopState['lastIds']): number {
  state.lastIds[kind] += 1
  return state.lastIds[kind]
}

/** Now, as fine as WordPress keeps it: whole seconds. */
export const nowSeconds = (shop: Shop): number => Math.floor(shop.now() / 1000)

/** As hidden as WooCommerce's own: of letters and digits. */
export function randomText(length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('')
}

/** Sets meta by key, or by id when one is given; null takes it away. */
export function updateMeta(shop: Shop, meta: MetaRecord[], changes: unknown): MetaRecord[] {
  if (!Array.isArray(changes)) return meta
  let next = meta
  for (const { id, key, value } of changes as Partial<MetaRecord>[]) {
    const known = next.find((entry) => (id ? entry.id === Number(id) : entry.key === key))
    if (value === null) next = next.filter((entry) => entry !== known)
    else if (known) next = next.map((entry) => (entry === known ? { ...known, key: key ?? known.key, value } : entry))
    else next = [...next, { id: nextId(shop, 'meta'), key: String(key), value }]
  }
  return next
}
