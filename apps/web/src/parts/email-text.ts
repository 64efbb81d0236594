import type { FieldCode } from './field.tsx'

// The contract's rule, without its schema library: the server checks again in full.
const ADDRESS = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/
const MAX_LENGTH = 254

/** What is wrong with a typed e-mail address, told as one who typed it would look for it. */
export function checkEmail(text: string): FieldCode | undefined {
  const address = text.trim().toLowerCase()
  if (!address) return 'email_required'
  if (address.length <= MAX_LENGTH && ADDRESS.test(address)) return undefined
  if (/[^\p{ASCII}]/u.test(address)) return 'email_letters'
  return /^[^@\s]+(?:@(?:[^@\s.]+\.?)?)?$/.test(address) ? 'email_incomplete' : 'email_invalid'
}
