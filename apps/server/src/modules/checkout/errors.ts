import { refusal } from '#platform'

export const keyMissing = refusal('checkout.key_missing', 'malformed')
export const keyMalformed = refusal('checkout.key_malformed', 'malformed')
/** It has ordered something else already (G1). */
export const keyReused = refusal('checkout.key_reused', 'invalid')
/** The same is being done by another call with this key. */
export const inProgress = refusal('checkout.in_progress', 'conflict')
/** More orders are being placed than can be in time. */
export const tooBusy = refusal('checkout.too_busy', 'unavailable')
export const inputIncomplete = refusal('checkout.input_incomplete', 'invalid')
/** Another window has changed the cart, or ordered it, at this very moment. */
export const cartChanged = refusal('checkout.cart_changed', 'conflict')
export const cartEmpty = refusal('checkout.cart_empty', 'conflict')
/** Carries `problems` and the quote of now. */
export const goodsUnavailable = refusal('checkout.goods_unavailable', 'conflict')
/** Carry the quote of now; nothing was created (G3). */
export const totalChanged = refusal('checkout.total_changed', 'conflict')
export const deliveryUnavailable = refusal('checkout.delivery_unavailable', 'conflict')
export const paymentUnavailable = refusal('checkout.payment_unavailable', 'conflict')
/** For a way to pay that is still being prepared: to be asked again in a moment. */
export const paymentNotReady = refusal('checkout.payment_not_ready', 'unavailable')
export const nothingToPay = refusal('checkout.nothing_to_pay', 'conflict')
/** Somebody works on it already, or it is paid. */
export const cannotCancel = refusal('checkout.cannot_cancel', 'conflict')
