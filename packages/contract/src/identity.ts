import { z } from 'zod'
import { TypedEmail } from './email.ts'
import { Locale } from './locale.ts'
import { readDialledPhone, readTypedPhone } from './phone.ts'

// Messages are codes, not sentences: `words/` turns them into the person's language.

// Composing letters takes a time that grows with the square of their marks, and a body holds
// 64 KB of them; no text within the limits below is longer before it is composed.
const MAX_UNCOMPOSED = 512

/** A person's own name: 2 to 100 characters, one line, trimmed and NFC-composed. */
export const PersonName = z
  .string()
  .max(MAX_UNCOMPOSED, 'name_too_long')
  .transform((name) => name.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(2, 'name_too_short')
      .max(100, 'name_too_long')
      .regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}]+$/u, 'name_invalid')
      // However many signs it has, the invisible among them.
      .regex(/\p{L}/u, 'name_letterless'),
  )

/** A typed phone number, to E.164; any of the usual spellings without spaces. */
export const TypedPhone = z.string().transform((text, context) => {
  const phone = readTypedPhone(text.trim())
  if (!phone) context.addIssue({ code: 'custom', message: 'phone_invalid' })
  return phone ?? z.NEVER
})

/** A phone number as system D takes it, to E.164; see `readDialledPhone`. */
export const DialledPhone = z
  .string()
  .max(64, 'phone_invalid')
  .transform((text, context) => {
    const phone = readDialledPhone(text)
    if (!phone) context.addIssue({ code: 'custom', message: 'phone_invalid' })
    return phone ?? z.NEVER
  })

/**
 * A new password: 8 to 128 characters of any kind, NFC-composed so that one keyboard's `й`
 * equals another's (OWASP ASVS 5.0, 6.2). The commonest are refused by the server alone,
 * which keeps the list.
 */
export const NewPassword = z
  .string()
  .max(MAX_UNCOMPOSED, 'password_too_long')
  .transform((password) => password.normalize('NFC'))
  .refine((password) => [...password].length >= 8, 'password_too_short')
  .refine((password) => [...password].length <= 128, 'password_too_long')

/** A code as typed: six ASCII digits, spaces and dashes between them forgiven. */
export const TypedCode = z
  .string()
  .transform((code) => code.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[0-9]{6}$/, 'code_malformed'))

/** A Telegram username as typed, with or without `@`; out: small letters, without it. */
export const TelegramUsername = z
  .string()
  .transform((name) => name.trim().replace(/^@/, '').toLowerCase())
  .pipe(z.string().regex(/^[a-z][a-z0-9_]{3,31}$/, 'username_invalid'))

/** Ways to prove who one is that begin on the site and end there with a code. */
export const verificationMethods = ['telegram_contact', 'telegram_name', 'email', 'sms', 'telegram_code'] as const
export const VerificationMethod = z.enum(verificationMethods)
export type VerificationMethod = z.infer<typeof VerificationMethod>

/**
 * What a verification is for: to sign in or register, which are one (X1); to set a new password;
 * to add an identifier to the account that is signed in; to prove again that it is its owner.
 */
export const verificationPurposes = ['register', 'reset_password', 'add_identifier', 'step_up'] as const
export const VerificationPurpose = z.enum(verificationPurposes)
export type VerificationPurpose = z.infer<typeof VerificationPurpose>

export const verificationStatuses = [
  'pending',
  'claimed',
  'contact_received',
  'code_sent',
  'verified',
  'denied',
  'expired',
] as const
export const VerificationStatus = z.enum(verificationStatuses)
export type VerificationStatus = z.infer<typeof VerificationStatus>

const start = {
  locale: Locale.optional(),
  purpose: VerificationPurpose.default('register'),
}
// Those who come back by a code have told their name before; a new account without one is given a plain word.
const returning = { ...start, name: PersonName.optional(), password: NewPassword.optional() }

/** `POST /api/auth/verifications`: what a person tells of themselves before proving it. */
export const StartVerification = z.discriminatedUnion('method', [
  z.strictObject({
    ...start,
    method: z.literal('telegram_contact'),
    name: PersonName,
    phone: TypedPhone,
    password: NewPassword.optional(),
  }),
  z.strictObject({ ...returning, method: z.literal('telegram_name') }),
  z.strictObject({ ...returning, method: z.literal('email'), email: TypedEmail, phone: TypedPhone.optional() }),
  z.strictObject({ ...returning, method: z.literal('sms'), phone: TypedPhone, email: TypedEmail.optional() }),
  z.strictObject({
    ...returning,
    method: z.literal('telegram_code'),
    telegramUsername: TelegramUsername,
    email: TypedEmail.optional(),
    phone: TypedPhone.optional(),
  }),
])
export type StartVerification = z.input<typeof StartVerification>

/** `GET /api/auth/verifications/:id`, and the data of each of its events. */
export const VerificationState = z.object({
  id: z.string(),
  /** Tells a page that was loaded again what it is waiting for. */
  method: VerificationMethod,
  status: VerificationStatus,
  expiresAt: z.iso.datetime(),
  resendAt: z.iso.datetime().optional(),
  sentTo: z.string().optional(),
  /** The last code was refused where it should go, as by somebody who blocked the bot. */
  codeRefused: z.literal(true).optional(),
  /** The number shared in Telegram was not the one typed here; the right one may still come (A6). */
  mismatch: z.literal(true).optional(),
  /** It was denied because a second Telegram opened the link, and not by an answer (S7). */
  passedOn: z.literal(true).optional(),
})
export type VerificationState = z.infer<typeof VerificationState>

export const StartedVerification = VerificationState.extend({
  telegramLink: z.string().optional(),
  botUsername: z.string().optional(),
})
export type StartedVerification = z.infer<typeof StartedVerification>

export const ConfirmCode = z.strictObject({ code: TypedCode })
/** `POST /api/auth/verifications/:id/return`: the fragment of the bot's return link. */
export const ConfirmReturn = z.strictObject({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** `POST /api/auth/bot-code`: the code that the bot gave, and the number that it was told. */
export const RedeemBotCode = z.strictObject({ phone: DialledPhone, code: TypedCode })

export const Login = z.strictObject({ identifier: z.string().min(1).max(320), password: z.string().min(1).max(1024) })

export const Customer = z.object({
  customerId: z.int(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  emailVerified: z.boolean(),
  phoneVerified: z.boolean(),
  telegramUsername: z.string().nullable(),
  telegramLinked: z.boolean(),
  locale: Locale,
  marketing: z.boolean(),
  cartReminders: z.boolean(),
  hasPassword: z.boolean(),
  status: z.enum(['created', 'verified']),
  createdAt: z.iso.datetime(),
})
export type Customer = z.infer<typeof Customer>

/** `expiresIn` in seconds; `refreshToken` only for clients that asked with `X-Session-Transport: body`. */
export const Session = z.object({
  customer: Customer,
  accessToken: z.string(),
  expiresIn: z.int(),
  refreshToken: z.string().optional(),
  /** The account was there before the registration that opened it: the password typed for a new one was not taken. */
  passwordIgnored: z.literal(true).optional(),
})
export type Session = z.infer<typeof Session>

export const Device = z.object({
  id: z.string(),
  current: z.boolean(),
  /** Free of markup: the parts a page needs to say «Chrome on Windows». */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  network: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
})
export type Device = z.infer<typeof Device>
export const Devices = z.object({ items: z.array(Device), nextCursor: z.string().nullable() })

/** What an account is found by. Unverified ones are login names beside the password, no more (C4). */
export const Identifier = z.object({
  kind: z.enum(['phone', 'email', 'telegram']),
  value: z.string(),
  verified: z.boolean(),
  verifiedAt: z.iso.datetime().nullable(),
})
export type Identifier = z.infer<typeof Identifier>
export const Identifiers = z.object({ items: z.array(Identifier) })

export const StepUp = z.strictObject({ password: z.string().min(1).max(1024) })
export const ChangePassword = z.strictObject({
  current: z.string().min(1).max(1024).optional(),
  next: NewPassword,
})

/** What was done to the account, by code; the page has the words. */
export const Activity = z.object({
  items: z.array(
    z.object({
      act: z.string(),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      device: Device.pick({ browser: true, system: true, network: true }),
      at: z.iso.datetime(),
    }),
  ),
})
export type Activity = z.infer<typeof Activity>

/** The secret of a letter's link, from its fragment. */
export const SecurityLink = z.strictObject({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
/** What happened, what pressing will do, and what has been done, in the language asked for. */
export const SecurityNotice = z.object({
  kind: z.string(),
  title: z.string(),
  text: z.string(),
  undo: z.string(),
  done: z.string(),
  at: z.iso.datetime(),
  isUndone: z.boolean(),
})
export type SecurityNotice = z.infer<typeof SecurityNotice>

export const UpdateMe = z.strictObject({
  name: PersonName.optional(),
  locale: Locale.optional(),
  marketing: z.boolean().optional(),
  cartReminders: z.boolean().optional(),
})
export type UpdateMe = z.input<typeof UpdateMe>
