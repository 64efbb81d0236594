import { type Email, readTypedEmail } from '@vitrina/contract'
import { z } from 'zod'

/** Who letters are from; without a name they bear the shop's. */
export interface MailFrom {
  readonly name?: string | undefined
  readonly address: Email
}

/** `smtp://name:password@host:port` or `smtps://…`. */
export const smtpAddress = z.url({ protocol: /^smtps?$/ }).refine(isSmtpAddress)

/** `shop@shop.example` or `Shop <shop@shop.example>`, the name in quotes or not. */
export const mailFrom = z.string().transform((text, context): MailFrom => {
  const [, quoted, plain, address = text] = /^(?:"([^"]*)"|([^"<>]*?))\s*<([^<>]*)>$/.exec(text.trim()) ?? []
  const email = readTypedEmail(address)
  // In a header a control character would begin another one.
  if (email && !/\p{Cc}/u.test(text)) return { name: quoted || plain || undefined, address: email }
  context.addIssue({ code: 'custom' })
  return z.NEVER
})

function isSmtpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { hostname, username, password } = new URL(text)
  try {
    return hostname !== '' && [username, password].every((part) => decodeURIComponent(part) !== undefined)
  } catch {
    return false // a stray % in the name or the password
  }
}
