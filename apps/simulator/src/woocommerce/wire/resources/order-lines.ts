import { numberOf, round } from '../../world/money.ts'
import { findBySku, priceOf } from '../../world/products.ts'
import type { FeeLineRecord, LineItemRecord, OrderRecord, ShippingLineRecord } from '../../world/sales-records.ts'
import { nextId, type Shop, updateMeta } from '../../world/shop.ts'
import { PhpFailure, WpError } from '../errors.ts'
import { listOf, type Params } from '../php-query.ts'

/** Writes the lines of a body into the order: with an id over that line, without one as another line. */
export function readLines(shop: Shop, order: OrderRecord, body: Params): void {
  for (const item of itemsOf(body.line_items)) setItem(order.line_items, item, (known) => readItem(shop, item, known))
  for (const item of itemsOf(body.shipping_lines)) {
    setItem(order.shipping_lines, item, (known) => readShipping(shop, item, known))
  }
  for (const item of itemsOf(body.fee_lines)) setItem(order.fee_lines, item, (known) => readFee(shop, item, known))
}

const itemsOf = (value: unknown): Params[] =>
  listOf(value).filter((item): item is Params => typeof item === 'object' && item !== null)

function setItem<Line extends { id: number }>(lines: Line[], item: Params, read: (known?: Line) => Line): void {
  const index = lines.findIndex(({ id }) => id === Number(item.id))
  if (isGone(item)) {
    // `remove_item( $item['id'] )`, with no id to remove: PHP stumbles over itself.
    if (item.id === undefined) throw new PhpFailure()
    if (index >= 0) lines.splice(index, 1)
    return
  }
  if (item.id && index < 0) {
    throw new WpError(400, 'woocommerce_rest_invalid_item_id', 'Order item ID provided is not associated with order.')
  }
  const known = lines[index]
  if (known) lines[index] = read(known)
  else lines.push(read())
}

const isGone = (item: Params): boolean =>
  item.quantity === 0 || ['product_id', 'method_id', 'method_title', 'name', 'code'].some((name) => item[name] === null)

function readItem(shop: Shop, item: Params, known: LineItemRecord | undefined): LineItemRecord {
  const product = productFor(shop, item, known)
  const quantity = Number(item.quantity ?? known?.quantity ?? 1)
  const isSet = item.product_id !== undefined || item.variation_id !== undefined || item.sku !== undefined
  // A negative quantity is there, and costs nothing.
  const listed = round(numberOf(product ? priceOf(shop, product) : '') * Math.max(0, quantity), 10)
  const isPriced = !known || (isSet && product !== undefined)
  const total = typeof item.total === 'string' ? numberOf(item.total) : isPriced ? listed : known.total
  const subtotal =
    typeof item.subtotal === 'string' ? numberOf(item.subtotal) : Math.max(isPriced ? listed : known.subtotal, total)
  const isVariation = product?.type === 'variation'
  return {
    id: known?.id ?? nextId(shop, 'item'),
    name: typeof item.name === 'string' ? item.name : isSet || !known ? nameOf(product) : known.name,
    product_id: product ? (isVariation ? product.parent_id : product.id) : (known?.product_id ?? 0),
    variation_id: product ? (isVariation ? product.id : 0) : (known?.variation_id ?? 0),
    quantity,
    tax_class: taxClassOf(shop, item, known),
    subtotal,
    total,
    reduced: known?.reduced ?? 0,
    meta_data: updateMeta(shop, known?.meta_data ?? choicesMeta(shop, product), item.meta_data),
  }
}

/** A class that is not there is the one mistake of a line that is refused. */
function taxClassOf({ settings }: Shop, item: Params, known: LineItemRecord | undefined): string {
  const name = String(item.tax_class ?? known?.tax_class ?? '')
  const classes = settings.taxes?.classes ?? ['reduced-rate', 'zero-rate']
  if (name === '' || classes.includes(name)) return name
  throw new WpError(400, 'order_item_product_invalid_tax_class', 'Invalid tax class')
}

type Product = ReturnType<Shop['state']['products']['get']>

/** What nobody sells becomes a line without a product: empty, free of charge and accepted. */
function productFor(shop: Shop, item: Params, known: LineItemRecord | undefined): Product {
  const { products } = shop.state
  if (typeof item.sku === 'string' && item.sku !== '') return findBySku(shop, item.sku)
  if (item.variation_id) return products.get(Number(item.variation_id))
  if (item.product_id) return products.get(Number.parseInt(String(item.product_id), 10))
  if (known) return products.get(known.variation_id || known.product_id)
  throw new WpError(400, 'woocommerce_rest_required_product_reference', 'Product ID or SKU is required.')
}

function nameOf(product: Product): string {
  if (product?.type !== 'variation') return product?.name ?? ''
  return [product.name, product.choices.map(({ option }) => option).join(', ')]
    .filter((part) => part !== '')
    .join(' - ')
}

const choicesMeta = (shop: Shop, product: Product) =>
  (product?.choices ?? []).map(({ slug, option }) => ({ id: nextId(shop, 'meta'), key: slug, value: option }))

function readShipping(shop: Shop, item: Params, known: ShippingLineRecord | undefined): ShippingLineRecord {
  if (!known && !item.method_id) {
    throw new WpError(400, 'woocommerce_rest_invalid_shipping_item', 'Shipping method ID is required.')
  }
  return {
    id: known?.id ?? nextId(shop, 'item'),
    method_title: String(item.method_title ?? known?.method_title ?? ''),
    method_id: String(item.method_id ?? known?.method_id ?? ''),
    instance_id: String(item.instance_id ?? known?.instance_id ?? ''),
    total: item.total === undefined ? (known?.total ?? 0) : numberOf(String(item.total)),
    meta_data: updateMeta(shop, known?.meta_data ?? [], item.meta_data),
  }
}

function readFee(shop: Shop, item: Params, known: FeeLineRecord | undefined): FeeLineRecord {
  if (!known && !item.name) throw new WpError(400, 'woocommerce_rest_invalid_fee_item', 'Fee name is required.')
  const total = item.total === undefined ? (known?.total ?? 0) : numberOf(String(item.total))
  return {
    id: known?.id ?? nextId(shop, 'item'),
    name: String(item.name ?? known?.name ?? ''),
    amount: String(item.amount ?? known?.amount ?? total),
    tax_class: String(item.tax_class ?? known?.tax_class ?? ''),
    tax_status: String(item.tax_status ?? known?.tax_status ?? 'taxable'),
    total,
    meta_data: updateMeta(shop, known?.meta_data ?? [], item.meta_data),
  }
}
