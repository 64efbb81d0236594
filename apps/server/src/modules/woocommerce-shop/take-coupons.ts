import { findCategoryTrees } from '#catalog'
import { type CouponNews, listUsedElsewhere, storeCoupons, updateCoupons } from '#coupons'
import type { Ctx } from '#platform'
import { readEach, readMoment } from '#woocommerce'
import type { ShopSource } from './model.ts'
import { type CouponUsers, readUsers } from './read-users.ts'
import { toCoupon, WooCoupon } from './to-coupon.ts'

export interface TakenCoupons {
  /** When the newest of them was changed. */
  newest: Date | undefined
  /** In sentences, what cannot be taken over. */
  shortcomings: string[]
}

/**
 * Takes coupons as they were listed into ours. `isWhole`: there are no others. One that cannot be judged here as
 * it is there is not accepted at all, for it would be given to whom it is not for.
 */
export async function takeCoupons(
  ctx: Ctx,
  source: ShopSource,
  { items, isWhole, signal }: { items: readonly unknown[]; isWhole: boolean; signal?: AbortSignal | undefined },
): Promise<TakenCoupons> {
  const { read, unreadable } = readEach(WooCoupon, items)
  const published = read.filter(({ status }) => status === 'publish')
  const named = published.flatMap((one) => [...one.product_categories, ...one.excluded_product_categories])
  const categories = await findCategoryTrees(ctx.db, 'woocommerce', [...new Set(named.map(String))])
  const users = await readUsers(ctx, source, published, signal)
  const reading = { currency: source.currency, categories, users: users.names }
  const results = published.map((coupon) => ({ coupon, ...toCoupon(coupon, reading) }))
  const taken = results.flatMap((result): CouponNews[] => ('news' in result ? [result.news] : []))
  const uncertain = findUncertain(published, users)
  const news = uncertain.length > 0 ? await keepUsers(ctx, taken, uncertain) : taken
  if (isWhole) await storeCoupons(ctx, 'woocommerce', news)
  else {
    const listed = new Set(news.map(({ externalId }) => externalId))
    const named = [...read.map(({ id }) => String(id)), ...unreadable.map(({ externalId }) => externalId)]
    await updateCoupons(ctx, 'woocommerce', { news, gone: named.filter((id) => !listed.has(id)) })
  }
  const moments = read.flatMap(({ date_modified_gmt }) => readMoment(date_modified_gmt)?.getTime() ?? [])
  return {
    newest: moments.length > 0 ? new Date(Math.max(...moments)) : undefined,
    // By its id: a code is worth money.
    shortcomings: [
      ...unreadable.map(({ externalId, reason }) => say(externalId, reason)),
      ...(uncertain.length > 0 ? [UNASKED] : []),
      ...results.flatMap((result) => ('wrong' in result ? [say(result.coupon.id, result.wrong)] : [])),
    ],
  }
}

/** Those whose users are not all known. */
function findUncertain(coupons: readonly WooCoupon[], { unread }: CouponUsers): string[] {
  const isOne = (coupon: WooCoupon) => coupon.usage_limit_per_user && coupon.used_by.some((name) => unread.has(name))
  return coupons.filter(isOne).map(({ id }) => String(id))
}

/** Whoever was known to have used one of these is not forgotten because the site cannot be asked now. */
async function keepUsers(ctx: Ctx, news: readonly CouponNews[], uncertain: readonly string[]): Promise<CouponNews[]> {
  const before = await listUsedElsewhere(ctx, 'woocommerce', uncertain)
  return news.map((one) => {
    const kept = before.get(one.externalId ?? '') ?? []
    return kept.length > (one.usedElsewhereBy?.length ?? 0) ? { ...one, usedElsewhereBy: kept } : one
  })
}

const UNASKED = 'WooCommerce fails to say who used some of its coupons: what was known of them before is gone by'

const say = (id: string | number, reason: string) => `coupon ${id} of WooCommerce is not accepted here: ${reason}`
