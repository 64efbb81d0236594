import { updateCoupons } from '#coupons'
import type { Ctx } from '#platform'
import { isOfTheHost, wooFaultOf, workHints } from '#woocommerce'
import type { ShopSource } from './model.ts'
import { readSettings } from './read-settings.ts'
import { takeCoupons } from './take-coupons.ts'
import { couponQuery } from './to-coupon.ts'

const TOGETHER = 100

/**
 * Reads again the coupons that webhooks have told of. While the site is away they wait: the regular look comes
 * back to them.
 */
export async function readHintedCoupons(ctx: Ctx, source: ShopSource, signal?: AbortSignal): Promise<void> {
  try {
    await workHints(ctx, { resource: 'coupon', limit: TOGETHER }, (ids) => readAgain(ctx, source, ids, signal))
  } catch (error) {
    const fault = wooFaultOf(error)
    if (!fault || !isOfTheHost(fault)) throw error
    ctx.log.debug({ err: error }, 'what a webhook told of is read later')
  }
}

async function readAgain(ctx: Ctx, source: ShopSource, ids: readonly string[], signal?: AbortSignal): Promise<void> {
  const settings = await readSettings(source, signal)
  if (!settings?.takesCoupons) return
  const query = { ...couponQuery, include: ids.join(','), per_page: TOGETHER }
  const { items } = await source.client.list('/coupons', { query, signal, urgency: 'now' })
  await takeCoupons(ctx, source, { items, isWhole: false, signal })
  const listed = new Set(items.map((item) => String((item as { id?: unknown } | null)?.id)))
  const missing = ids.filter((id) => !listed.has(id))
  const found = await Promise.all(missing.map((id) => readOne(source, id, signal)))
  await takeCoupons(ctx, source, { items: found.filter((item) => item !== undefined), isWhole: false, signal })
  const gone = missing.filter((_, at) => found[at] === undefined)
  if (gone.length > 0) await updateCoupons(ctx, 'woocommerce', { news: [], gone })
}

/** What no list has is a draft, in the trash, or gone: gone is only what WooCommerce itself says it does not have. */
function readOne({ client }: ShopSource, id: string, signal?: AbortSignal): Promise<unknown> {
  return client.read(`/coupons/${id}`, { query: couponQuery, signal, urgency: 'now' }).catch((error) => {
    const { status, code } = wooFaultOf(error) ?? {}
    if (status === 404 && code === 'woocommerce_rest_shop_coupon_invalid_id') return undefined
    throw error
  })
}
