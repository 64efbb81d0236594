import type { Contacts } from './model.ts'

/**
 * Whether a password is what its account is found by: the first thing that is tried on it
 * (ASVS 5.0, 6.2.11). An address is the same in capitals, and so is the part before its `@` alone.
 */
export function isOwnLogin(password: string, { phone, email }: Contacts): boolean {
  const text = password.trim().toLowerCase()
  if (phone !== null && isPhone(text, phone)) return true
  return email !== null && [email, email.slice(0, email.lastIndexOf('@'))].includes(text)
}

const SHORTEST = 7

/** However it is spaced, and as it is dialled at home too: without its country, after a `0` or an `8` that stands for it. */
function isPhone(text: string, phone: string): boolean {
  if (!/^[\d\s+().\u2010-\u2015-]+$/.test(text)) return false
  const digits = text.replace(/\D/g, '')
  const ends = [digits, digits.replace(/^(?:0+|8)/, '')]
  return ends.some((end) => end.length >= SHORTEST && phone.endsWith(end))
}
