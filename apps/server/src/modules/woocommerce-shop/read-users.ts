import { z } from 'zod'
import { namesOfUser } from '#coupons'
import type { CustomerId } from '#identity'
import type { Ctx, Pepper } from '#platform'
import { customerMark, readEach, wooFaultOf } from '#woocommerce'
import type { ShopSource } from './model.ts'
import type { WooCoupon } from './to-coupon.ts'

const TOGETHER = 100

const User = z.object({
  id: z.int().positive(),
  email: z.string().catch(''),
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).catch([]),
})

/** Who used coupons there, under the names under which it is kept here. */
export interface CouponUsers {
  /** By id or address. */
  names: ReadonlyMap<string, string>
  /** Of whom the site could not be asked now. */
  unread: ReadonlySet<string>
}

/**
 * Who used the coupons that one may use only so often. There it is an id of whoever was signed in, else an address:
 * both are made names that our customers are found by, for they may never have ordered there through us. The site
 * is asked once for each; that it cannot be now keeps nothing else of the coupons from being known.
 */
export async function readUsers(
  ctx: Ctx,
  source: ShopSource,
  coupons: readonly WooCoupon[],
  signal?: AbortSignal,
): Promise<CouponUsers> {
  const limited = coupons.filter(({ usage_limit_per_user: limit }) => limit)
  const named = [...new Set(limited.flatMap((coupon) => coupon.used_by))]
  const ids = named.filter((name) => /^\d+$/.test(name))
  const names = new Map(
    named.filter((name) => name.includes('@')).map((email) => [email, nameOf({ email }, source.pepper)]),
  )
  const unread = new Set(ids)
  const take = (id: string, name: string | undefined) => {
    if (name) names.set(id, name)
    if (name !== undefined) unread.delete(id)
  }
  for (const id of ids) take(id, source.users.get(id))
  try {
    const unknown = [...unread]
    for (let from = 0; from < unknown.length; from += TOGETHER) {
      const asked = unknown.slice(from, from + TOGETHER)
      const found = await askFor(source, asked, signal)
      for (const id of asked) {
        source.users.set(id, found.get(id) ?? '')
        take(id, found.get(id) ?? '')
      }
    }
  } catch (error) {
    if (!wooFaultOf(error)) throw error
    ctx.log.debug({ err: error, unread: unread.size }, 'who used coupons of WooCommerce is asked later')
  }
  return { names, unread }
}

async function askFor(
  { client, pepper }: ShopSource,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const query = { include: ids.join(','), role: 'all', per_page: TOGETHER, _fields: 'id,email,meta_data' }
  const { read } = readEach(User, (await client.list('/customers', { query, signal })).items)
  return new Map(read.map((user) => [String(user.id), nameOf(user, pepper)]))
}

/** Whoever came through us is our customer; anybody else their address. */
function nameOf(
  { email, meta_data: meta = [] }: { email: string; meta_data?: { key: string; value?: unknown }[] },
  pepper: Pepper,
): string {
  const ours = Number(meta.find(({ key }) => key === customerMark)?.value)
  const customerIds = Number.isSafeInteger(ours) && ours > 0 ? [ours as CustomerId] : []
  return namesOfUser({ customerIds, email }, pepper)[0] ?? ''
}
