import { leavingTimeToType, type SentCode, type Verification } from './model.ts'

export const CODE_ATTEMPTS = 5
/** Seconds before the next code, after the first, the second … (S16). */
export const RESEND_SECONDS = [60, 120, 300, 900]

/** Puts the `nth` code in place of the one before, whether or not it will arrive. */
export function issueCode(
  verification: Verification,
  nth: number,
  code: Omit<SentCode, 'attemptsLeft'>,
  now: Date,
): Verification {
  const issued = { ...verification, code: { ...code, attemptsLeft: CODE_ATTEMPTS } }
  // Made again because its channel was slow or away; to whom nothing is sent none is.
  if (hidesItsWay(verification) && verification.sent >= nth) return issued
  const shown = {
    ...issued,
    expiresAt: leavingTimeToType(verification, now),
    sent: Math.max(verification.sent, nth),
    resendAt: resendAfter(nth, now),
  }
  return hidesItsWay(verification) ? markDelivered(shown, nth - 1) : shown
}

/**
 * Of a new password the page says «sent» before anything is: what became of the code, and how soon,
 * would tell whose address has an account, for to all others nothing goes out (S17).
 */
function hidesItsWay({ purpose }: Verification): boolean {
  return purpose === 'reset_password'
}

/** The code goes to an external bot, which hands it over; the pause before its next one is by how often it was given one. */
export function handOver(verification: Verification, code: Omit<SentCode, 'attemptsLeft'>, now: Date): Verification {
  const [nth, handed] = [verification.sent + 1, (verification.handed ?? 0) + 1]
  const issued = markDelivered(issueCode(verification, nth, code, now), nth)
  return { ...issued, handed, resendAt: resendAfter(handed, now) }
}

/** Milliseconds until an external bot may be given the next one. What our own bot sent is no reason to wait for its first. */
export function pauseBeforeHanding({ handed, resendAt }: Verification, now: Date): number {
  return handed && resendAt ? Math.max(0, new Date(resendAt).getTime() - now.getTime()) : 0
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
  if (hidesItsWay(verification)) return markDelivered(verification, nth)
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
