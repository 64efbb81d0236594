/** A number as it was written: amounts of money are never floats (O13). */
export interface Fraction {
  top: bigint
  /** Above nothing. */
  bottom: bigint
}

export const fraction = (top: bigint, bottom = 1n): Fraction => ({ top, bottom })
export const ZERO = fraction(0n)

/** `12.50`, `.5` or `7.`; nothing of anything else. */
export function toFraction(text: string): Fraction | undefined {
  const [, whole = '', digits = ''] = /^(\d{0,15})(?:\.(\d{0,15}))?$/.exec(text) ?? []
  return whole || digits ? fraction(BigInt(whole + digits), 10n ** BigInt(digits.length)) : undefined
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)

export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.top, a.bottom * b.bottom)

export const minus = (a: Fraction): Fraction => fraction(-a.top, a.bottom)

/** By anything but nothing. */
export function over(a: Fraction, b: Fraction): Fraction {
  const sign = b.top < 0n ? -1n : 1n
  return fraction(a.top * b.bottom * sign, a.bottom * b.top * sign)
}

export const isWhole = ({ top, bottom }: Fraction): boolean => top % bottom === 0n
