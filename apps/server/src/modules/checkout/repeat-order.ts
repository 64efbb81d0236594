import type { Cart, CartProblem, Locale } from '@vitrina/contract'
import { addLines, readCart } from '#cart'
import { listOffers } from '#catalog'
import type { CustomerId } from '#identity'
import type { WholeOrder } from '#orders'
import type { Ctx } from '#platform'
import { type CartLine, findStockProblems } from './cost-cart.ts'
import { couponDesk } from './coupon-desk.ts'
import type { CheckoutPorts } from './ports.ts'

export interface RepeatOrder {
  order: WholeOrder
  customerId: CustomerId
  locale: Locale
}

/**
 * Puts what an order had into the customer's cart again, as many of each as there are. Out: the cart, with
 * what is not to be had any more, or in part, or at another price, among its problems.
 */
export async function repeatOrder(
  ctx: Ctx,
  { order, customerId, locale }: RepeatOrder,
  counting: Pick<CheckoutPorts, 'currency' | 'defaultLocale' | 'pepper'>,
): Promise<Cart> {
  const skus = order.lines.map(({ sku }) => sku)
  const offers = await listOffers(ctx.db, skus, ctx.now())
  // Seen at the price of then: the cart tells by it that there is another one now.
  const wanted = order.lines.map(({ sku, quantity, unitPriceMinor }) => ({
    sku,
    quantity,
    seenPriceMinor: unitPriceMinor,
  }))
  const problems = findStockProblems(wanted, offers)
  await addLines(ctx, customerId, toBeHad(wanted, problems))
  const ports = { counting, coupons: couponDesk(counting) }
  const filled = await readCart(ctx, { owner: { customerId }, locale }, ports)
  const told = new Set(problems.map(({ sku }) => sku))
  return { ...filled, problems: [...problems, ...filled.problems.filter(({ sku }) => !sku || !told.has(sku))] }
}

function toBeHad(wanted: readonly CartLine[], problems: readonly CartProblem[]): CartLine[] {
  const short = new Map(problems.map(({ sku, available = 0 }) => [sku, available]))
  return wanted
    .map((line) => ({ ...line, quantity: short.get(line.sku) ?? line.quantity }))
    .filter(({ quantity }) => quantity > 0)
}
