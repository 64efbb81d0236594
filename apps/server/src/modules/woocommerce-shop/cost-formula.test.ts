import { expect, test } from 'vitest'
import { readCost } from './cost-formula.ts'

const share = (millionths: number, atLeastMinor: number | null = null, atMostMinor: number | null = null) => ({
  kind: 'share',
  ...{ millionths, atLeastMinor, atMostMinor },
})
const fee = (...terms: Parameters<typeof share>) => ({ ...share(...terms), kind: 'fee' })
const perPiece = (minor: number) => ({ kind: 'per_piece', minor })

test.each<[string, number, object[]]>([
  ['25000', 2_500_000, []],
  ['25 000', 2_500_000, []],
  ['12,50', 1250, []],
  ['0', 0, []],
  ['.5', 50, []],
  ['10 + ( 2 * [qty] )', 1000, [perPiece(200)]],
  ['[qty]*3.50', 0, [perPiece(350)]],
  ['[qty] / 4', 0, [perPiece(25)]],
  ['10 + 0.1 * [cost]', 1000, [share(100_000)]],
  ['20 + [fee percent="10" min_fee="4"]', 2000, [fee(100_000, 400)]],
  ["[fee percent='2.5' min_fee='' max_fee='30']", 0, [fee(25_000, null, 3000)]],
  ['2 * (5 + [qty] - 1)', 800, [perPiece(200)]],
  ['-(5 - 15)', 1000, []],
])('«%s» is a cost that can be charged, exactly (O13)', (text, priceMinor, charges) => {
  expect(readCost(text, 2)).toEqual({ priceMinor, charges })
})

test.each([
  '',
  'free',
  '10 +',
  '(10',
  '10)',
  '1,234.50',
  '[qty] * [qty]',
  '10 / [qty]',
  '10 / 0',
  '2 * [fee percent="10"]',
  '[weight] * 2',
  '[fee percent="ten"]',
  '0.005',
  '[qty] / 3',
  '5 - 10',
  '10 - [qty]',
  '2 ^ 3',
  `1${'+1'.repeat(200)}`,
  '9'.repeat(16),
])('«%s» is told and not charged', (text) => {
  expect(readCost(text, 2)).toBeUndefined()
})

test('digits are those of the currency', () => {
  expect(readCost('25000', 0)).toEqual({ priceMinor: 25_000, charges: [] })
  expect(readCost('0.5', 0)).toBeUndefined()
})
