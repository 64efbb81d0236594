import { z } from 'zod'
import { namesOfUser } from '#coupons'
import type { CustomerId } from '#identity'
import { customerMark, readEach, type WooClient } from '#woocommerce'
import type { WooCoupon } from './to-coupon.ts'

const TOGETHER = 100

const User = z.object({
  id: z.int().positive(),
  email: z.string().catch(''),
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).catch([]),
})

/** Of somebody who used a coupon there, by id or address, the name under which that use is kept here. */
export type UserNames = ReadonlyMap<string, string>

/**
 * Who used the coupons that one may use only so often. There it is an id of whoever was signed in, else an address:
 * both are made names that our customers are found by, for they may never have ordered there through us.
 */
export async function readUsers(
  client: WooClient,
  coupons: readonly WooCoupon[],
  signal?: AbortSignal,
): Promise<UserNames> {
  const limited = coupons.filter(({ usage_limit_per_user: limit }) => limit)
  const named = [...new Set(limited.flatMap((coupon) => coupon.used_by))]
  const ids = named.filter((name) => /^\d+$/.test(name))
  const names = new Map(named.filter((name) => name.includes('@')).map((email) => [email, nameOf({ email })]))
  for (let from = 0; from < ids.length; from += TOGETHER) {
    const include = ids.slice(from, from + TOGETHER).join(',')
    const query = { include, role: 'all', per_page: TOGETHER, _fields: 'id,email,meta_data' }
    for (const user of readEach(User, (await client.list('/customers', { query, signal })).items).read) {
      names.set(String(user.id), nameOf(user))
    }
  }
  return names
}

/** Whoever came through us is our customer; anybody else their address. */
function nameOf({ email, meta_data: meta = [] }: { email: string; meta_data?: { key: string; value?: unknown }[] }) {
  const ours = Number(meta.find(({ key }) => key === customerMark)?.value)
  const customerIds = Number.isSafeInteger(ours) && ours > 0 ? [ours as CustomerId] : []
  return namesOfUser({ customerIds, email })[0] ?? ''
}
