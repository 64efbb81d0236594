/** Wrapped in the middle, a number or a masked address is hard to read. */
export const unbroken = (text: string) => text.replaceAll(' ', '\u00a0').replaceAll('…', '\u2060…\u2060')
