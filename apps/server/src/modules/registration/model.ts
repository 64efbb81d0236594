import {
  type Email,
  type Locale,
  maskEmail,
  maskPhone,
  type Phone,
  type VerificationMethod,
  type VerificationPurpose,
  type VerificationStatus,
} from '@vitrina/contract'
import type { CustomerId, DeviceInfo, Proof, SessionId } from '#identity'

/** SHA-256 of the start secret: names the verification, and turns into nothing that opens it. */
export type VerificationId = string & { readonly __brand: 'VerificationId' }

export const VERIFICATION_MS = 10 * 60_000
export const CONTRACT_A_SECONDS = 300
/** A code that arrives late must still leave time to type it. */
export const CODE_MS = 5 * 60_000
export const CODE_ATTEMPTS = 5
/** Seconds before the next code, after the first, the second … (S16). */
export const RESEND_SECONDS = [60, 120, 300, 900]
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
  code: SentCode | null
  /** Codes made so far; never reset, so that a resend cannot buy more guesses. */
  sent: number
  /** The last of them that is known, or likely, to have arrived. */
  delivered: number
  /** Providers that its codes went through, where a channel has several. */
  carriedBy?: string[]
  /** The last of them that was refused where it should go; nothing in a record of an older release. */
  refused?: number
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

export function isExpired(verification: Verification, now: Date): boolean {
  return verification.status !== 'verified' && new Date(verification.expiresAt) <= now
}

export function isOpen(verification: Verification, now: Date): boolean {
  return verification.status !== 'verified' && verification.status !== 'denied' && !isExpired(verification, now)
}

export function statusAt(verification: Verification, now: Date): VerificationStatus {
  return verification.status !== 'denied' && isExpired(verification, now) ? 'expired' : verification.status
}

/**
 * The first Telegram id to come is bound; the same one may come again. A second one ends the
 * verification: the link has been passed on, and neither of the two can be trusted (S7).
 */
export function claimBy(verification: Verification, telegramId: number, username: string | null): Verification {
  if (verification.telegram === null) {
    return {
      ...verification,
      status: 'claimed',
      telegram: { id: telegramId, username, acknowledged: false },
    }
  }
  return verification.telegram.id === telegramId ? verification : { ...verification, status: 'denied', code: null }
}

/** Binds it to a chat that has not opened it; whoever opened it before is asked in their own time. */
export function offerTo(verification: Verification, telegramId: number): Verification {
  if (verification.telegram !== null) return verification
  const { telegramUsername: username } = verification.claim
  const telegram = { id: telegramId, username, acknowledged: false, unasked: true } as const
  return { ...verification, status: 'claimed', telegram }
}

/** «It was me»: from here the contact may be asked for. */
export function acknowledge(verification: Verification): Verification {
  if (!verification.telegram) return verification
  return { ...verification, telegram: { ...verification.telegram, acknowledged: true } }
}

/**
 * Whether Telegram is asked for the person's number, and not only for a code to be taken. Who is
 * signed in already and named no number is asked for the Telegram alone.
 */
export function needsContact({ method, subject }: Verification): boolean {
  return method === 'telegram_contact' || (method === 'telegram_name' && subject === null)
}

/** Whether a contact may be taken now; contract A asks for it together with the question. */
export function awaitsContact(verification: Verification): boolean {
  if (!needsContact(verification)) return false
  if (verification.flow === 'contract_a') return verification.telegram !== null
  return verification.telegram?.acknowledged === true
}

/** A number as Telegram shares it: one of a network, or an anonymous one, or none that can be read. */
export interface SharedContact {
  phone: Phone | null
  anonymous: string | null
}

/** Contract A waits for no code, and promises its 300 seconds. */
export function receiveContact(verification: Verification, contact: SharedContact, now: Date): Verification {
  if (verification.status !== 'claimed') return verification
  const expiresAt = verification.flow === 'contract_a' ? verification.expiresAt : leavingTimeToType(verification, now)
  const { phone: contactPhone, anonymous: contactAnonymous } = contact
  return { ...verification, status: 'contact_received', contactPhone, contactAnonymous, expiresAt }
}

/** Promises an id to the account, if one is made; a promise once made stands (C6). */
export function promise(verification: Verification, customerId: CustomerId | null): Verification {
  const { claim } = verification
  if (customerId === null || claim.customerId !== null) return verification
  return { ...verification, claim: { ...claim, customerId } }
}

/** Where its code goes; nothing while no chat is known. */
export type Recipient =
  | { channel: 'telegram'; chatId: number }
  | { channel: 'email'; email: Email }
  | { channel: 'sms'; phone: Phone }

export type Channel = Recipient['channel']

export function recipientOf({ method, claim, telegram }: Verification): Recipient | undefined {
  if (method === 'email') return claim.email === null ? undefined : { channel: 'email', email: claim.email }
  if (method === 'sms') return claim.phone === null ? undefined : { channel: 'sms', phone: claim.phone }
  return telegram ? { channel: 'telegram', chatId: telegram.id } : undefined
}

/** What the person who has the code has proven; nothing while there is no one who could have it. */
export function proofOf({ method, claim, telegram, contactPhone }: Verification): Proof | undefined {
  const nothing = { telegramId: null, telegramUsername: null, phone: null, email: null }
  if (method === 'email') return claim.email === null ? undefined : { ...nothing, email: claim.email }
  if (method === 'sms') return claim.phone === null ? undefined : { ...nothing, phone: claim.phone }
  return telegram
    ? { ...nothing, telegramId: telegram.id, telegramUsername: telegram.username, phone: contactPhone }
    : undefined
}

/** The identifier under which guesses and sends are counted, whoever started it and how often (S15, S16). */
export function countedAs({ method, claim, contactPhone, telegram }: Verification): string {
  if (method === 'email') return `${claim.email}`
  if (method === 'telegram_code') return `@${claim.telegramUsername}`
  // Those who share an anonymous number have no other name in common than their own.
  return contactPhone ?? claim.phone ?? `telegram ${telegram?.id}`
}

/** The same for the eye of the person, who knows it. */
export function maskedRecipient({ method, claim, contactPhone, telegram }: Verification): string | undefined {
  if (method === 'email') return claim.email ? maskEmail(claim.email) : undefined
  if (method === 'telegram_code') return `@${claim.telegramUsername}`
  const phone = contactPhone ?? claim.phone
  if (phone) return maskPhone(phone)
  return telegram?.username ? `@${telegram.username}` : undefined
}

/** The link to the bot is of use: a person, not a mailbox, is asked. */
export function asksInTelegram({ method }: Pick<Verification, 'method'>): boolean {
  return method !== 'email' && method !== 'sms'
}

function leavingTimeToType({ expiresAt }: Verification, now: Date): string {
  return new Date(Math.max(new Date(expiresAt).getTime(), now.getTime() + CODE_MS)).toISOString()
}

/** Puts the `nth` code in place of the one before, whether or not it will arrive. */
export function issueCode(
  verification: Verification,
  nth: number,
  code: Omit<SentCode, 'attemptsLeft'>,
  now: Date,
): Verification {
  return {
    ...verification,
    expiresAt: leavingTimeToType(verification, now),
    code: { ...code, attemptsLeft: CODE_ATTEMPTS },
    sent: Math.max(verification.sent, nth),
    resendAt: resendAfter(nth, now),
  }
}

/** When the code after the `nth` may be asked for. */
export function resendAfter(nth: number, now: Date): string {
  const pauseSeconds = RESEND_SECONDS[Math.min(nth, RESEND_SECONDS.length) - 1] ?? 0
  return new Date(now.getTime() + pauseSeconds * 1000).toISOString()
}

export function markDelivered(verification: Verification, nth: number): Verification {
  if (verification.status === 'verified' || verification.status === 'denied') return verification
  return { ...verification, status: 'code_sent', delivered: Math.max(verification.delivered, nth) }
}

/** The channel says no and will say so again: the page must know, or it would wait for what never comes. */
export function markRefused(verification: Verification, nth: number): Verification {
  // Of a new password it would tell whose address has an account: to all others nothing is sent (S17).
  if (verification.purpose === 'reset_password') return markDelivered(verification, nth)
  return { ...verification, refused: Math.max(verification.refused ?? 0, nth) }
}

export function isCodeRefused({ sent, delivered, refused }: Verification): boolean {
  return sent > 0 && refused === sent && delivered < sent
}

/** Whether there was a code that another one may take the place of. */
export function hadCode(verification: Verification): boolean {
  return verification.status === 'code_sent' || isCodeRefused(verification)
}

/** Notes through whom a code went: the next one is better sent another way. */
export function noteCarrier(verification: Verification, carrier: string | undefined): Verification {
  return carrier ? { ...verification, carriedBy: [...(verification.carriedBy ?? []), carrier] } : verification
}

/** Takes one attempt away before anything is compared; nothing when none is left (S15). */
export function takeAttempt(verification: Verification): Verification | undefined {
  const { code } = verification
  if (!code || code.attemptsLeft <= 0) return undefined
  return { ...verification, code: { ...code, attemptsLeft: code.attemptsLeft - 1 } }
}

export function complete(verification: Verification, customerId: CustomerId): Verification {
  return { ...verification, status: 'verified', customerId, code: null }
}

export function deny(verification: Verification): Verification {
  return { ...verification, status: 'denied', code: null }
}
