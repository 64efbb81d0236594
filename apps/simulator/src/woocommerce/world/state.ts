import type { MediaRecord, PostRecord, ProductRecord, TermRecord } from './catalogue-records.ts'
import type { CouponRecord, CustomerRecord, OrderRecord } from './sales-records.ts'

export interface WebhookRecord {
  id: number
  name: string
  status: string
  topic: string
  delivery_url: string
  secret: string
  failure_count: number
  /** Until the first ping was answered with 200. */
  pending_delivery: boolean
  created: number
  modified: number
}

export interface ZoneRecord {
  id: number
  name: string
  order: number
  locations: { code: string; type: string }[]
  methods: ZoneMethodRecord[]
}

export interface ZoneMethodRecord {
  instance_id: number
  method_id: string
  title: string
  order: number
  enabled: boolean
  /** What was set of its settings: `cost`, `min_amount`, `requires`. */
  settings: Record<string, string>
}

export interface GatewayRecord {
  id: string
  title: string
  description: string
  order: number
  enabled: boolean
  method_title: string
  method_description: string
}

/** A delivery that waits for the queue to run. */
export interface PendingDelivery {
  webhookId: number
  resource: string
  event: string
  resourceId: number
}

/** The shop as plain data. */
export interface ShopState {
  products: Map<number, ProductRecord>
  /** Ids of the variations of each product. */
  variations: Map<number, number[]>
  categories: Map<number, TermRecord>
  tags: Map<number, TermRecord>
  shippingClasses: Map<number, TermRecord>
  media: Map<number, MediaRecord>
  posts: Map<number, PostRecord>
  postCategories: Map<number, TermRecord>
  customers: Map<number, CustomerRecord>
  coupons: Map<number, CouponRecord>
  orders: Map<number, OrderRecord>
  webhooks: Map<number, WebhookRecord>
  zones: ZoneRecord[]
  gateways: GatewayRecord[]
  /** WooCommerce's own pages by what it calls them: `cart`, `shop`. */
  wooPages: Map<string, number>
  /** By webhook and resource: a second change before the queue runs is not another delivery. */
  pending: Map<string, PendingDelivery>
  /** The last id of each kind: posts of all sorts share theirs. */
  lastIds: { post: number; term: number; user: number; item: number; meta: number; webhook: number; method: number }
}
