import { type Money, minorDigits } from '@vitrina/contract'
import { locale } from '../language.ts'

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(currency: string, isWhole: boolean): Intl.NumberFormat {
  const key = `${locale.value} ${currency} ${isWhole}`
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale.value === 'uz' ? 'uz-Latn-UZ' : locale.value, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(isWhole && { maximumFractionDigits: 0 }),
    })
  formats.set(key, format)
  return format
}

/** As it is written in the language of the page; without the pennies where there are none. */
export function priceText({ amountMinor, currency }: Money): string {
  const unit = 10 ** minorDigits(currency)
  return formatOf(currency, amountMinor % unit === 0).format(amountMinor / unit)
}
