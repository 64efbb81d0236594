/**
 * Reads an amount as shops write it, `1990`, `12.5` or `1.005`, into minor units of a currency with so many digits;
 * exactly, for no float ever holds it (O13). Digits beyond the currency's round half up, as WooCommerce does. Nothing
 * for whatever is not an amount: a comma is refused, since it parts thousands to one and kopecks to the other.
 */
export function parseMoney(text: string, digits: number): number | undefined {
  const [, sign, whole = '', fraction = ''] = /^\s*(-?)(\d*)(?:\.(\d*))?\s*$/.exec(text) ?? []
  if (whole === '' && fraction === '') return undefined
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  const rounded = Number((fraction[digits] ?? '0') >= '5' ? minor + 1n : minor)
  if (!Number.isSafeInteger(rounded)) return undefined
  return sign && rounded > 0 ? -rounded : rounded
}
