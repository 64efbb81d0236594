import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMoney } from './parse-money.ts'

test.each([
  ['32', 2, 3200],
  ['187.39', 2, 18739],
  ['12.5', 2, 1250],
  ['4.90', 2, 490],
  ['.5', 2, 50],
  ['7.', 2, 700],
  [' 1990 ', 2, 199000],
  ['0', 2, 0],
  ['-0.00', 2, 0],
  ['-3.10', 2, -310],
  // Half up, as it is written: the float 1.005 is less than that.
  ['1.005', 2, 101],
  ['1.0049999', 2, 100],
  ['150000', 0, 150000],
  ['1500.5', 0, 1501],
  ['1.2345', 3, 1235],
  ['90071992547409.91', 2, 9007199254740991],
])('%s with %i digits is %i (O13)', (text, digits, minor) => {
  expect(parseMoney(text, digits)).toBe(minor)
})

test.each([
  '',
  ' ',
  '.',
  '-',
  '12,50',
  '1 990',
  '1e3',
  '0x10',
  'abc',
  '12.5.0',
  'NaN',
  'Infinity',
  '٣',
  '90071992547409.92',
])('«%s» is no amount (O13)', (text) => {
  expect(parseMoney(text, 2)).toBeUndefined()
})

test('an amount that is written out is read back, whatever the currency (O13)', () => {
  const amount = fc.record({ minor: fc.maxSafeNat(), digits: fc.integer({ min: 0, max: 4 }) })
  fc.assert(
    fc.property(amount, ({ minor, digits }) => {
      const text = String(minor).padStart(digits + 1, '0')
      const at = text.length - digits
      expect(parseMoney(digits ? `${text.slice(0, at)}.${text.slice(at)}` : text, digits)).toBe(minor)
    }),
  )
})

test('zeros at the end change nothing, and more is never read as less (O13)', () => {
  const cents = fc.integer({ min: 0, max: 1e12 })
  const written = (minor: number) => `${Math.floor(minor / 1000)}.${String(minor % 1000).padStart(3, '0')}`
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((minor) => parseMoney(written(minor), 2) ?? Number.NaN)
      expect(less).toBeLessThanOrEqual(more as number)
      expect(parseMoney(`${written(a)}000`, 2)).toBe(parseMoney(written(a), 2))
    }),
  )
})
