import type { Customer, Locale, Phone } from '@vitrina/contract'

export type CustomerId = number & { readonly __brand: 'CustomerId' }
export type SessionId = string & { readonly __brand: 'SessionId' }

export interface CustomerRow {
  id: CustomerId
  name: string
  locale: Locale
  email: string | null
  emailVerifiedAt: Date | null
  phone: Phone | null
  phoneVerifiedAt: Date | null
  passwordHash: string | null
  passwordSetAt: Date | null
  telegramId: number | null
  telegramUsername: string | null
  marketing: boolean
  createdAt: Date
  updatedAt: Date
}

/** What a session was opened from, in words a person recognises; never a full address. */
export interface DeviceInfo {
  browser: string | null
  system: string | null
  network: string | null
}

/** How the person proved who they are: values of the `amr` claim (RFC 8176), `tg` being ours. */
export type AuthenticationMethod = 'pwd' | 'otp' | 'tg'

export const ACCESS_TOKEN_SECONDS = 600
export const SESSION_IDLE_MS = 14 * 24 * 3600_000
export const SESSION_ABSOLUTE_MS = 30 * 24 * 3600_000
// Two tabs refreshing at once, or an answer lost on the way, are not a theft.
export const REFRESH_GRACE_MS = 10_000

/** What somebody proved by sharing their own contact in Telegram. */
export interface TelegramProof {
  telegramId: number
  telegramUsername: string | null
  /** Nothing for an anonymous number. */
  phone: Phone | null
}

type Holder = Pick<CustomerRow, 'id' | 'telegramId' | 'phone'>

export type Admission =
  | { kind: 'create' }
  /** `takePhone`: the proven phone becomes this account's; whoever else held it loses it. */
  | { kind: 'open'; id: CustomerId; takePhone: boolean; linkTelegram: boolean }

/**
 * Decides whose account a Telegram proof opens. The Telegram id leads; a verified phone leads
 * only to an account with no Telegram id, because a number handed on by its network must not
 * open its former owner's account (S11). `displaced` holds the phone and has to give it up.
 */
export function decideAdmission(
  proof: TelegramProof,
  byTelegram: Holder | undefined,
  byPhone: Holder | undefined,
): { admission: Admission; displaced: CustomerId | undefined } {
  if (byTelegram) {
    const takePhone = proof.phone !== null && byTelegram.phone !== proof.phone
    const displaced = byPhone && byPhone.id !== byTelegram.id ? byPhone.id : undefined
    return { admission: { kind: 'open', id: byTelegram.id, takePhone, linkTelegram: false }, displaced }
  }
  if (byPhone && byPhone.telegramId === null) {
    return { admission: { kind: 'open', id: byPhone.id, takePhone: false, linkTelegram: true }, displaced: undefined }
  }
  return { admission: { kind: 'create' }, displaced: byPhone?.id }
}

export function toCustomer(row: CustomerRow): Customer {
  return {
    customerId: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    emailVerified: row.emailVerifiedAt !== null,
    phoneVerified: row.phoneVerifiedAt !== null,
    telegramUsername: row.telegramUsername,
    telegramLinked: row.telegramId !== null,
    locale: row.locale,
    status: 'verified',
    createdAt: row.createdAt.toISOString(),
  }
}
