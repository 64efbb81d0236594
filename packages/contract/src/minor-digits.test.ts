import { describe, expect, test } from 'vitest'
import { minorDigits } from './minor-digits.ts'

describe('the digits of a currency after the point', () => {
  // What Telegram counts in hundredths, of which runtimes say that nobody uses them any more: an invoice would ask for a hundredth.
  test.each(['RUB', 'UZS', 'KZT', 'USD', 'HUF', 'IDR', 'COP', 'PKR', 'ALL', 'LBP'])('%s has two', (currency) => {
    expect(minorDigits(currency)).toBe(2)
  })

  test.each([
    ['JPY', 0],
    ['KRW', 0],
    ['UGX', 0],
    ['KWD', 3],
    ['IQD', 3],
  ])('%s has %i', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits)
  })
})
