import { z } from 'zod'

/** An e-mail address in one spelling: ASCII, small letters, at most 254 characters. */
export type Email = string & { readonly __brand: 'Email' }

const MAX_LENGTH = 254
const address = z.email()

/**
 * Reads an address that a person typed. Out: small letters throughout, or nothing when no mail
 * could reach it. The standard lets a server tell `Anna@` from `anna@`, and none does; two
 * spellings of one address must never become two people.
 */
export function readTypedEmail(text: string): Email | undefined {
  const email = text.trim().toLowerCase()
  return email.length <= MAX_LENGTH && address.safeParse(email).success ? (email as Email) : undefined
}

/** Shows whose address it is without showing the address: `a…a@shop.example`. */
export function maskEmail(email: Email): string {
  const at = email.lastIndexOf('@')
  const [name, host] = [email.slice(0, at), email.slice(at)]
  return name.length < 4 ? `${name.slice(0, 1)}…${host}` : `${name.slice(0, 1)}…${name.slice(-1)}${host}`
}

/** A typed address as a field of a body. */
export const TypedEmail = z
  .string()
  .max(512, 'email_invalid')
  .transform((text, context) => {
    const email = readTypedEmail(text)
    if (!email) context.addIssue({ code: 'custom', message: 'email_invalid' })
    return email ?? z.NEVER
  })
