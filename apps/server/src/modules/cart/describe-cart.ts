import type { Cart, CartItem, CartProblem, Locale, Money } from '@vitrina/contract'
import { inLanguage, type Offer, type PictureRef } from '#catalog'
import { pictureUrl } from '#pictures'
import type { Contents, Line } from './model.ts'
import type { Counting, CouponAnswer } from './ports.ts'

type Offers = ReadonlyMap<string, Offer>
type Priced = Line & { offer: Offer | undefined; priceMinor: number; totalMinor: number; problems: CartProblem[] }

/**
 * A cart as its owner sees it, at the prices of now. It keeps what the person asked for and says
 * what is wrong with it (G11): stock rises and falls until the order, and a cart that corrected
 * itself would have lost what was asked when there is enough again.
 */
export function describeCart(
  { couponCode, lines }: Contents,
  { offers, coupon, locale }: { offers: Offers; coupon: CouponAnswer; locale: Locale },
  counting: Counting,
): Cart {
  const money = (amountMinor: number): Money => ({ amountMinor, currency: counting.currency })
  const priced = lines.map((line) => priceLine(line, offers.get(line.sku), money))
  const goods = priced.reduce((sum, { totalMinor }) => sum + totalMinor, 0)
  const discount = 'discountMinor' in coupon ? Math.min(goods, coupon.discountMinor) : 0
  return {
    items: priced.map((line) => describeItem(line, { locale, fallback: counting.defaultLocale, money })),
    ...(couponCode !== null && { coupon: { code: couponCode } }),
    totals: { goods: money(goods), discount: money(discount), total: money(goods - discount) },
    problems: [...priced.flatMap(({ problems }) => problems), ...('problem' in coupon ? [coupon.problem] : [])],
  }
}

function priceLine(line: Line, offer: Offer | undefined, money: (amountMinor: number) => Money): Priced {
  const { sku, quantity, seenPriceMinor } = line
  if (!offer?.isSold)
    return { ...line, offer, priceMinor: seenPriceMinor, totalMinor: 0, problems: [{ code: 'gone', sku }] }
  const { priceMinor, available } = offer
  const problems: CartProblem[] = []
  if (available !== null && available < quantity) problems.push({ code: 'insufficient_stock', sku, available })
  if (priceMinor !== seenPriceMinor) {
    problems.push({ code: 'price_changed', sku, price: money(priceMinor), was: money(seenPriceMinor) })
  }
  return { ...line, offer, priceMinor, totalMinor: priceMinor * quantity, problems }
}

interface Words {
  locale: Locale
  fallback: Locale
  money: (amountMinor: number) => Money
}

function describeItem({ sku, quantity, offer, priceMinor, totalMinor }: Priced, words: Words): CartItem {
  const { money } = words
  return {
    sku,
    productSlug: offer?.slug ?? '',
    // Of an offer that the catalogue has lost altogether nothing else is known.
    name: offer ? nameOf(offer, words) : sku,
    ...(offer?.picture && { image: imageOf(offer.picture, words) }),
    quantity,
    unitPrice: money(priceMinor),
    lineTotal: money(totalMinor),
    available: offer?.isSold ? offer.available : 0,
  }
}

/** «Пионы, 25 шт.»: the product and what sets the variation apart. */
export function nameOf({ name, attributes }: Offer, { locale, fallback }: Omit<Words, 'money'>): string {
  return [name, ...attributes.map(({ value }) => value)].map((text) => inLanguage(text, locale, fallback)).join(', ')
}

function imageOf({ pictureId, alt, width, height }: PictureRef, { locale, fallback }: Words) {
  return { url: pictureUrl({ pictureId }), alt: inLanguage(alt, locale, fallback), width, height }
}
