import type { ProductRecord, TermRecord } from './catalogue-records.ts'
import { numberOf } from './money.ts'
import { announce } from './news.ts'
import { nextId, nowSeconds, type Shop } from './shop.ts'
import { freeSlug, sanitizeHtml, slugOf, typedSlug } from './text.ts'

// Made anew each time: lists that two things share would grow in both.
const blank = (): Omit<ProductRecord, 'id' | 'name' | 'slug' | 'created' | 'modified'> => ({
  parent_id: 0,
  type: 'simple',
  status: 'publish',
  featured: false,
  catalog_visibility: 'visible',
  description: '',
  short_description: '',
  sku: '',
  regular_price: '',
  sale_price: '',
  saleFrom: null,
  saleTo: null,
  total_sales: 0,
  virtual: false,
  downloadable: false,
  tax_status: 'taxable',
  tax_class: '',
  manage_stock: false,
  stock_quantity: null,
  stock_status: 'instock',
  backorders: 'no',
  low_stock_amount: null,
  sold_individually: false,
  weight: '',
  dimensions: { length: '', width: '', height: '' },
  shipping_class: '',
  reviews_allowed: true,
  upsell_ids: [],
  cross_sell_ids: [],
  grouped_products: [],
  external_url: '',
  button_text: '',
  purchase_note: '',
  menu_order: 0,
  categories: [],
  tags: [],
  images: [],
  attributes: [],
  default_attributes: [],
  choices: [],
  meta_data: [],
})

export type ProductFields = Partial<Omit<ProductRecord, 'id' | 'created' | 'modified'>>

/** Takes a product, or a variation, into the shop and tells of it. */
export function addProduct(shop: Shop, fields: ProductFields): ProductRecord {
  const { state } = shop
  const at = nowSeconds(shop)
  const name = sanitizeHtml(fields.name ?? '')
  const wanted = fields.slug ? typedSlug(fields.slug) : slugOf(name)
  const slug = freeSlug(wanted, (slug) => slugs(shop).has(slug))
  const product: ProductRecord = {
    ...blank(),
    ...fields,
    name,
    slug,
    id: nextId(shop, 'post'),
    created: at,
    modified: at,
  }
  if (product.type !== 'variation' && product.categories.length === 0) product.categories = [uncategorized(shop)]
  state.products.set(product.id, product)
  slugs(shop).add(slug)
  if (product.type === 'variation') {
    state.variations.set(product.parent_id, [...variationIds(shop, product.parent_id), product.id])
    touch(shop, product.parent_id)
  }
  settle(product)
  announce(shop, 'product', 'created', product.id)
  return product
}

// Names of thousands are not looked through for each new one.
const slugsOf = new WeakMap<object, Set<string>>()
function slugs({ state }: Shop): Set<string> {
  const known = slugsOf.get(state) ?? new Set<string>()
  slugsOf.set(state, known)
  return known
}

const uncategorized = ({ state }: Shop): number => state.categories.keys().next().value ?? 0

/** Changes a product as the shop's owner or the REST API does: even when nothing differs, it counts as a change. */
export function updateProduct(shop: Shop, product: ProductRecord, fields: ProductFields): ProductRecord {
  Object.assign(product, fields)
  settle(product)
  product.modified = nowSeconds(shop)
  if (product.type === 'variation') touch(shop, product.parent_id)
  announce(shop, 'product', 'updated', product.id)
  return product
}

/** Moves stock as orders do: there is no floor, and the product counts as changed. */
export function moveStock(shop: Shop, product: ProductRecord, by: number): void {
  const owner = stockOwner(shop, product)
  if (!owner) return
  updateProduct(shop, owner, { stock_quantity: (owner.stock_quantity ?? 0) + by })
}

/** Whose stock it is that an order takes: a variation's own, else its product's, else nobody's. */
export function stockOwner({ state }: Shop, product: ProductRecord): ProductRecord | undefined {
  if (product.manage_stock) return product
  const parent = product.type === 'variation' ? state.products.get(product.parent_id) : undefined
  return parent?.manage_stock ? parent : undefined
}

/** Into the trash; WooCommerce tells of this one. */
export function trashProduct(shop: Shop, product: ProductRecord): void {
  product.untrashed = product.status
  product.status = 'trash'
  product.modified = nowSeconds(shop)
  announce(shop, 'product', 'deleted', product.id)
}

export function restoreProduct(shop: Shop, product: ProductRecord): void {
  product.status = product.untrashed ?? 'draft'
  delete product.untrashed
  product.modified = nowSeconds(shop)
  announce(shop, 'product', 'restored', product.id)
}

/** For good, with its variations; WooCommerce tells nobody. */
export function deleteProduct(shop: Shop, product: ProductRecord): void {
  const { state } = shop
  for (const id of variationIds(shop, product.id)) state.products.delete(id)
  state.variations.delete(product.id)
  state.products.delete(product.id)
  slugs(shop).delete(product.slug)
  if (product.type !== 'variation') return
  const rest = variationIds(shop, product.parent_id).filter((id) => id !== product.id)
  state.variations.set(product.parent_id, rest)
  touch(shop, product.parent_id)
}

export const variationIds = ({ state }: Shop, productId: number): readonly number[] =>
  state.variations.get(productId) ?? []

export const variationsOf = (shop: Shop, productId: number): ProductRecord[] =>
  variationIds(shop, productId).flatMap((id) => shop.state.products.get(id) ?? [])

export function findBySku({ state }: Shop, sku: string): ProductRecord | undefined {
  return sku === '' ? undefined : state.products.values().find((product) => product.sku === sku)
}

/** What is to be paid now; of a product with variations the least of them. */
export function priceOf(shop: Shop, product: ProductRecord): string {
  if (product.type !== 'variable') return isOnSale(shop, product) ? product.sale_price : product.regular_price
  const prices = variationsOf(shop, product.id)
    .filter(({ status }) => status === 'publish')
    .map((variation) => priceOf(shop, variation))
    .filter((price) => price !== '')
  return prices.length === 0 ? '' : prices.reduce((least, price) => (numberOf(price) < numberOf(least) ? price : least))
}

/** Of a variation its product's, unless it has its own. */
export function shippingClassOf({ state }: Shop, product: ProductRecord): TermRecord | undefined {
  const slug = product.shipping_class || state.products.get(product.parent_id)?.shipping_class
  return state.shippingClasses.values().find((term) => term.slug === slug)
}

export function isOnSale(shop: Shop, product: ProductRecord): boolean {
  if (product.type === 'variable') return variationsOf(shop, product.id).some((variation) => isOnSale(shop, variation))
  const { sale_price, regular_price, saleFrom, saleTo } = product
  const at = nowSeconds(shop)
  if (sale_price === '' || numberOf(sale_price) >= numberOf(regular_price)) return false
  return (saleFrom === null || saleFrom <= at) && (saleTo === null || saleTo >= at)
}

/** A product with variations that keeps no stock itself is there while any of them is. */
export function stockStatusOf(shop: Shop, product: ProductRecord): string {
  const variations = product.type === 'variable' && !product.manage_stock ? variationsOf(shop, product.id) : []
  if (variations.length > 0) {
    return variations.some(({ stock_status }) => stock_status === 'instock') ? 'instock' : 'outofstock'
  }
  const owner = stockOwner(shop, product) ?? product
  return owner.stock_status
}

function settle(product: ProductRecord): void {
  if (product.sale_price !== '' && numberOf(product.sale_price) > numberOf(product.regular_price)) {
    product.sale_price = ''
  }
  if (!product.manage_stock) {
    product.stock_quantity = null
    return
  }
  product.stock_quantity ??= 0
  if (product.stock_quantity > 0) product.stock_status = 'instock'
  else product.stock_status = product.backorders === 'no' ? 'outofstock' : 'onbackorder'
}

function touch(shop: Shop, productId: number): void {
  const product = shop.state.products.get(productId)
  if (product) product.modified = nowSeconds(shop)
}
