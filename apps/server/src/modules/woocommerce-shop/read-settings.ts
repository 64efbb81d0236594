import { z } from 'zod'
import { readEach } from '#woocommerce'
import type { ShopSettings, ShopSource } from './model.ts'

const Setting = z.object({ id: z.string(), value: z.string() })

/**
 * The settings of the site; nothing when its prices are in another currency than ours, for then nothing of it
 * may be taken over. Whoever reads the catalogue tells the operator so.
 */
export async function readSettings(
  { client, currency }: ShopSource,
  signal?: AbortSignal,
): Promise<ShopSettings | undefined> {
  const { items } = await client.list('/settings/general', { signal })
  const values = new Map(readEach(Setting, items).read.map(({ id, value }) => [id, value]))
  if (values.get('woocommerce_currency') !== currency) return undefined
  return {
    // With a state it is `US:CA`.
    country: (values.get('woocommerce_default_country') ?? '').slice(0, 2).toUpperCase(),
    takesCoupons: values.get('woocommerce_enable_coupons') !== 'no',
  }
}
