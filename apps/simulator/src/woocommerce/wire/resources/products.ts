import type { ProductRecord } from '../../world/catalogue-records.ts'
import { numberOf } from '../../world/money.ts'
import {
  addProduct,
  deleteProduct,
  isOnSale,
  priceOf,
  stockStatusOf,
  trashProduct,
  updateProduct,
} from '../../world/products.ts'
import { withDescendants } from '../../world/taxonomy.ts'
import { typedSlug } from '../../world/text.ts'
import type { Call, Route } from '../call.ts'
import { alreadyTrashed, crudRoutes, type Resource } from '../crud.ts'
import { dateFilter, dateRules } from '../dates.ts'
import { answerList, idsOf } from '../lists.ts'
import { listOf } from '../php-query.ts'
import { isTrue, type Rule } from '../schema.ts'
import { readImages } from './images.ts'
import { productStatuses, productTypes, readProduct } from './product-fields.ts'
import { productView } from './product-view.ts'

const statuses = ['any', 'trash', ...productStatuses] as const

export const productListRules: Record<string, Rule> = {
  ...dateRules,
  status: { type: 'array', items: { type: 'string', enum: statuses } },
  type: { type: 'string', enum: productTypes },
  featured: { type: 'boolean' },
  on_sale: { type: 'boolean' },
  stock_status: { type: 'string', enum: ['instock', 'outofstock', 'onbackorder'] },
  parent: { type: 'array', items: { type: 'integer' } },
  search: { type: 'string' },
}

const products: Resource<ProductRecord> = {
  path: '/wc/v3/products',
  ofPosts: true,
  unknown: { code: 'woocommerce_rest_product_invalid_id', message: 'Invalid ID.', onChange: 400 },
  list: (call) =>
    answerList(call, {
      items: call.shop.state.products.values(),
      rules: productListRules,
      sorts: productSorts(call),
      sort: 'date',
      order: 'desc',
      keeps: productFilter(call),
      view: (product) => productView(call, product),
    }),
  // A variation is found here too, and says so by its type.
  find: ({ shop }, id) => shop.state.products.get(id),
  create: async (call, body) => {
    const fields = readProduct(call.shop, body)
    return addProduct(call.shop, { ...fields, ...(await readImages(call.shop, body)) })
  },
  update: async (call, product, body) => {
    const fields = readProduct(call.shop, body, product)
    return updateProduct(call.shop, product, { ...fields, ...(await readImages(call.shop, body)) })
  },
  remove: removeProduct(productView),
  view: productView,
}

export const productRoutes: Route[] = crudRoutes(products)

/** Into the trash, or for good; what is answered is how it was. */
export function removeProduct(view: (call: Call, product: ProductRecord) => object) {
  return (call: Call, product: ProductRecord, force: boolean): object => {
    if (!force && product.status === 'trash') throw alreadyTrashed('product')
    const before = view(call, product)
    if (force) deleteProduct(call.shop, product)
    else trashProduct(call.shop, product)
    return before
  }
}

export const productSorts = ({ shop }: Call): Record<string, (product: ProductRecord) => number | string> => ({
  date: ({ created }) => created,
  modified: ({ modified }) => modified,
  id: ({ id }) => id,
  title: ({ name }) => name.toLowerCase(),
  slug: ({ slug }) => slug,
  price: (product) => numberOf(priceOf(shop, product)),
  popularity: ({ total_sales }) => total_sales,
  rating: () => 0,
  menu_order: ({ menu_order }) => menu_order,
})

/** Drafts and hidden ones are in, unless asked otherwise. */
function productFilter(call: Call): (product: ProductRecord) => boolean {
  const { shop, query } = call
  const isRecent = dateFilter(call)
  const common = offerFilter(call)
  const parents = query.parent === undefined ? undefined : idsOf(query.parent)
  const categories = query.category === undefined ? undefined : categoryIds(call)
  const tags = query.tag === undefined ? undefined : new Set(idsOf(query.tag))
  return (product) =>
    product.type !== 'variation' &&
    isRecent(product) &&
    common(product) &&
    (query.type === undefined || product.type === query.type) &&
    (query.featured === undefined || product.featured === isTrue(query.featured)) &&
    (query.on_sale === undefined || isOnSale(shop, product) === isTrue(query.on_sale)) &&
    (parents === undefined || parents.includes(product.parent_id)) &&
    (categories === undefined || product.categories.some((id) => categories.has(id))) &&
    (tags === undefined || product.tags.some((id) => tags.has(id)))
}

/** What products and variations are both narrowed by. */
export function offerFilter({ shop, query }: Call): (product: ProductRecord) => boolean {
  const wanted = listOf(query.status ?? 'any').map(String)
  const isAny = wanted.includes('any')
  const skus = query.sku === undefined || query.sku === '' ? undefined : listOf(query.sku).map(String)
  const slugs =
    query.slug === undefined || query.slug === ''
      ? undefined
      : listOf(query.slug).map((slug) => typedSlug(String(slug)))
  const search = String(query.search ?? '').toLowerCase()
  const [least, most] = [priceEdge(query.min_price), priceEdge(query.max_price)]
  return (product) => {
    if (isAny ? product.status === 'trash' : !wanted.includes(product.status)) return false
    if (skus && !skus.includes(product.sku)) return false
    if (slugs && !slugs.includes(product.slug)) return false
    if (search !== '' && !product.name.toLowerCase().includes(search)) return false
    if (query.stock_status !== undefined && stockStatusOf(shop, product) !== query.stock_status) return false
    if (least === undefined && most === undefined) return true
    const price = numberOf(priceOf(shop, product))
    return (least === undefined || price >= least) && (most === undefined || price <= most)
  }
}

const priceEdge = (value: unknown): number | undefined =>
  value === undefined || value === '' ? undefined : numberOf(String(value))

/** With everything below them; what is no category has no products. */
function categoryIds({ shop, query }: Call): Set<number> {
  const { categories } = shop.state
  const roots = idsOf(query.category).filter((id) => categories.has(id))
  return new Set(roots.flatMap((id) => [...withDescendants(categories, id)]))
}
