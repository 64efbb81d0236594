/** What an account is found by, or will be: a phone with its country, and an address. */
export interface Logins {
  phone: string | null
  email: string | null
}

/**
 * Whether a password is what its account is found by: the first thing that is tried on it
 * (ASVS 5.0, 6.2.11). An address is the same in capitals, and so is the part before its `@` alone.
 */
export function isOwnLogin(password: string, { phone, email }: Logins): boolean {
  const text = password.trim().toLowerCase()
  if (phone !== null && isPhone(text, phone)) return true
  return email !== null && namesIn(email.toLowerCase()).includes(text)
}

const namesIn = (email: string) => [email, email.slice(0, email.lastIndexOf('@'))]

const SHORTEST = 7

/** However it is spaced, and as it is dialled at home too: without its country, after a `0` or an `8` that stands for it. */
function isPhone(text: string, phone: string): boolean {
  if (!/^[\d\s+().\u2010-\u2015-]+$/.test(text)) return false
  const digits = digitsOf(text)
  const ends = [digits, digits.replace(/^(?:0+|8)/, '')]
  return ends.some((end) => end.length >= SHORTEST && digitsOf(phone).endsWith(end))
}

const digitsOf = (text: string) => text.replace(/\D/g, '')
