import type { Shop } from './shop.ts'

/**
 * What WooCommerce makes of a typed number: everything but digits, the sign and the last point goes,
 * so that `12,50` is 1250 and `abc` is nothing.
 */
export function formatDecimal(text: string): string {
  const cleaned = text.replaceAll(/\.(?![^.]+$)|[^0-9.-]/gu, '')
  return /\d/u.test(cleaned) ? cleaned : ''
}

/** A number of a typed text, zero when there is none. */
export const numberOf = (text: string): number => Number.parseFloat(formatDecimal(text)) || 0

/** Half up and away from zero, as PHP's `round`. */
export function round(value: number, digits: number): number {
  const scale = 10 ** digits
  // Written out and read back, so that 1.005 is what it was typed as and not its binary neighbour.
  return (Math.sign(value) * Math.round(Number((Math.abs(value) * scale).toPrecision(15)))) / scale
}

/** Money of orders and coupons is padded. */
export const padded = (value: number, digits: number): string => (round(value, digits) + 0).toFixed(digits)

export const symbolOf = (currency: string): string =>
  ({ EUR: '&euro;', USD: '&#36;', RUB: '&#8381;', GBP: '&pound;' })[currency] ?? currency

/** An amount as WooCommerce writes it in a page, and in the middle of an error message. */
export function priceHtml({ settings }: Shop, amount: number): string {
  const [whole = '', fraction] = padded(amount, settings.decimals).split('.')
  const digits = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/gu, ',')
  const number = fraction === undefined ? digits : `${digits}.${fraction}`
  return (
    '<span class="woocommerce-Price-amount amount"><bdi>' +
    `<span class="woocommerce-Price-currencySymbol">${symbolOf(settings.currency)}</span>${number}</bdi></span>`
  )
}
