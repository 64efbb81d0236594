import type { AskQuote, CartProblem, Locale, Quote } from '@vitrina/contract'
import { checkoutWords } from '@vitrina/contract/words/checkout'
import { type CartToOrder, cartLines } from '#cart'
import { inLanguage, listOffers } from '#catalog'
import { appraiseCoupon } from '#coupons'
import { listDeliveryMethods } from '#delivery'
import type { CustomerId } from '#identity'
import type { Ctx } from '#platform'
import { type Choice, type Costing, costCart, findStockProblems, offerLines } from './cost-cart.ts'
import { inputIncomplete } from './errors.ts'
import type { CheckoutPorts } from './ports.ts'

export interface QuoteCart extends AskQuote {
  customerId: CustomerId
  locale: Locale
}

type QuotePorts = Pick<CheckoutPorts, 'currency' | 'defaultLocale' | 'deliverySource' | 'paymentMethods' | 'pepper'>

/** What the customer's cart would cost now, how it can be delivered and paid, and what stands in the way. */
export async function quoteCart(ctx: Ctx, input: QuoteCart, ports: QuotePorts): Promise<Quote> {
  refusePoints(input.points)
  const contents = await cartLines(ctx, input.customerId)
  const choice = { methodId: input.delivery?.methodId, address: input.address }
  return quoteContents(ctx, { ...input, contents, choice }, ports)
}

/** There are none to be spent in this shop yet. */
export function refusePoints(points: number | undefined): void {
  if (points) throw inputIncomplete({ errors: [{ field: 'points', code: 'points_unavailable' }] })
}

export interface QuoteContents {
  customerId: CustomerId
  contents: CartToOrder
  choice: Choice
  locale: Locale
}

export async function quoteContents(ctx: Ctx, input: QuoteContents, ports: QuotePorts): Promise<Quote> {
  const { contents, customerId, choice, locale } = input
  const { currency } = ports
  const offers = await listOffers(
    ctx.db,
    contents.lines.map(({ sku }) => sku),
    ctx.now(),
  )
  const lines = offerLines(contents.lines, offers)
  const code = contents.couponCode
  const verdict = code === null ? undefined : await appraiseCoupon(ctx, { code, customerId, lines }, ports)
  const methods = await listDeliveryMethods(ctx.db, ports.deliverySource)
  const costing = costCart({ contents, lines, verdict, methods, choice, currency })
  return toQuote(costing, { locale, stockProblems: findStockProblems(contents.lines, offers) }, ports)
}

/** A costing as the API has it. */
export function toQuote(
  { sums, methods, chosen, problems }: Costing,
  { locale, stockProblems }: { locale: Locale; stockProblems: CartProblem[] },
  { currency, defaultLocale, paymentMethods }: QuotePorts,
): Quote {
  const money = (amountMinor: number) => ({ amountMinor, currency })
  return {
    totals: {
      goods: money(sums.goodsMinor),
      discount: money(sums.discountMinor),
      ...(chosen && { delivery: money(chosen.priceMinor) }),
      total: money(sums.totalMinor),
    },
    deliveryMethods: methods.map(({ method, priceMinor }) => ({
      id: method.id,
      title: inLanguage(method.title, locale, defaultLocale),
      price: money(priceMinor),
      needsAddress: method.needsAddress,
    })),
    paymentMethods: paymentMethods
      .filter((method) => method.isConfigured())
      .map(({ id }) => ({ id, title: checkoutWords[locale].payment[id] })),
    problems: [...stockProblems, ...problems],
  }
}
