import { refusal } from '#platform'

/** Unknown, a draft, hidden or gone: a stranger is not told which. */
export const productUnknown = refusal('catalog_reading.product_unknown', 'missing')
/** Not one that we gave out, or of another list. */
export const cursorUnknown = refusal('catalog_reading.cursor_unknown', 'malformed')
