import { findCategoryTrees } from '#catalog'
import { type CouponNews, storeCoupons, updateCoupons } from '#coupons'
import type { Ctx } from '#platform'
import { readEach, readMoment } from '#woocommerce'
import type { ShopSource } from './model.ts'
import { readUsers } from './read-users.ts'
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
  const users = await readUsers(source.client, published, signal)
  const results = published.map((coupon) => ({ coupon, ...toCoupon(coupon, { ...source, categories, users }) }))
  const news = results.flatMap((result): CouponNews[] => ('news' in result ? [result.news] : []))
  if (isWhole) await storeCoupons(ctx, 'woocommerce', news)
  else {
    const taken = new Set(news.map(({ externalId }) => externalId))
    const named = [...read.map(({ id }) => String(id)), ...unreadable.map(({ externalId }) => externalId)]
    await updateCoupons(ctx, 'woocommerce', { news, gone: named.filter((id) => !taken.has(id)) })
  }
  const moments = read.flatMap(({ date_modified_gmt }) => readMoment(date_modified_gmt)?.getTime() ?? [])
  return {
    newest: moments.length > 0 ? new Date(Math.max(...moments)) : undefined,
    // By its id: a code is worth money.
    shortcomings: [
      ...unreadable.map(({ externalId, reason }) => say(externalId, reason)),
      ...results.flatMap((result) => ('wrong' in result ? [say(result.coupon.id, result.wrong)] : [])),
    ],
  }
}

const say = (id: string | number, reason: string) => `coupon ${id} of WooCommerce is not accepted here: ${reason}`
