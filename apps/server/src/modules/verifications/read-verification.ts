import type { VerificationState } from '@vitrina/contract'
import { type Ctx, type Ephemeral, tokenMatches } from '#platform'
import { hadCode, isCodeRefused } from './code-steps.ts'
import { verificationUnknown } from './errors.ts'
import { statusAt, type Verification, type VerificationId } from './model.ts'
import { asksInTelegram, maskedRecipient } from './recipients.ts'
import { findVerification } from './store.ts'

/**
 * Finds a verification for the browser that started it. Refuses with
 * `registration.verification_unknown` when it is unknown, over for good, or when `txn` is not
 * the secret of that browser: ids travel in addresses, so an id alone shows nothing.
 */
export async function readVerification(
  ctx: Ctx,
  input: { id: VerificationId; txn: string | undefined },
  ephemeral: Ephemeral,
): Promise<Verification> {
  const verification = await findVerification(ephemeral, ctx, input.id)
  if (!verification || !startedBy(verification, input.txn)) throw verificationUnknown()
  return verification
}

export function startedBy(verification: Verification, txn: string | undefined): boolean {
  return verification.txnHash !== null && txn !== undefined && tokenMatches(txn, verification.txnHash)
}

/** What the waiting page may know. */
export function describeVerification(id: VerificationId, verification: Verification, now: Date): VerificationState {
  const status = statusAt(verification, now)
  const isGoingOn = status !== 'verified' && status !== 'denied' && status !== 'expired'
  // Nobody is asked in Telegram first: from the start the page says where the code goes.
  const goesByItself = isGoingOn && !asksInTelegram(verification)
  return {
    id,
    method: verification.method,
    status,
    expiresAt: verification.expiresAt,
    ...(isGoingOn && hadCode(verification) && verification.resendAt && { resendAt: verification.resendAt }),
    ...((status === 'code_sent' || goesByItself) && { sentTo: maskedRecipient(verification) }),
    ...(isGoingOn && isCodeRefused(verification) && { codeRefused: true }),
    ...(status === 'claimed' && verification.mismatched && { mismatch: true }),
    ...(status === 'denied' && verification.passedOn && { passedOn: true }),
  }
}
