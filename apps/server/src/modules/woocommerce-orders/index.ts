/**
 * Our orders in a WooCommerce. Owns what is still to be done there and what we know of each order there. Promises that
 * an order that belongs there is made once, whatever answer is lost and whoever dies meanwhile, as it was placed or
 * not at all; that what becomes of it on either side becomes known on the other; and that nobody who orders waits
 * for it. Does not know how orders are priced nor paid.
 */
export { type OrderDrift, paymentUrlOf, readOrderDrift } from './drift.ts'
export { wooOrderAlarm } from './events.ts'
export type { AlarmKind } from './model.ts'
export { type OrderSite, openOrderSite } from './open-site.ts'
export { makePlanPush, planMissed, planPush, WORK as ORDER_WORK } from './plan-push.ts'
export { OrderSync, type OrderSyncParts } from './sync.ts'
