/**
 * Ways of delivery. Owns the methods, what they cost and where they go; the shop's own, or what a
 * WooCommerce has of them, written here so that nobody waits for it. Does not know who delivers.
 */
export { type DeliveryRow, type MethodNews, type Reach, reachOf, type Zone } from './model.ts'
export { type Charge, type ClassCosts, type Condition, type Cost, isOffered, type Part, priceOf } from './price.ts'
export { listDeliveryMethods } from './store.ts'
export { seedDeliveryMethods, storeDeliveryMethods } from './store-methods.ts'
