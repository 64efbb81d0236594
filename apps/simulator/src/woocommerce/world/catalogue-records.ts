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
  /** Its slug; of a variation that has none, its product's is meant. */
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
  /** Behind one its content is shown to nobody who has not typed it. */
  password: string
  parent: number
  menu_order: number
  featured_media: number
  categories: number[]
  sticky: boolean
  created: number
  modified: number
}
