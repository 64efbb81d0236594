import type { Locale, Phone, VerificationStatus } from '@vitrina/contract'
import type { DeviceInfo } from '#identity'

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

/** Who serves the dialogue: our own site, or a site written for system A. */
export type Flow = 'native' | 'contract_a'

/**
 * A pending proof: somebody on the site says who they are, and Telegram is asked. Lives in the
 * ephemeral store; holds hashes only, never a secret, a code or a password.
 */
export interface Verification {
  flow: Flow
  status: Exclude<VerificationStatus, 'expired'>
  /** Hash of the starting browser's own secret; contract A has none. */
  txnHash: string | null
  claim: { name: string; phone: Phone; passwordHash: string | null; locale: Locale }
  /** What the bot names before it asks (X6). */
  origin: DeviceInfo & { at: string }
  expiresAt: string
  telegram: { id: number; username: string | null; acknowledged: boolean } | null
  code: SentCode | null
  /** Codes made so far; never reset, so that a resend cannot buy more guesses. */
  sent: number
  /** The last of them that is known, or likely, to have arrived. */
  delivered: number
  resendAt: string | null
  customerId: number | null
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

/** «It was me»: from here the contact may be asked for. */
export function acknowledge(verification: Verification): Verification {
  if (!verification.telegram) return verification
  return { ...verification, telegram: { ...verification.telegram, acknowledged: true } }
}

/** Whether a contact may be taken now; contract A asks for it together with the question. */
export function awaitsContact(verification: Verification): boolean {
  if (verification.flow === 'contract_a') return verification.telegram !== null
  return verification.telegram?.acknowledged === true
}

/** Contract A waits for no code, and promises its 300 seconds. */
export function receiveContact(verification: Verification, now: Date): Verification {
  if (verification.status !== 'claimed') return verification
  const expiresAt = verification.flow === 'native' ? leavingTimeToType(verification, now) : verification.expiresAt
  return { ...verification, status: 'contact_received', expiresAt }
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
  if (verification.status !== 'contact_received' && verification.status !== 'code_sent') return verification
  return { ...verification, status: 'code_sent', delivered: Math.max(verification.delivered, nth) }
}

/** Takes one attempt away before anything is compared; nothing when none is left (S15). */
export function takeAttempt(verification: Verification): Verification | undefined {
  const { code } = verification
  if (!code || code.attemptsLeft <= 0) return undefined
  return { ...verification, code: { ...code, attemptsLeft: code.attemptsLeft - 1 } }
}

export function complete(verification: Verification, customerId: number): Verification {
  return { ...verification, status: 'verified', customerId, code: null }
}

export function deny(verification: Verification): Verification {
  return { ...verification, status: 'denied', code: null }
}
