import { z } from 'zod'
import type { WooClient } from '#woocommerce'

const Setting = z.object({ value: z.string() })
const Rate = z.object({ rate: z.string() })
const READ = 100

/**
 * Whether what one pays there is more than the prices say: taxes are on, prices were entered without them, and some
 * tax is above nothing. How much more depends on the address, the class and the rounding there, and so is not ours to say.
 */
export async function addsTaxes(client: WooClient, signal?: AbortSignal): Promise<boolean> {
  const settingOf = async (path: string) =>
    Setting.safeParse(await client.read(`/settings/${path}`, { signal })).data?.value
  if ((await settingOf('general/woocommerce_calc_taxes')) !== 'yes') return false
  if ((await settingOf('tax/woocommerce_prices_include_tax')) === 'yes') return false
  const query = { per_page: READ, _fields: 'id,rate' }
  const { items } = await client.list('/taxes', { query, signal })
  return items.length === READ || items.some((item) => Number(Rate.safeParse(item).data?.rate ?? 1) > 0)
}
