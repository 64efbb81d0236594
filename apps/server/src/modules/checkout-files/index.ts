/**
 * What a merchant writes into a file about selling: ways of delivery and coupons. Owns the format and
 * no tables. Promises that a file is imported as a whole or not at all, and that what is wrong with it
 * is said with its place.
 */
export { type CheckoutDraft, readCheckoutFile } from './format.ts'
export { importCheckout } from './import-checkout.ts'
