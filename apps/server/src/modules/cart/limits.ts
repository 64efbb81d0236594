import { limit } from '#platform'

/** Carts begun from one address, each a row for months; an office behind one router begins fewer. */
export const newGuests = limit('cart.new_guest', [{ points: 300, durationSeconds: 600 }])
/** Coupons typed from one address: a code is a secret that somebody may want to guess. */
export const couponTries = limit('cart.coupon', [{ points: 60, durationSeconds: 600 }])
