import type { FieldCode } from '../../parts/field.tsx'

// The contract's rules, without its schema library: the server checks again in full.

// Counted as people do: a letter outside the first plane is one, not two.
const letters = (text: string) => [...text].length

/** What is wrong with a person's name. */
export function checkName(text: string): FieldCode | undefined {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (!name) return 'name_required'
  const length = letters(name)
  if (length < 2) return 'name_too_short'
  if (length > 100) return 'name_too_long'
  if (/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(name)) return 'name_invalid'
  // However many signs it has, the invisible among them.
  return /\p{L}/u.test(name) ? undefined : 'name_letterless'
}

/** What is wrong with a new password. */
export function checkNewPassword(text: string): FieldCode | undefined {
  const length = letters(text.normalize('NFC'))
  if (!length) return 'password_new_required'
  if (length < 8) return 'password_too_short'
  return length > 128 ? 'password_too_long' : undefined
}

/** The same where a code will do: none is as good as one that is right. */
export function checkOptionalPassword(text: string): FieldCode | undefined {
  return text ? checkNewPassword(text) : undefined
}
