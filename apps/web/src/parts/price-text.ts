import type { Money } from '@vitrina/contract'
import { minorDigits } from '@vitrina/contract/minor-digits'
import { locale } from '../language.ts'

type Format = (amount: number) => string
const formats = new Map<string, Format>()

function makeFormat(currency: string, digits: number): Format {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...fixed(digits) } as const
  if (locale.value !== 'uz') return new Intl.NumberFormat(locale.value, style).format
  // Browsers without the data of Uzbek would write it as Americans do.
  const numbers = new Intl.NumberFormat('ru', fixed(digits))
  const parts = new Intl.NumberFormat('en', style).formatToParts(0)
  const sign = currency === 'UZS' ? 'soʻm' : (parts.find(({ type }) => type === 'currency')?.value ?? currency)
  return (amount) => `${numbers.format(amount)}\u00a0${sign}`
}

const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits })

/** As it is written in the language of the page; without the pennies where there are none. */
export function priceText({ amountMinor, currency }: Money): string {
  const unit = 10 ** minorDigits(currency)
  const digits = amountMinor % unit === 0 ? 0 : minorDigits(currency)
  const key = `${locale.value} ${currency} ${digits}`
  const format = formats.get(key) ?? makeFormat(currency, digits)
  formats.set(key, format)
  return format(amountMinor / unit)
}
