import { z } from 'zod'

/** An amount in the currency's smallest unit: kopecks, tiyin, cents. Never a fraction, never a float. */
export const Money = z.object({ amountMinor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.infer<typeof Money>

export { minorDigits } from './minor-digits.ts'
