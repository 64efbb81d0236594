import type { MetaRecord } from './catalogue-records.ts'
import type { OrderTaxes } from './taxes.ts'

// Names as they are on the wire: a second vocabulary would only have to be translated back.

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
  taxes: OrderTaxes
  total: number
  /** Whether its lines have taken their stock. */
  stockReduced: boolean
  /** Whose uses of coupons have been counted for it. */
  countedCoupons: string[]
  untrashed?: string
}
