import type { OrderId } from '#orders'
import { event } from '#platform'
import type { AlarmKind } from './model.ts'

/** Something about an order in WooCommerce needs a person (G10). */
export const wooOrderAlarm = event<{
  kind: AlarmKind
  orderId: OrderId | null
  /** What it is called there. */
  externalId: string | null
  /** What is wrong, in the names of the parts of an order there, or a code of theirs. */
  details: string
}>('woocommerce_orders.alarm')
