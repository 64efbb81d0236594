/**
 * How a WooCommerce sells, in ours: its ways of delivery, its coupons, whether one can pay at its page. Owns only
 * what it has found out of the last. Promises that what is offered here is what is offered there, at that price,
 * and that nobody waits for the site: what was read last stays while it is away. What it has and we cannot offer
 * as it is there is not offered, and told in the log.
 */
export { KnownGateways } from './gateways.ts'
export { openShopSource, type ShopSource } from './model.ts'
export { followCouponHints, shopRounds } from './shop-rounds.ts'
