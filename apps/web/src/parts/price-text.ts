import type { Money } from '@vitrina/contract'
import { locale } from '../language.ts'

interface Format {
  show: Intl.NumberFormat
  /** How many of the smallest unit make one. */
  unit: number
}

const formats = new Map<string, Format>()

function formatOf(language: string, currency: string): Format {
  const key = `${language} ${currency}`
  const known = formats.get(key)
  if (known) return known
  // Many browsers have no Uzbek; Russian groups digits and places the sign as Uzbek does.
  const show = new Intl.NumberFormat([language === 'uz' ? 'uz-Latn-UZ' : language, 'ru'], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  })
  const made = { show, unit: 10 ** (show.resolvedOptions().maximumFractionDigits ?? 2) }
  formats.set(key, made)
  return made
}

/** As it is written in the language of the page; without the pennies where there are none. */
export function priceText({ amountMinor, currency }: Money): string {
  const { show, unit } = formatOf(locale.value, currency)
  return show.format(amountMinor / unit)
}
