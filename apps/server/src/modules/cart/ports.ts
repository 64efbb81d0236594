import type { CartProblem, Locale, ProductCard } from '@vitrina/contract'
import type { Offer, ProductId } from '#catalog'
import type { CustomerId } from '#identity'
import type { Cookies, Ctx, Limits } from '#platform'

/** What a coupon takes off, or why nothing. */
export type CouponAnswer = { discountMinor: number } | { problem: CartProblem }

export interface CouponQuestion {
  code: string
  /** What of the cart can be sold, at the prices of now. */
  lines: readonly { offer: Offer; quantity: number }[]
  /** Null: a guest, of whom nothing is known yet. */
  customerId: CustomerId | null
}

/** Whoever keeps the rules of coupons; asked whenever a cart with one is shown. */
export interface CouponDesk {
  describe(ctx: Ctx, question: CouponQuestion): Promise<CouponAnswer>
}

/** The catalogue's cards of products, those that are not shown left out. */
export type ReadCards = (ctx: Ctx, productIds: readonly ProductId[], locale: Locale) => Promise<ProductCard[]>

/** In which money and language the shop thinks. */
export interface Counting {
  currency: string
  defaultLocale: Locale
}

/** What it takes to show a cart. */
export interface ShowPorts {
  counting: Counting
  /** Without one there are no coupons, and every code is rejected. */
  coupons?: CouponDesk | undefined
}

/** What every route here has: how guests are known, and a count of what they begin. */
interface EdgePorts {
  cookies: Cookies
  flood: Limits
}

export type CartPorts = EdgePorts & ShowPorts
export type FavoritePorts = EdgePorts & { readCards: ReadCards }
