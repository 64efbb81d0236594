import type { PlaceOrder as Asked, CartProblem, Locale, Order } from '@vitrina/contract'
import { type CartToOrder, cartLines, takeCart } from '#cart'
import { holdOffers, keepHold } from '#catalog'
import { redeemCoupon } from '#coupons'
import { listDeliveryMethods } from '#delivery'
import type { CustomerId } from '#identity'
import { insertOrder, newOrderId, type OrderId, type OrderLine, toOrder, type WholeOrder } from '#orders'
import { type Ctx, enqueue } from '#platform'
import { answerOnce } from './answer-once.ts'
import { type Costing, costCart, offerLines } from './cost-cart.ts'
import {
  cartChanged,
  cartEmpty,
  deliveryUnavailable,
  goodsUnavailable,
  inputIncomplete,
  paymentUnavailable,
  totalChanged,
} from './errors.ts'
import { cancelUnpaid } from './jobs.ts'
import type { CheckoutPorts, PaymentMethod } from './ports.ts'
import { quoteContents, refusePoints, toQuote } from './quote-cart.ts'

/** How long goods wait for money that is to come before them. */
export const PAY_WITHIN_MS = 30 * 60_000

export interface PlaceOrder {
  customerId: CustomerId
  /** Of the call, not of the order: the same call again is answered the same. */
  key: string
  locale: Locale
  asked: Asked
}

/**
 * Turns the customer's cart into an order, all of it or nothing, once for a key: the goods are held, the
 * coupon is used, the cart is empty and the news is out, in one transaction (G7).
 *
 * Refuses with a fresh quote when that is not what was expected: `checkout.goods_unavailable` with what
 * is missing, `checkout.total_changed` (G3), `checkout.delivery_unavailable`, `checkout.payment_unavailable`;
 * with `checkout.cart_empty` and `checkout.cart_changed`, with `checkout.too_busy`, and with what `answerOnce` refuses. Nothing is left of a refused attempt.
 */
export function placeOrder(ctx: Ctx, input: PlaceOrder, ports: CheckoutPorts): Promise<Order> {
  const { customerId, key, locale, asked } = input
  refusePoints(asked.points)
  const once = { customerId, operation: 'place_order', key, body: asked }
  const work = async (ctx: Ctx) => {
    const contents = await cartLines(ctx, customerId)
    if (contents.lines.length === 0) throw cartEmpty()
    if (!(await takeCart(ctx, { customerId, version: contents.version }))) throw cartChanged()
    const id = newOrderId(ctx)
    const paymentMethod = ports.paymentMethods.find(({ id }) => id === asked.payment.methodId)
    const until = paymentMethod?.isPrepaid ? new Date(ctx.now().getTime() + PAY_WITHIN_MS) : null
    const costing = await cost(ctx, { ...input, id, contents, payBy: until }, ports)
    ensureExpected({ ...input, paymentMethod }, costing, ports)
    const payBy = costing.sums.totalMinor > 0 ? until : null
    // A coupon has paid for all of it: no money will come that the goods could wait for.
    if (payBy !== until) await keepHold(ctx, id, null)
    const order = await write(ctx, { ...input, id, contents, payBy, costing }, ports)
    if (payBy) await enqueue(ctx, cancelUnpaid, { orderId: id }, { startAfter: payBy })
    return toOrder(order, { ...ports, locale })
  }
  return ports.line.inTurn(() => answerOnce(ctx, once, work))
}

interface Attempt extends PlaceOrder {
  id: OrderId
  contents: CartToOrder
  payBy: Date | null
}

/** Holds what the cart has and says what it costs; from then on neither changes before the commit. */
async function cost(ctx: Ctx, attempt: Attempt, ports: CheckoutPorts): Promise<Costing> {
  const { id: orderId, contents, payBy: until, customerId, asked } = attempt
  const choice = { methodId: asked.delivery.methodId, address: asked.address }
  const { short, offers } = await holdOffers(ctx, { orderId, lines: contents.lines, until })
  if (short.length > 0) {
    const quote = await quoteContents(ctx, { ...attempt, choice }, ports)
    throw goodsUnavailable({ quote, problems: quote.problems.filter(isOfStock) })
  }
  const lines = offerLines(contents.lines, offers)
  const code = contents.couponCode
  // After the goods, whose locks are taken by everybody in one order: a coupon in between would cross it (G4).
  const verdict = code === null ? undefined : await redeemCoupon(ctx, { code, customerId, lines, orderId }, ports)
  const methods = await listDeliveryMethods(ctx.db, ports.deliverySource)
  return costCart({ contents, lines, verdict, methods, choice, currency: ports.currency })
}

const isOfStock = ({ code }: CartProblem) => code === 'gone' || code === 'insufficient_stock'

/** That all is as the customer has seen and chosen it. */
function ensureExpected(
  { asked, locale, paymentMethod }: PlaceOrder & { paymentMethod: PaymentMethod | undefined },
  costing: Costing,
  ports: CheckoutPorts,
): void {
  const quote = () => toQuote(costing, { locale, stockProblems: [] }, ports)
  const { chosen, sums } = costing
  if (!chosen) throw deliveryUnavailable({ quote: quote() })
  if (!paymentMethod?.isConfigured()) throw paymentUnavailable({ quote: quote() })
  const { method, reach } = chosen
  if (method.needsAddress && !asked.address) throw inputIncomplete({ errors: [{ field: 'address', code: 'required' }] })
  if (method.needsAddress && reach.kind === 'unknown') {
    throw inputIncomplete({ errors: [{ field: `address.${reach.missing}`, code: 'required' }] })
  }
  const { amountMinor, currency } = asked.expectedTotal
  if (amountMinor !== sums.totalMinor || currency !== ports.currency) {
    throw totalChanged({ quote: quote(), problems: costing.problems })
  }
}

function write(
  ctx: Ctx,
  { id, contents, payBy, costing, customerId, asked }: Attempt & { costing: Costing },
  { currency }: CheckoutPorts,
): Promise<WholeOrder> {
  const { chosen, sums, usesCoupon } = costing
  if (!chosen) throw new Error('an order is written without a way of delivery')
  const { goodsMinor, discountMinor, pointsMinor, totalMinor } = sums
  return insertOrder(ctx, {
    id,
    customerId,
    contact: asked.contact,
    deliveryMethodId: chosen.method.id,
    deliveryTitle: chosen.method.title,
    address: chosen.method.needsAddress ? (asked.address ?? null) : null,
    comment: asked.comment || null,
    currency,
    ...{ goodsMinor, discountMinor, deliveryMinor: chosen.priceMinor, pointsMinor, totalMinor },
    couponCode: usesCoupon ? contents.couponCode : null,
    paymentMethodId: asked.payment.methodId,
    payBy,
    lines: toLines(costing),
    actor: { kind: 'customer', id: String(customerId) },
  })
}

function toLines({ lines, sums }: Costing): OrderLine[] {
  return lines.map(({ offer, quantity, totalMinor }, at) => ({
    sku: offer.sku,
    productId: offer.productId,
    productSlug: offer.slug,
    name: offer.name,
    attributes: offer.attributes,
    picture: offer.picture,
    quantity,
    unitPriceMinor: offer.priceMinor,
    regularPriceMinor: offer.regularPriceMinor,
    totalMinor,
    discountMinor: sums.sharesMinor[at] ?? 0,
    external: offer.external,
  }))
}
