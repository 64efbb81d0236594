import { refusal } from '#platform'

/** Unknown, not for sale, or a product of which a variation has to be chosen: a stranger is not told which. */
export const offerUnknown = refusal('cart.offer_unknown', 'missing')
export const tooManyLines = refusal('cart.too_many_lines', 'conflict')
/** A price in another currency than the shop's was never seen in it. */
export const currencyUnknown = refusal('cart.currency_unknown', 'invalid')
export const productUnknown = refusal('cart.product_unknown', 'missing')
export const tooManyFavorites = refusal('cart.too_many_favorites', 'conflict')
