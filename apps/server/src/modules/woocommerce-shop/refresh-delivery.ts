import { storeDeliveryMethods } from '#delivery'
import type { Ctx } from '#platform'
import type { Shortcomings } from '#woocommerce'
import { wasWholeRead } from '#woocommerce-catalog'
import type { ShopSource } from './model.ts'
import { readSettings } from './read-settings.ts'
import { readPlaces, readZones } from './read-zones.ts'
import { toMethods } from './to-methods.ts'

/**
 * Makes the ways of delivery what the site has, all of them or none: what cannot be read whole leaves those that
 * were read last. What is there and cannot be offered by us is told to the operator.
 *
 * What depends on shipping classes is offered once they are known of all products: until then goods that are dear
 * to send would be sent as others are. Out: whether all is offered that can be.
 */
export async function refreshDelivery(
  ctx: Ctx,
  source: ShopSource,
  shortcomings: Shortcomings,
  signal?: AbortSignal,
): Promise<boolean> {
  const settings = await readSettings(source, signal)
  if (!settings) return true
  const zones = await readZones(source.client, signal)
  const places = await readPlaces(source.client, zones, signal)
  const found = toMethods(zones, places, { ...source, country: settings.country })
  const knowsClasses = await wasWholeRead(ctx)
  const methods = found.methods.map((method) => ({ ...method, isActive: knowsClasses || !method.classCosts }))
  await storeDeliveryMethods(ctx, 'woocommerce', methods)
  shortcomings.tell([...found.shortcomings, ...(found.methods.length === 0 ? [NONE] : [])])
  return methods.every(({ isActive }) => isActive)
}

const NONE = "WooCommerce has no way of delivery that we can offer: the shop's own are offered in its place"
