import type {
  Email,
  Locale,
  Phone,
  VerificationMethod,
  VerificationPurpose,
  VerificationStatus,
} from '@vitrina/contract'
import type { CustomerId, DeviceInfo } from '#identity'
import type { SessionId } from '#sessions'

/** SHA-256 of the start secret: names the verification, and turns into nothing that opens it. */
export type VerificationId = string & { readonly __brand: 'VerificationId' }

export const VERIFICATION_MS = 10 * 60_000
export const CONTRACT_A_SECONDS = 300
/** A code that arrives late must still leave time to type it. */
export const CODE_MS = 5 * 60_000
/** The record outlives its end by this, so that the waiting page is told «expired», not «unknown». */
export const AFTERLIFE_MS = 30 * 60_000

/** Who serves the site's half of the dialogue: our own, or one written for system A, B or C. */
export type Flow = 'native' | 'contract_a' | 'contract_b' | 'contract_c'

/** What was typed on the site. Proves nothing; what it is worth is decided when something was proven. */
export interface TypedClaim {
  name: string | null
  phone: Phone | null
  email: Email | null
  /** Small letters, without `@`. */
  telegramUsername: string | null
  passwordHash: string | null
  /** Left out, because there was another one beside it (S12). */
  isPasswordWithheld?: true
  locale: Locale
  /** The id promised to the account if one is made (C6). */
  customerId: CustomerId | null
}

/**
 * A pending proof: somebody on the site says who they are, and Telegram, a mailbox or a phone is
 * asked. Lives in the ephemeral store; holds hashes only, never a secret, a code or a password.
 */
export interface Verification {
  flow: Flow
  method: VerificationMethod
  purpose: VerificationPurpose
  /** Who is signed in where it was started, for the purposes that are about an account. */
  subject: { customerId: CustomerId; sessionId: SessionId } | null
  status: Exclude<VerificationStatus, 'expired'>
  /** Hash of the starting browser's own secret; contract A has none. */
  txnHash: string | null
  claim: TypedClaim
  /** What the bot names before it asks (X6). */
  origin: DeviceInfo & { at: string }
  expiresAt: string
  telegram: TelegramHolder | null
  /** Of the contact shared in Telegram. */
  contactPhone: Phone | null
  /** The same when it is no network's (S6): proves nothing, but contract B's clients name the person by it. */
  contactAnonymous: string | null
  /** The last contact shared carried another number than the one typed (A6); nothing once the right one came. */
  mismatched?: true
  /** A second Telegram opened the link, which ended it (S7); nothing when «Not me» did. */
  passedOn?: true
  code: SentCode | null
  /** Codes made so far; never reset, so that a resend cannot buy more guesses. */
  sent: number
  /** The last of them that is known, or likely, to have arrived. */
  delivered: number
  /** Providers that its codes went through, where a channel has several. */
  carriedBy?: string[]
  /** The last of them that was refused where it should go; nothing in a record of an older release. */
  refused?: number
  /** How often an external bot was given the code to hand over, where one was (C5). */
  handed?: number
  resendAt: string | null
  customerId: CustomerId | null
}

export interface TelegramHolder {
  id: number
  username: string | null
  /** «It was me» was answered. */
  acknowledged: boolean
  /** The question was not put: the code goes to a chat that the bot knows, and the question with it (C9). */
  unasked?: true
}

export interface SentCode {
  sealed: string
  returnHash: string
  attemptsLeft: number
}

/** A number as Telegram shares it: one of a network, or an anonymous one, or none that can be read. */
export interface SharedContact {
  phone: Phone | null
  anonymous: string | null
}

export function isExpired(verification: Verification, now: Date): boolean {
  return verification.status !== 'verified' && new Date(verification.expiresAt) <= now
}

export function isOpen(verification: Verification, now: Date): boolean {
  return verification.status !== 'verified' && verification.status !== 'denied' && !isExpired(verification, now)
}

export function statusAt(verification: Verification, now: Date): VerificationStatus {
  return verification.status !== 'denied' && isExpired(verification, now) ? 'expired' : verification.status
}

/** Until then it stands at least, once a code is on its way. */
export function leavingTimeToType({ expiresAt }: Verification, now: Date): string {
  return new Date(Math.max(new Date(expiresAt).getTime(), now.getTime() + CODE_MS)).toISOString()
}

export function complete(verification: Verification, customerId: CustomerId): Verification {
  return { ...verification, status: 'verified', customerId, code: null }
}

export function deny(verification: Verification): Verification {
  return { ...verification, status: 'denied', code: null }
}
