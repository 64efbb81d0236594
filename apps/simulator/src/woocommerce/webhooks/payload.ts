import { createHash, createHmac } from 'node:crypto'
import type { Call } from '../wire/call.ts'
import { couponView } from '../wire/resources/coupon-view.ts'
import { customerView } from '../wire/resources/customer-view.ts'
import { orderView } from '../wire/resources/order-view.ts'
import { productView } from '../wire/resources/product-view.ts'
import { nowSeconds, type Shop } from '../world/shop.ts'
import type { PendingDelivery, WebhookRecord } from '../world/state.ts'

const missing: Record<string, string> = {
  product: 'woocommerce_rest_product_invalid_id',
  order: 'woocommerce_rest_shop_order_invalid_id',
  coupon: 'woocommerce_rest_shop_coupon_invalid_id',
  customer: 'woocommerce_rest_invalid_id',
}

/** What is told of a resource: as it is now, at delivery, and an error when it is no more (H9). */
export function payloadOf(shop: Shop, { resource, event, resourceId: id }: PendingDelivery): object {
  if (event === 'deleted') return { id }
  const shown = viewOf(shop, resource, id)
  return shown ?? { code: missing[resource], message: 'Invalid ID.', data: { status: 404 } }
}

function viewOf(shop: Shop, resource: string, id: number): object | undefined {
  const root = `${shop.url}/wp-json`
  const call: Call = { shop, root, address: root, query: {}, body: {}, ids: {}, words: {}, signedIn: true }
  const { products, orders, coupons, customers } = shop.state
  switch (resource) {
    case 'product': {
      // A variation too is told of as `/products/{id}` shows it.
      const product = products.get(id)
      return product && productView(call, product)
    }
    case 'order': {
      const order = orders.get(id)
      return order && orderView(call, order)
    }
    case 'coupon': {
      const coupon = coupons.get(id)
      return coupon && couponView(call, coupon)
    }
    default: {
      const customer = customers.get(id)
      return customer && customerView(call, customer)
    }
  }
}

/** What is sent along: the signature is over the bytes of the body as they are. */
export function headersOf(shop: Shop, webhook: WebhookRecord, body: string): Record<string, string> {
  const [resource = '', event = ''] = webhook.topic.split('.')
  return {
    'content-type': 'application/json',
    'user-agent': userAgent(shop),
    'x-wc-webhook-source': `${shop.url}/`,
    'x-wc-webhook-topic': webhook.topic,
    'x-wc-webhook-resource': resource,
    'x-wc-webhook-event': event,
    'x-wc-webhook-signature': createHmac('sha256', entityDecoded(webhook.secret)).update(body).digest('base64'),
    'x-wc-webhook-id': String(webhook.id),
    'x-wc-webhook-delivery-id': deliveryId(shop, webhook),
  }
}

export const userAgent = ({ settings }: Shop): string =>
  `WooCommerce/${settings.version} Hookshot (WordPress/${settings.wordpressVersion})`

/** Of the webhook and the second: two deliveries within one have the same (H3). */
const deliveryId = (shop: Shop, { id }: WebhookRecord): string =>
  createHash('md5')
    .update(`${id}${nowSeconds(shop)}`)
    .digest('hex')

/** A secret with `&amp;` in it signs as if it had `&` (H2). */
const entityDecoded = (secret: string): string =>
  secret
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#039;', "'")
    .replaceAll('&amp;', '&')
