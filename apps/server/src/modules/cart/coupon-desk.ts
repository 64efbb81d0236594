import type { CartProblem } from '@vitrina/contract'
import type { Offer } from '#catalog'
import type { CustomerId } from '#identity'
import type { Ctx } from '#platform'

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
