import type { Ctx, Handler } from '#platform'
import { type HintResource, type Round, Shortcomings } from '#woocommerce'
import { type CouponProgress, followCoupons } from './follow-coupons.ts'
import { refreshGateways } from './gateways.ts'
import type { ShopSource } from './model.ts'
import { readHintedCoupons } from './read-hinted-coupons.ts'
import { refreshDelivery } from './refresh-delivery.ts'

const PERIODS = { settingsMs: 300_000, couponsMs: 60_000, awaitedMs: 10_000 }

/** What of the site's set-up is read again and again. */
export function shopRounds(ctx: Ctx, source: ShopSource, periods: Partial<typeof PERIODS> = {}): Round[] {
  const { settingsMs, couponsMs, awaitedMs } = { ...PERIODS, ...periods }
  const progress: CouponProgress = { wholeAt: undefined, newest: undefined, settled: 0, difference: 0 }
  const [ofDelivery, ofCoupons] = [new Shortcomings(ctx.log), new Shortcomings(ctx.log)]
  let isDeliveryWhole = true
  return [
    {
      name: 'the ways of delivery',
      get everyMs() {
        return isDeliveryWhole ? settingsMs : awaitedMs
      },
      read: async (signal) => {
        isDeliveryWhole = await refreshDelivery(ctx, source, ofDelivery, signal)
      },
    },
    {
      name: 'the coupons',
      everyMs: couponsMs,
      read: (signal) => followCoupons(ctx, source, { progress, shortcomings: ofCoupons }, signal),
    },
    { name: 'the ways to pay', everyMs: settingsMs, read: (signal) => refreshGateways(ctx, source, signal) },
  ]
}

/** The reaction to what webhooks tell of coupons. */
export function followCouponHints(ctx: Ctx, source: ShopSource): Handler<{ resource: HintResource }> {
  return async ({ resource }, { signal }) => {
    if (resource === 'coupon') await readHintedCoupons(ctx, source, signal)
  }
}
