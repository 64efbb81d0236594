import { datePair } from '../../world/dates.ts'
import { numberOf, padded } from '../../world/money.ts'
import { productOf, saveOrder, setOrderStatus } from '../../world/orders.ts'
import { moveStock } from '../../world/products.ts'
import type { OrderRecord, RefundRecord } from '../../world/sales-records.ts'
import { nextId, nowSeconds, updateMeta } from '../../world/shop.ts'
import { refundedOf } from '../../world/totals.ts'
import { type Call, numbered, type Route } from '../call.ts'
import { crudRoutes, links, type Resource, trashNotSupported } from '../crud.ts'
import { WpError } from '../errors.ts'
import { answerList } from '../lists.ts'
import { listOf, type Params } from '../php-query.ts'
import { check, isTrue } from '../schema.ts'
import { digitsFor } from './order-view.ts'

const refunds: Resource<RefundRecord> = {
  path: `/wc/v3/orders/${numbered('order')}/refunds`,
  unknown: { code: 'woocommerce_rest_shop_order_refund_invalid_id', message: 'Invalid ID.' },
  list: (call) =>
    answerList(call, {
      items: orderOf(call).refunds,
      sorts: { date: ({ created }) => created, id: ({ id }) => id },
      sort: 'date',
      order: 'desc',
      keeps: () => true,
      view: (refund) => refundView(call, refund),
    }),
  find: (call, id) => orderOf(call).refunds.find((refund) => refund.id === id),
  create: createRefund,
  update: (_call, refund) => refund,
  remove: (call, refund, force) => {
    if (!force) throw trashNotSupported('Refunds do not support')
    const order = orderOf(call)
    const before = refundView(call, refund)
    order.refunds = order.refunds.filter((other) => other !== refund)
    return before
  },
  view: refundView,
}

// There is nothing to change of a refund.
export const refundRoutes: Route[] = crudRoutes(refunds).filter(({ right }) => right !== 'edit' && right !== 'batch')

/** Gives money back. The amount alone moves no stock; lines with a quantity do, unless that is declined. */
function createRefund(call: Call, body: Params): RefundRecord {
  check({ amount: { type: 'string' }, reason: { type: 'string' }, api_refund: { type: 'boolean' } }, body)
  const { shop } = call
  const order = orderOf(call)
  const amount = numberOf(String(body.amount ?? ''))
  if (amount < 0)
    throw new WpError(400, 'woocommerce_rest_invalid_order_refund', 'Refund amount must be greater than zero.')
  if (amount > order.total - refundedOf(order)) throw failed('Invalid refund amount.')
  // None of the gateways here can send money back by itself.
  if (body.api_refund === undefined || isTrue(body.api_refund)) {
    throw failed('The payment gateway for this order does not exist.')
  }
  const refund: RefundRecord = {
    id: nextId(shop, 'post'),
    amount,
    reason: String(body.reason ?? ''),
    refunded_by: 1,
    line_items: refundedLines(order, body),
    meta_data: updateMeta(shop, [], body.meta_data),
    created: nowSeconds(shop),
  }
  order.refunds = [refund, ...order.refunds]
  if (body.api_restock === undefined || isTrue(body.api_restock)) restock(call, order, refund)
  if (refundedOf(order) >= order.total) setOrderStatus(shop, order, 'refunded')
  saveOrder(shop, order)
  return refund
}

// `data` is the number itself here, where everywhere else it is a table.
const failed = (message: string) => new WpError(500, 'woocommerce_rest_cannot_create_order_refund', message, 500)

function refundedLines(order: OrderRecord, body: Params): RefundRecord['line_items'] {
  return (listOf(body.line_items) as Params[]).flatMap(({ id, quantity, refund_total }) => {
    const line = order.line_items.find((known) => known.id === Number(id))
    if (!line) return []
    const { name, product_id, variation_id } = line
    const total = -numberOf(String(refund_total ?? '0'))
    return [{ id: line.id, name, product_id, variation_id, quantity: -Number(quantity ?? 0), total }]
  })
}

function restock({ shop }: Call, order: OrderRecord, refund: RefundRecord): void {
  for (const { id, quantity } of refund.line_items) {
    const line = order.line_items.find((known) => known.id === id)
    const product = line && productOf(shop, line)
    const back = Math.min(-quantity, line?.reduced ?? 0)
    if (!line || !product || back <= 0) continue
    moveStock(shop, product, back)
    line.reduced -= back
  }
}

function refundView(call: Call, refund: RefundRecord): object {
  const money = (value: number) => padded(value, digitsFor(call))
  const path = `/wc/v3/orders/${orderOf(call).id}/refunds`
  return {
    id: refund.id,
    ...datePair(call.shop, 'date_created', refund.created),
    amount: money(refund.amount),
    reason: refund.reason,
    refunded_by: refund.refunded_by,
    refunded_payment: false,
    meta_data: refund.meta_data,
    line_items: refund.line_items.map((line) => ({ ...line, total: money(line.total), subtotal: money(line.total) })),
    shipping_lines: [],
    tax_lines: [],
    fee_lines: [],
    _links: links(call, path, refund.id),
  }
}

function orderOf({ shop, ids }: Call): OrderRecord {
  const order = shop.state.orders.get(ids.order ?? 0)
  if (!order) throw new WpError(404, 'woocommerce_rest_invalid_order_id', 'Invalid order ID.')
  return order
}
