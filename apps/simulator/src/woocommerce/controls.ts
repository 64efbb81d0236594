import { changeCoupon, createCoupon, trashCoupon } from './wire/resources/coupons.ts'
import type { MediaRecord, PostRecord, ProductRecord, TermRecord } from './world/catalogue-records.ts'
import { addMedia, type MediaFields } from './world/media.ts'
import { saveOrder, setOrderStatus, trashOrder } from './world/orders.ts'
import { addPost, changePost, type PostFields } from './world/posts.ts'
import {
  addProduct,
  deleteProduct,
  findBySku,
  type ProductFields,
  restoreProduct,
  trashProduct,
  updateProduct,
} from './world/products.ts'
import type { CouponRecord, CustomerRecord, OrderRecord } from './world/sales-records.ts'
import { addZone, addZoneMethod, setGateway, type ZoneFields, type ZoneMethodFields } from './world/setting-up.ts'
import type { Shop } from './world/shop.ts'
import type { GatewayRecord, WebhookRecord, ZoneMethodRecord, ZoneRecord } from './world/state.ts'
import { addTerm } from './world/taxonomy.ts'

/** The shop's owner at work: each act is what the administration does, webhooks and dates of change included. */
export interface ShopControls {
  readonly shop: Shop
  addProduct(fields: ProductFields & { name: string }): ProductRecord
  /** One more variation of a product: `{ Размер: 'M' }`. */
  addVariation(productId: number, choices: Record<string, string>, fields?: ProductFields): ProductRecord
  /** By id or sku; throws when there is none. */
  product(idOrSku: number | string): ProductRecord
  products(): ProductRecord[]
  changeProduct(idOrSku: number | string, fields: ProductFields): ProductRecord
  /** An empty sale price ends the sale. */
  setPrice(idOrSku: number | string, regular: string, sale?: string): ProductRecord
  setStock(idOrSku: number | string, quantity: number): ProductRecord
  trashProduct(idOrSku: number | string): void
  restoreProduct(idOrSku: number | string): void
  /** For good: nothing is told. */
  deleteProduct(idOrSku: number | string): void
  addCategory(name: string, parent?: number): TermRecord
  addShippingClass(name: string): TermRecord
  addPicture(fields: MediaFields): MediaRecord
  addPage(fields: PostFields): PostRecord
  addPost(fields: PostFields): PostRecord
  addPostCategory(name: string): TermRecord
  changePost(id: number, fields: Partial<PostFields>): PostRecord
  deletePost(id: number): void
  addCoupon(body: { code: string } & Record<string, unknown>): CouponRecord
  changeCoupon(code: string, body: Record<string, unknown>): CouponRecord
  trashCoupon(code: string): void
  /** For good: nothing is told. */
  deleteCoupon(code: string): void
  zones(): ZoneRecord[]
  addZone(fields: ZoneFields): ZoneRecord
  addZoneMethod(zoneId: number, fields: ZoneMethodFields): ZoneMethodRecord
  setGateway(id: string, fields: Partial<Omit<GatewayRecord, 'id'>>): GatewayRecord
  /** Which page is WooCommerce's own: `cart`, `checkout`, `myaccount`, `shop`. */
  setWooPage(name: string, id: number): void
  orders(): OrderRecord[]
  order(id: number): OrderRecord
  setOrderStatus(id: number, status: string): OrderRecord
  trashOrder(id: number): void
  deleteOrder(id: number): void
  customers(): CustomerRecord[]
  coupons(): CouponRecord[]
  webhooks(): WebhookRecord[]
}

export function controlShop(shop: Shop): ShopControls {
  const { state } = shop
  const product = (idOrSku: number | string) =>
    existing(typeof idOrSku === 'number' ? state.products.get(idOrSku) : findBySku(shop, idOrSku))
  const change = (idOrSku: number | string, fields: ProductFields) => updateProduct(shop, product(idOrSku), fields)
  return {
    shop,
    addProduct: (fields) => addProduct(shop, fields),
    addVariation: (productId, choices, fields = {}) => addVariation(shop, product(productId), { choices, fields }),
    product,
    products: () => [...state.products.values()],
    changeProduct: change,
    setPrice: (idOrSku, regular_price, sale_price = '') => change(idOrSku, { regular_price, sale_price }),
    setStock: (idOrSku, stock_quantity) => change(idOrSku, { manage_stock: true, stock_quantity }),
    trashProduct: (idOrSku) => trashProduct(shop, product(idOrSku)),
    restoreProduct: (idOrSku) => restoreProduct(shop, product(idOrSku)),
    deleteProduct: (idOrSku) => deleteProduct(shop, product(idOrSku)),
    addCategory: (name, parent = 0) => addTerm(shop, 'categories', { name, parent }),
    addShippingClass: (name) => addTerm(shop, 'shippingClasses', { name }),
    addPicture: (fields) => addMedia(shop, fields),
    ...controlSetUp(shop),
    ...controlContent(shop),
    ...controlSales(shop),
  }
}

type Content = Pick<ShopControls, 'addPage' | 'addPost' | 'addPostCategory' | 'changePost' | 'deletePost'>

function controlContent(shop: Shop): Content {
  const { posts } = shop.state
  return {
    addPage: (fields) => addPost(shop, 'page', fields),
    addPost: (fields) => addPost(shop, 'post', fields),
    addPostCategory: (name) => addTerm(shop, 'postCategories', { name }),
    changePost: (id, fields) => changePost(shop, existing(posts.get(id)), fields),
    deletePost: (id) => void posts.delete(id),
  }
}

type SetUp = Pick<ShopControls, 'zones' | 'addZone' | 'addZoneMethod' | 'setGateway' | 'setWooPage'>

function controlSetUp(shop: Shop): SetUp {
  const { state } = shop
  return {
    zones: () => state.zones,
    addZone: (fields) => addZone(shop, fields),
    addZoneMethod: (zoneId, fields) =>
      addZoneMethod(shop, existing(state.zones.find(({ id }) => id === zoneId)), fields),
    setGateway: (id, fields) => setGateway(shop, id, fields),
    setWooPage: (name, id) => void state.wooPages.set(name, id),
  }
}

type Sales = Pick<
  ShopControls,
  | 'addCoupon'
  | 'changeCoupon'
  | 'trashCoupon'
  | 'deleteCoupon'
  | 'orders'
  | 'order'
  | 'setOrderStatus'
  | 'trashOrder'
  | 'deleteOrder'
  | 'customers'
  | 'coupons'
  | 'webhooks'
>

function controlSales(shop: Shop): Sales {
  const { state } = shop
  const order = (id: number) => existing(state.orders.get(id))
  const coupon = (code: string) => existing(state.coupons.values().find((one) => one.code === code.toLowerCase()))
  return {
    addCoupon: (body) => createCoupon(shop, body),
    changeCoupon: (code, body) => changeCoupon(shop, coupon(code), body),
    trashCoupon: (code) => trashCoupon(shop, coupon(code)),
    deleteCoupon: (code) => void state.coupons.delete(coupon(code).id),
    orders: () => [...state.orders.values()],
    order,
    setOrderStatus(id, status) {
      setOrderStatus(shop, order(id), status)
      saveOrder(shop, order(id))
      return order(id)
    },
    trashOrder: (id) => trashOrder(shop, order(id)),
    deleteOrder: (id) => void state.orders.delete(id),
    customers: () => [...state.customers.values()],
    coupons: () => [...state.coupons.values()],
    webhooks: () => [...state.webhooks.values()],
  }
}

interface NewVariation {
  choices: Record<string, string>
  fields: ProductFields
}

/** The product becomes one with variations, and its attributes learn the new choice. */
function addVariation(shop: Shop, parent: ProductRecord, { choices, fields }: NewVariation): ProductRecord {
  parent.type = 'variable'
  for (const [name, option] of Object.entries(choices)) {
    const known = parent.attributes.find((attribute) => attribute.name === name)
    if (known) known.options = [...new Set([...known.options, option])]
    else {
      const position = parent.attributes.length
      const added = { id: 0, name, slug: name, position, visible: true, variation: true, options: [option] }
      parent.attributes = [...parent.attributes, added]
    }
  }
  const chosen = Object.entries(choices).map(([name, option]) => ({ id: 0, name, slug: name, option }))
  return addProduct(shop, { ...fields, type: 'variation', parent_id: parent.id, name: parent.name, choices: chosen })
}

function existing<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new Error('there is no such thing in the shop')
  return item
}
