/** How many digits a currency has after the point (ISO 4217), from the tables of the runtime. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}
