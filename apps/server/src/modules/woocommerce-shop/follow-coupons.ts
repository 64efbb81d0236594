import { countCoupons, storeCoupons } from '#coupons'
import type { Ctx } from '#platform'
import { bareMoment, type Shortcomings, walkList } from '#woocommerce'
import type { ShopSource } from './model.ts'
import { readHintedCoupons } from './read-hinted-coupons.ts'
import { readSettings } from './read-settings.ts'
import { takeCoupons } from './take-coupons.ts'
import { couponQuery } from './to-coupon.ts'

// How often they were used is dated by nobody, so it is read with everything; many are read less often.
const WHOLE_MS = 10 * 60_000
const WHOLE_OF_MANY_MS = 60 * 60_000
const MANY = 500
// What was saved a while ago may be seen only now: until some looks have found nothing newer, each goes so far back.
const OVERLAP_MS = 120_000
const LOOKS = 3
// Its moments are whole seconds, and the edge itself is left out.
const EDGE_MS = 1_000

/** How far the reading of the coupons has come, in this process. */
export interface CouponProgress {
  wholeAt: Date | undefined
  newest: Date | undefined
  /** How often was looked since without anything newer. */
  settled: number
  /** By how many there were more there than here, after all were read. */
  difference: number
}

/**
 * Brings the coupons to what the site has: what has changed each time; all of them when there are fewer or more
 * than there should be, for nothing tells of those deleted for good, and now and then.
 */
export async function followCoupons(
  ctx: Ctx,
  source: ShopSource,
  { progress, shortcomings }: { progress: CouponProgress; shortcomings: Shortcomings },
  signal?: AbortSignal,
): Promise<void> {
  await readHintedCoupons(ctx, source, signal)
  const { total = 0 } = await source.client.list('/coupons', { query: { per_page: 1, _fields: 'id' }, signal })
  const everyMs = total > MANY ? WHOLE_OF_MANY_MS : WHOLE_MS
  const isDue = !progress.wholeAt || ctx.now().getTime() - progress.wholeAt.getTime() >= everyMs
  if (!isDue) {
    await readChanges(ctx, source, progress, signal)
    if (total - (await countCoupons(ctx, 'woocommerce')) === progress.difference) return
  }
  await readAll(ctx, source, { progress, shortcomings }, signal)
}

async function readChanges(
  ctx: Ctx,
  source: ShopSource,
  progress: CouponProgress,
  signal?: AbortSignal,
): Promise<void> {
  const mark = (progress.newest ?? new Date(0)).getTime()
  const after = new Date(mark - EDGE_MS - (progress.settled < LOOKS ? OVERLAP_MS : 0))
  const query = { ...couponQuery, modified_after: bareMoment(after), dates_are_gmt: true }
  await walkList(source.client, { path: '/coupons', query, signal }, async ({ items }) => {
    const { newest } = await takeCoupons(ctx, source, { items, isWhole: false, signal })
    if (newest && newest > (progress.newest ?? 0)) progress.newest = newest
  })
  progress.settled = (progress.newest?.getTime() ?? 0) > mark ? 0 : progress.settled + 1
}

async function readAll(
  ctx: Ctx,
  source: ShopSource,
  { progress, shortcomings }: { progress: CouponProgress; shortcomings: Shortcomings },
  signal?: AbortSignal,
): Promise<void> {
  const settings = await readSettings(source, signal)
  if (!settings) return
  const items: unknown[] = []
  let failed = 0
  const total = await walkList(source.client, { path: '/coupons', query: couponQuery, signal }, async (slice) => {
    items.push(...slice.items)
    failed += slice.failed.length
  })
  if (!settings.takesCoupons) await storeCoupons(ctx, 'woocommerce', [])
  else {
    // Of one that cannot be read nobody knows whether it is one of ours: then none is taken away.
    const { newest, shortcomings: found } = await takeCoupons(ctx, source, { items, isWhole: failed === 0, signal })
    if (newest && newest > (progress.newest ?? 0)) Object.assign(progress, { newest, settled: 0 })
    shortcomings.tell([...found, ...(failed > 0 ? [`WooCommerce fails to show ${failed} of its coupons`] : [])])
  }
  progress.difference = (total ?? items.length) - (await countCoupons(ctx, 'woocommerce'))
  progress.wholeAt = ctx.now()
}
