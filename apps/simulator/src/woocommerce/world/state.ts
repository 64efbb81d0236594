// Names as they are on the wire: a second vocabulary would only have to be translated back.

export interface MetaRecord {
  id: number
  key: string
  value: unknown
}

export interface AttributeRecord {
  id: number
  name: string
  slug: string
  position: number
  visible: boolean
  variation: boolean
  options: string[]
}

export interface ChosenAttribute {
  id: number
  name: string
  slug: string
  option: string
}

export type ProductType = 'simple' | 'grouped' | 'external' | 'variable' | 'variation'

/** A product, or a variation of one: WooCommerce keeps both in one table. Times are unix seconds, as fine as they are kept. */
export interface ProductRecord {
  id: number
  /** Of a variation, the product it is of. */
  parent_id: number
  type: ProductType
  name: string
  slug: string
  status: string
  featured: boolean
  catalog_visibility: string
  description: string
  short_description: string
  sku: string
  /** As they were typed: not padded and not rounded; empty when unset. */
  regular_price: string
  sale_price: string
  saleFrom: number | null
  saleTo: number | null
  total_sales: number
  virtual: boolean
  downloadable: boolean
  tax_status: string
  tax_class: string
  manage_stock: boolean
  stock_quantity: number | null
  stock_status: string
  backorders: string
  low_stock_amount: number | null
  sold_individually: boolean
  weight: string
  dimensions: { length: string; width: string; height: string }
  shipping_class: string
  reviews_allowed: boolean
  upsell_ids: number[]
  cross_sell_ids: number[]
  grouped_products: number[]
  external_url: string
  button_text: string
  purchase_note: string
  menu_order: number
  categories: number[]
  tags: number[]
  images: number[]
  attributes: AttributeRecord[]
  default_attributes: ChosenAttribute[]
  /** Of a variation: what makes it itself. */
  choices: ChosenAttribute[]
  meta_data: MetaRecord[]
  created: number
  modified: number
  /** What it was before it went to the trash. */
  untrashed?: string
}

export interface TermRecord {
  id: number
  name: string
  slug: string
  parent: number
  description: string
  display: string
  image: number
  menu_order: number
}

export interface MediaRecord {
  id: number
  title: string
  alt_text: string
  /** Below the uploads folder. */
  file: string
  mime_type: string
  width: number
  height: number
  created: number
  modified: number
  /** Drawn from its name unless the bytes were given. */
  bytes?: Buffer
}

export interface PostRecord {
  id: number
  type: 'post' | 'page'
  status: string
  slug: string
  title: string
  /** As it was written; what the API gives is rendered from it. */
  content: string
  excerpt: string
  parent: number
  menu_order: number
  featured_media: number
  categories: number[]
  sticky: boolean
  created: number
  modified: number
}

export interface AddressRecord {
  first_name: string
  last_name: string
  company: string
  address_1: string
  address_2: string
  city: string
  state: string
  postcode: string
  country: string
  email?: string
  phone: string
}

export interface CustomerRecord {
  id: number
  email: string
  first_name: string
  last_name: string
  role: string
  username: string
  billing: AddressRecord
  shipping: AddressRecord
  is_paying_customer: boolean
  meta_data: MetaRecord[]
  created: number
  /** Nothing until it was changed once. */
  modified: number | null
}

export interface CouponRecord {
  id: number
  code: string
  status: string
  amount: number
  discount_type: string
  description: string
  /** Unix seconds. */
  expires: number | null
  usage_count: number
  individual_use: boolean
  product_ids: number[]
  excluded_product_ids: number[]
  usage_limit: number | null
  usage_limit_per_user: number | null
  limit_usage_to_x_items: number | null
  free_shipping: boolean
  product_categories: number[]
  excluded_product_categories: number[]
  exclude_sale_items: boolean
  minimum_amount: number
  maximum_amount: number
  email_restrictions: string[]
  used_by: string[]
  meta_data: MetaRecord[]
  created: number
  modified: number
  untrashed?: string
}

export interface LineItemRecord {
  id: number
  name: string
  product_id: number
  variation_id: number
  quantity: number
  tax_class: string
  /** Not rounded: how many digits are shown is up to who asks. */
  subtotal: number
  total: number
  /** How much stock it has taken. */
  reduced: number
  meta_data: MetaRecord[]
}

export interface ShippingLineRecord {
  id: number
  method_title: string
  method_id: string
  instance_id: string
  total: number
  meta_data: MetaRecord[]
}

export interface FeeLineRecord {
  id: number
  name: string
  amount: string
  tax_class: string
  tax_status: string
  total: number
  meta_data: MetaRecord[]
}

export interface CouponLineRecord {
  id: number
  code: string
  discount: number
  discount_type: string
  nominal_amount: number
  free_shipping: boolean
}

export interface RefundRecord {
  id: number
  amount: number
  reason: string
  refunded_by: number
  line_items: { id: number; name: string; product_id: number; variation_id: number; quantity: number; total: number }[]
  meta_data: MetaRecord[]
  created: number
}

export interface OrderRecord {
  id: number
  parent_id: number
  status: string
  currency: string
  created: number
  modified: number
  completed: number | null
  paid: number | null
  customer_id: number
  order_key: string
  billing: AddressRecord
  shipping: AddressRecord
  payment_method: string
  payment_method_title: string
  transaction_id: string
  customer_ip_address: string
  customer_user_agent: string
  created_via: string
  customer_note: string
  cart_hash: string
  meta_data: MetaRecord[]
  line_items: LineItemRecord[]
  shipping_lines: ShippingLineRecord[]
  fee_lines: FeeLineRecord[]
  coupon_lines: CouponLineRecord[]
  refunds: RefundRecord[]
  total: number
  /** Whether its lines have taken their stock. */
  stockReduced: boolean
  /** Whose uses of coupons have been counted for it. */
  countedCoupons: string[]
  untrashed?: string
}

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
  media: Map<number, MediaRecord>
  posts: Map<number, PostRecord>
  postCategories: Map<number, TermRecord>
  customers: Map<number, CustomerRecord>
  coupons: Map<number, CouponRecord>
  orders: Map<number, OrderRecord>
  webhooks: Map<number, WebhookRecord>
  zones: ZoneRecord[]
  gateways: GatewayRecord[]
  /** By webhook and resource: a second change before the queue runs is not another delivery. */
  pending: Map<string, PendingDelivery>
  /** The last id of each kind: posts of all sorts share theirs. */
  lastIds: { post: number; term: number; user: number; item: number; meta: number; webhook: number; method: number }
}
