import type { MetaRecord } from '../../world/catalogue-records.ts'
import { datePair } from '../../world/dates.ts'
import { mediaUrl } from '../../world/media.ts'
import { padded, symbolOf } from '../../world/money.ts'
import { needsProcessing, productOf } from '../../world/orders.ts'
import type { LineItemRecord, OrderRecord } from '../../world/sales-records.ts'
import type { Shop } from '../../world/shop.ts'
import { discountOf, shippingOf } from '../../world/totals.ts'
import type { Call } from '../call.ts'
import { links } from '../crud.ts'

/** How many digits of money are shown: the shop's own, or as many as were asked for. */
export const digitsFor = ({ shop, query }: Call): number => {
  const asked = Number(query.dp)
  return query.dp !== undefined && Number.isInteger(asked) && asked >= 0 && asked <= 12 ? asked : shop.settings.decimals
}

const unpaid = new Set(['pending', 'failed', 'checkout-draft'])
const editable = new Set(['pending', 'on-hold', 'auto-draft'])

export function orderView(call: Call, order: OrderRecord): object {
  const { shop } = call
  const money = (value: number) => padded(value, digitsFor(call))
  return {
    id: order.id,
    parent_id: order.parent_id,
    status: order.status,
    currency: order.currency,
    version: shop.settings.version,
    prices_include_tax: shop.settings.taxes?.areInside === true,
    ...pickLocal(shop, 'date_created', order.created),
    ...pickLocal(shop, 'date_modified', order.modified),
    ...totalsView(order, money),
    customer_id: order.customer_id,
    order_key: order.order_key,
    billing: order.billing,
    shipping: withoutEmail(order.shipping),
    ...paymentView(order),
    customer_note: order.customer_note,
    ...pickLocal(shop, 'date_completed', order.completed),
    ...pickLocal(shop, 'date_paid', order.paid),
    cart_hash: order.cart_hash,
    number: String(order.id),
    meta_data: order.meta_data,
    line_items: order.line_items.map((line) => lineView(shop, line, money)),
    tax_lines: [],
    ...otherLines(order, money),
    refunds: order.refunds.map(({ id, reason, amount }) => ({ id, reason, total: `-${money(amount)}` })),
    payment_url: paymentUrl(shop, order),
    is_editable: editable.has(order.status),
    needs_payment: order.total > 0 && unpaid.has(order.status),
    needs_processing: needsProcessing(shop, order),
    ...datesView(shop, order),
    currency_symbol: symbolOf(order.currency),
    _links: links(call, '/wc/v3/orders', order.id),
  }
}

function totalsView(order: OrderRecord, money: (value: number) => string): object {
  return {
    discount_total: money(discountOf(order)),
    discount_tax: money(0),
    shipping_total: money(shippingOf(order)),
    shipping_tax: money(order.taxes.shipping),
    cart_tax: money(order.taxes.cart),
    total: money(order.total),
    total_tax: money(order.taxes.cart + order.taxes.shipping),
  }
}

const paymentView = ({ payment_method, payment_method_title, transaction_id, ...order }: OrderRecord): object => ({
  ...{ payment_method, payment_method_title, transaction_id },
  customer_ip_address: order.customer_ip_address,
  customer_user_agent: order.customer_user_agent,
  created_via: order.created_via,
})

const datesView = (shop: Shop, { created, modified, completed, paid }: OrderRecord): object => ({
  ...datePair(shop, 'date_created', created),
  ...datePair(shop, 'date_modified', modified),
  ...datePair(shop, 'date_completed', completed),
  ...datePair(shop, 'date_paid', paid),
})

/** The local date takes its own place; the one in UTC comes near the end, as it does in WooCommerce. */
function pickLocal(shop: Shop, name: string, seconds: number | null): object {
  return { [name]: datePair(shop, name, seconds)[name] }
}

const withoutEmail = ({ email: _, ...address }: OrderRecord['shipping']): object => address

const paymentUrl = ({ url }: Shop, { id, order_key }: OrderRecord): string =>
  `${url}/checkout/order-pay/${id}/?pay_for_order=true&key=${order_key}`

function lineView(shop: Shop, line: LineItemRecord, money: (value: number) => string): object {
  const product = productOf(shop, line)
  const parent = shop.state.products.get(line.product_id)
  const picture = shop.state.media.get(product?.images[0] ?? parent?.images[0] ?? 0)
  const reduced: MetaRecord[] =
    line.reduced === 0 ? [] : [{ id: line.id * 10, key: '_reduced_stock', value: String(line.reduced) }]
  return {
    id: line.id,
    name: line.name,
    product_id: line.product_id,
    variation_id: line.variation_id,
    quantity: line.quantity,
    tax_class: line.tax_class,
    subtotal: money(line.subtotal),
    subtotal_tax: money(0),
    total: money(line.total),
    total_tax: money(0),
    taxes: [],
    meta_data: [...line.meta_data, ...reduced].map((meta) => ({
      ...meta,
      display_key: meta.key,
      display_value: meta.value,
    })),
    sku: product?.sku ?? (product ? '' : null),
    global_unique_id: '',
    // The only money that is a number, and the only id of a picture that is a text.
    price: line.quantity === 0 ? 0 : line.total / line.quantity + 0,
    image: { id: picture ? String(picture.id) : '', src: picture ? mediaUrl(shop, picture) : '' },
    parent_name: line.variation_id > 0 ? (parent?.name ?? null) : null,
  }
}

function otherLines(order: OrderRecord, money: (value: number) => string): object {
  const nothing = { total_tax: money(0), taxes: [] }
  return {
    shipping_lines: order.shipping_lines.map(({ id, method_title, method_id, instance_id, total, meta_data }) => ({
      ...{
        id,
        method_title,
        method_id,
        instance_id,
        total: money(total),
        ...nothing,
        tax_status: 'taxable',
        meta_data,
      },
    })),
    fee_lines: order.fee_lines.map(({ id, name, tax_class, tax_status, amount, total, meta_data }) => ({
      ...{ id, name, tax_class, tax_status, amount, total: money(total), ...nothing, meta_data },
    })),
    coupon_lines: order.coupon_lines.map(({ id, code, discount, discount_type, nominal_amount, free_shipping }) => ({
      ...{ id, code, discount: money(discount), discount_tax: money(0), meta_data: [] },
      ...{ discount_type, nominal_amount, free_shipping },
    })),
  }
}
