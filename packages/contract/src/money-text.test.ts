import { expect, test } from 'vitest'
import { moneyText } from './money-text.ts'

const rub = (amountMinor: number) => ({ amountMinor, currency: 'RUB' })

test.each([
  ['ru', rub(937_000), '9\u00a0370\u00a0₽'],
  ['uz', rub(937_000), '9\u00a0370\u00a0₽'],
  ['en', rub(937_000), '₽9,370'],
  ['uz', rub(330_001), '3\u00a0300,01\u00a0₽'],
  ['uz', { amountMinor: 2_500_000, currency: 'UZS' }, '25\u00a0000\u00a0soʻm'],
  ['ru', { amountMinor: 2_500_000, currency: 'UZS' }, '25\u00a0000\u00a0сум'],
  ['ru', { amountMinor: 330_001, currency: 'UZS' }, '3\u00a0300,01\u00a0сум'],
  ['en', { amountMinor: 1_050, currency: 'USD' }, '$10.50'],
  ['ru', { amountMinor: 500, currency: 'JPY' }, '500\u00a0¥'],
] as const)('in %s a sum is written as it is there, with its sign (X2)', (locale, money, text) => {
  expect(moneyText(money, locale)).toBe(text)
})
