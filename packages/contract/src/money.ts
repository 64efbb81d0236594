import { z } from 'zod'

/** An amount in the currency's smallest unit: kopecks, tiyin, cents. Never a fraction, never a float. */
export const Money = z.object({ amountMinor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.infer<typeof Money>

/** How many digits a currency has after the point (ISO 4217), from the tables of the runtime. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}
