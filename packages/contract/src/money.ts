import { z } from 'zod'

/** An amount in the currency's smallest unit: kopecks, tiyin, cents. Never a fraction, never a float. */
export const Money = z.object({ amountMinor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.infer<typeof Money>

export { minorDigits } from './minor-digits.ts'

/**
 * Divides an amount in whole units by weights: the parts make the whole, none is further from its
 * due than one unit, and what does not divide goes where most was cut off, to the first of equals.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((total, weight) => total + BigInt(weight), 0n)
  if (whole === 0n) return weights.map(() => 0)
  // The product of two amounts does not always fit a number.
  const dues = weights.map((weight) => BigInt(amount) * BigInt(weight))
  const parts = dues.map((due) => Number(due / whole))
  const left = amount - parts.reduce((total, part) => total + part, 0)
  const byRest = dues.map((due, at) => ({ at, rest: due % whole })).toSorted((a, b) => Number(b.rest - a.rest))
  for (const { at } of byRest.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}
