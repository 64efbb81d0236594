import { refusal } from '#platform'

/** Also of somebody else's: who has one is nobody's business. */
export const orderUnknown = refusal('orders.unknown', 'missing')
