import type { CartProblem } from '@vitrina/contract'
import type { Offer } from '#catalog'
import { appraiseCoupon, type CouponPorts } from '#coupons'
import type { CustomerId } from '#identity'
import type { Ctx } from '#platform'
import { findCouponProblems, offerLines } from './cost-cart.ts'
import { addUp } from './totals.ts'

interface CouponQuestion {
  code: string
  /** What can be sold, at the prices of now. */
  lines: readonly { offer: Offer; quantity: number }[]
  /** Null: a guest. */
  customerId: CustomerId | null
}

/** For whoever shows a cart: what its coupon takes off now, by the rules by which it will be ordered. */
export function couponDesk({ currency, pepper }: { currency: string } & CouponPorts): {
  describe(ctx: Ctx, question: CouponQuestion): Promise<{ discountMinor: number } | { problem: CartProblem }>
} {
  return {
    describe: async (ctx, { code, lines, customerId }) => {
      const wanted = lines.map(({ offer, quantity }) => ({
        sku: offer.sku,
        quantity,
        seenPriceMinor: offer.priceMinor,
      }))
      const offered = offerLines(
        wanted,
        lines.map(({ offer }) => offer),
      )
      const verdict = await appraiseCoupon(ctx, { code, customerId, lines: offered }, { pepper })
      const [problem] = findCouponProblems(verdict, currency)
      if (verdict.kind !== 'accepted' || problem) return { problem: problem ?? { code: 'coupon_rejected' } }
      return { discountMinor: addUp(offered, { discountsMinor: verdict.sharesMinor }).discountMinor }
    },
  }
}
