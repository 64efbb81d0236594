import type { Locale } from './locale.ts'
import { minorDigits } from './minor-digits.ts'
import type { Money } from './money.ts'

type Format = (amount: number) => string
const formats = new Map<string, Format>()

/** A sum as people write it in a language, on the site and in messages alike; without the pennies where there are none. */
export function moneyText({ amountMinor, currency }: Money, locale: Locale): string {
  const unit = 10 ** minorDigits(currency)
  const digits = amountMinor % unit === 0 ? 0 : minorDigits(currency)
  const key = `${locale} ${currency} ${digits}`
  // Making the format costs more than using it.
  const format = formats.get(key) ?? makeFormat(locale, currency, digits)
  formats.set(key, format)
  return format(amountMinor / unit)
}

// What the data of browsers and of the server have only the letters of the code for, and people a word.
const words: Partial<Record<Locale, Record<string, string>>> = { ru: { UZS: 'сум' }, uz: { UZS: 'soʻm' } }

function makeFormat(locale: Locale, currency: string, digits: number): Format {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...fixed(digits) } as const
  const word = words[locale]?.[currency]
  if (locale !== 'uz' && !word) return new Intl.NumberFormat(locale, style).format
  // Browsers without the data of Uzbek would write it as Americans do, and the server's data has no ₽ in it.
  const numbers = new Intl.NumberFormat('ru', fixed(digits))
  const parts = new Intl.NumberFormat('en', style).formatToParts(0)
  const sign = word ?? parts.find(({ type }) => type === 'currency')?.value ?? currency
  return (amount) => `${numbers.format(amount)}\u00a0${sign}`
}

// Said, for of some currencies it would leave the digits out.
const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits })
