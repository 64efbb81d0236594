import type { Cart, Locale } from '@vitrina/contract'
import { listOffers, type Offer } from '#catalog'
import type { CustomerId } from '#identity'
import type { Ctx } from '#platform'
import { describeCart } from './describe-cart.ts'
import type { Contents, Owner } from './model.ts'
import { keyOf } from './open-cart.ts'
import type { CouponAnswer, CouponDesk, ShowPorts } from './ports.ts'
import { findCart } from './store.ts'

/** For whom a cart is put into words. */
export interface Shown {
  customerId: CustomerId | null
  locale: Locale
}

export type Offers = ReadonlyMap<string, Offer>

/** Shows the cart of an owner; whoever has none yet sees an empty one, and none is made. */
export async function readCart(
  ctx: Ctx,
  { owner, locale }: { owner: Owner; locale: Locale },
  ports: ShowPorts,
): Promise<Cart> {
  const key = keyOf(owner)
  const cart = (key && (await findCart(ctx.db, key))) ?? emptyCart
  const customerId = 'customerId' in owner ? owner.customerId : null
  return showCart(ctx, { ...cart, offers: await offersOf(ctx, cart.lines), customerId, locale }, ports)
}

export const emptyCart: Contents = { couponCode: null, lines: [] }

/** The same of a cart that was just read or changed. Outside of transactions: the desk may take its time. */
export async function showCart(
  ctx: Ctx,
  { offers, customerId, locale, ...cart }: Contents & Shown & { offers: Offers },
  ports: ShowPorts,
): Promise<Cart> {
  const coupon = await askDesk(ctx, { ...cart, offers, customerId }, ports.coupons)
  return describeCart(cart, { offers, coupon, locale }, ports.counting)
}

async function askDesk(
  ctx: Ctx,
  { couponCode, lines, offers, customerId }: Contents & { offers: Offers; customerId: CustomerId | null },
  desk: CouponDesk | undefined,
): Promise<CouponAnswer> {
  if (couponCode === null) return { discountMinor: 0 }
  if (!desk) return { problem: { code: 'coupon_rejected' } }
  const sold = lines.flatMap(({ sku, quantity }) => {
    const offer = offers.get(sku)
    return offer?.isSold ? { offer, quantity } : []
  })
  return desk.describe(ctx, { code: couponCode, lines: sold, customerId })
}

/** What the catalogue says now about what stands in a cart, in one query. */
export async function offersOf(ctx: Ctx, lines: readonly { sku: string }[]): Promise<Map<string, Offer>> {
  const skus = [...new Set(lines.map(({ sku }) => sku))]
  const offers = await listOffers(ctx.db, skus, ctx.now())
  return new Map(offers.map((offer) => [offer.sku, offer]))
}
