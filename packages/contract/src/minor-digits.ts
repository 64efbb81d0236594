const NONE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')
const THREE = 'BHD IQD JOD KWD LYD OMR TND'.split(' ')

/**
 * How many digits a currency has after the point (ISO 4217), which is how Telegram and WooCommerce count it.
 * By a list and not by `Intl`: that leaves out what nobody pays with any more (the fillér, the sen), and each
 * runtime in its own way, so that a price would be another by a hundred in some browsers.
 */
export function minorDigits(currency: string): number {
  if (NONE.includes(currency)) return 0
  return THREE.includes(currency) ? 3 : 2
}
