import type { AskQuote, Cart, Order, OrderToPlace, Payment, Quote, SetQuantity } from '@vitrina/contract'

/** The calls from a cart to an order and after. */
export interface BuyingCalls {
  'GET /api/cart': { out: Cart }
  'PUT /api/cart/items/:sku': { body: SetQuantity; out: Cart }
  'DELETE /api/cart/items/:sku': { out: Cart }
  'PUT /api/cart/coupon': { body: { code: string }; out: Cart }
  'DELETE /api/cart/coupon': { out: Cart }
  'POST /api/checkout/quote': { body: AskQuote; out: Quote }
  'POST /api/orders': { body: OrderToPlace; key: string; out: Order }
  'GET /api/orders': {
    query: { limit?: number; cursor?: string | undefined }
    out: { items: Order[]; nextCursor: string | null }
  }
  'GET /api/orders/:id': { out: Order }
  'POST /api/orders/:id/cancel': { out: Order }
  'POST /api/orders/:id/repeat': { out: Cart }
  'POST /api/orders/:id/pay': { out: Payment }
}
