import { limit } from '#platform'

/** Attempts to order by one customer: each that succeeds holds goods that others want. */
export const orderAttempts = limit('checkout.orders', [
  { points: 30, durationSeconds: 600 },
  { points: 200, durationSeconds: 86_400 },
])
