import { applyCoupon, couponTrouble, recalculateCoupons } from '../../world/coupons.ts'
import { announce } from '../../world/news.ts'
import { countCoupons, orderStatuses, payOrder, saveOrder, setOrderStatus, trashOrder } from '../../world/orders.ts'
import type { OrderRecord } from '../../world/sales-records.ts'
import { nextId, nowSeconds, randomText, type Shop, updateMeta } from '../../world/shop.ts'
import { calculateTotals } from '../../world/totals.ts'
import type { Call, Route } from '../call.ts'
import { alreadyTrashed, crudRoutes, type Resource } from '../crud.ts'
import { dateFilter, dateRules } from '../dates.ts'
import { WpError } from '../errors.ts'
import { answerList } from '../lists.ts'
import { listOf, type Params } from '../php-query.ts'
import { isTrue } from '../schema.ts'
import { checkOrder, emptyAddress, readAddress } from './order-fields.ts'
import { readLines } from './order-lines.ts'
import { orderView } from './order-view.ts'

const orders: Resource<OrderRecord> = {
  path: '/wc/v3/orders',
  ofPosts: true,
  unknown: { code: 'woocommerce_rest_shop_order_invalid_id', message: 'Invalid ID.', onChange: 400 },
  list: listOrders,
  find: ({ shop }, id) => shop.state.orders.get(id),
  create: ({ shop }, body) => createOrder(shop, body),
  update: ({ shop }, order, body) => updateOrder(shop, order, body),
  remove: removeOrder,
  view: orderView,
}

export const orderRoutes: Route[] = crudRoutes(orders)

function listOrders(call: Call) {
  const { query, shop } = call
  const isRecent = dateFilter(call)
  const wanted = listOf(query.status ?? 'any').map(String)
  const search = String(query.search ?? '').toLowerCase()
  // There is no `meta_key` here, and whoever asks by it is given everybody's orders (O1).
  return answerList(call, {
    items: shop.state.orders.values(),
    rules: {
      ...dateRules,
      status: { type: 'array', items: { type: 'string', enum: ['any', 'trash', ...orderStatuses] } },
      customer: { type: 'integer' },
      product: { type: 'integer' },
      dp: { type: 'integer' },
    },
    sorts: {
      date: ({ created }) => created,
      modified: ({ modified }) => modified,
      id: ({ id }) => id,
      title: ({ id }) => id,
    },
    sort: 'date',
    order: 'desc',
    keeps: (order) =>
      isRecent(order) &&
      (wanted.includes('any') ? !hidden.has(order.status) : wanted.includes(order.status)) &&
      (query.customer === undefined || order.customer_id === Number(query.customer)) &&
      (query.product === undefined ||
        order.line_items.some(({ product_id }) => product_id === Number(query.product))) &&
      (search === '' || searchable(order).includes(search)),
    view: (order) => orderView(call, order),
  })
}

const hidden = new Set(['trash', 'checkout-draft', 'auto-draft'])

const searchable = ({ id, billing, shipping, line_items }: OrderRecord): string =>
  [id, ...Object.values(billing), ...Object.values(shipping), ...line_items.map(({ name }) => name)]
    .join(' ')
    .toLowerCase()

/** Makes an order of almost anything. Nothing tells two of the same apart (O1), and stock is not asked (O7, O15). */
function createOrder(shop: Shop, body: Params): OrderRecord {
  checkOrder(body)
  const order = blankOrder(shop)
  readOrder(shop, order, body)
  refuseUnknownCustomer(shop, body)
  order.id = nextId(shop, 'post')
  calculateTotals(shop, order)
  shop.state.orders.set(order.id, order)
  announce(shop, 'order', 'created', order.id)
  const trouble = setCoupons(shop, order, body)
  if (trouble) throw draftLeft(shop, order, trouble)
  setOrderStatus(shop, order, body.status ? String(body.status) : 'pending')
  if (isTrue(body.set_paid)) payOrder(shop, order, String(body.transaction_id ?? ''))
  saveOrder(shop, order)
  return order
}

/** The order was there before its coupons were looked at, and stays, with what it has of them (O2). */
function draftLeft(shop: Shop, order: OrderRecord, trouble: string): WpError {
  order.status = 'checkout-draft'
  saveOrder(shop, order)
  return new WpError(400, 'woocommerce_rest_invalid_coupon', trouble, { new_draft_order_id: order.id })
}

/** Not one step: what was written before the step that fails stays written (O3). */
function updateOrder(shop: Shop, order: OrderRecord, body: Params): OrderRecord {
  checkOrder(body)
  refuseUnknownCustomer(shop, body)
  readOrder(shop, order, body)
  if (changesTotals.some((name) => body[name] !== undefined)) calculateTotals(shop, order)
  const trouble = setCoupons(shop, order, body)
  if (trouble) {
    saveOrder(shop, order)
    throw new WpError(400, 'woocommerce_rest_invalid_coupon', trouble)
  }
  if (body.status) setOrderStatus(shop, order, String(body.status))
  if (isTrue(body.set_paid) && needsPayment(order)) payOrder(shop, order, String(body.transaction_id ?? ''))
  saveOrder(shop, order)
  return order
}

const changesTotals = ['billing', 'shipping', 'line_items', 'shipping_lines', 'fee_lines', 'coupon_lines']

const needsPayment = ({ status, total }: OrderRecord): boolean => total > 0 && ['pending', 'failed'].includes(status)

const plainTexts = ['payment_method', 'payment_method_title', 'transaction_id', 'customer_note', 'currency'] as const

/** Everything but status and coupons, which come when the rest is there. A note keeps whatever markup it has. */
function readOrder(shop: Shop, order: OrderRecord, body: Params): void {
  for (const name of plainTexts) if (typeof body[name] === 'string') order[name] = body[name]
  if (body.parent_id !== undefined) order.parent_id = Number(body.parent_id)
  if (body.customer_id !== undefined) order.customer_id = Number(body.customer_id)
  if (body.billing !== undefined) order.billing = readAddress(order.billing, body.billing)
  if (body.shipping !== undefined) order.shipping = readAddress(order.shipping, body.shipping)
  order.meta_data = updateMeta(shop, order.meta_data, body.meta_data)
  readLines(shop, order, body)
}

function refuseUnknownCustomer({ state }: Shop, { customer_id: id }: Params): void {
  if (id === undefined || Number(id) === 0 || Number(id) === 1 || state.customers.has(Number(id))) return
  throw new WpError(400, 'woocommerce_rest_invalid_customer_id', 'Customer ID is invalid.')
}

/** All coupons anew: first each is looked at, then all old ones go, then one after another comes on (O4). */
function setCoupons(shop: Shop, order: OrderRecord, body: Params): string | undefined {
  if (body.coupon_lines === undefined) return undefined
  const codes: string[] = []
  for (const { id, code } of listOf(body.coupon_lines) as Params[]) {
    if (id) throw new WpError(400, 'woocommerce_rest_coupon_item_id_readonly', 'Coupon item ID is readonly.')
    if (!code) return 'Coupon code is required.'
    const wanted = String(code).trim().toLowerCase()
    const isOn = order.coupon_lines.some((line) => line.code === wanted)
    const trouble = isOn ? undefined : couponTrouble(shop, order, wanted)
    if (trouble) return trouble
    codes.push(wanted)
  }
  order.coupon_lines = []
  recalculateCoupons(shop, order)
  countCoupons(shop, order)
  for (const code of codes) {
    const trouble = applyCoupon(shop, order, code)
    if (trouble) return trouble
  }
  return undefined
}

function removeOrder(call: Call, order: OrderRecord, force: boolean): object {
  if (!force && order.status === 'trash') throw alreadyTrashed('order')
  const before = orderView(call, order)
  if (force) call.shop.state.orders.delete(order.id)
  else trashOrder(call.shop, order)
  return before
}

function blankOrder(shop: Shop): OrderRecord {
  const at = nowSeconds(shop)
  return {
    id: 0,
    parent_id: 0,
    status: 'pending',
    currency: shop.settings.currency,
    created: at,
    modified: at,
    completed: null,
    paid: null,
    customer_id: 0,
    order_key: `wc_order_${randomText(13)}`,
    billing: emptyAddress(),
    shipping: emptyAddress(),
    payment_method: '',
    payment_method_title: '',
    transaction_id: '',
    customer_ip_address: '',
    customer_user_agent: '',
    created_via: 'rest-api',
    customer_note: '',
    cart_hash: '',
    meta_data: [],
    line_items: [],
    shipping_lines: [],
    fee_lines: [],
    coupon_lines: [],
    refunds: [],
    taxes: { cart: 0, shipping: 0 },
    total: 0,
    stockReduced: false,
    countedCoupons: [],
  }
}
