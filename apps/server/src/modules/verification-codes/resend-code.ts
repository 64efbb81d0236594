import { type Ctx, enqueue, type Limits } from '#platform'
import {
  asksInTelegram,
  hadCode,
  isOpen,
  maskedRecipient,
  readVerification,
  resendAfter,
  updateVerification,
  type Verification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'
import { consumeSend } from './count-send.ts'
import { nothingToResend, resendTooSoon } from './errors.ts'
import { sendCode } from './jobs.ts'
import { codeSendsByAddress } from './limits.ts'

/**
 * Sends a new code in place of the last one, be it that it was refused. Refuses with `registration.resend_too_soon` before
 * its time (S16), `registration.nothing_to_resend` when no code was sent yet, and with the limit
 * of its recipient or of the network address that asks. Two presses at once send one code.
 *
 * The job comes first and the record after it: killed in between, the job moves the time of the next
 * one itself, when it makes the code. It has the code's name, so that a second press adds none.
 */
export async function resendCode(
  ctx: Ctx,
  input: { id: VerificationId; txn: string | undefined; address: string },
  ports: VerificationStore & { limits: Limits },
): Promise<{ resendAt: string; sentTo: string }> {
  const verification = await readVerification(ctx, input, ports.ephemeral)
  const now = ctx.now()
  if (!hadCode(verification) || !isOpen(verification, now) || !verification.resendAt) throw nothingToResend()
  const waitMs = new Date(verification.resendAt).getTime() - now.getTime()
  if (waitMs > 0) throw resendTooSoon({ retryAfter: Math.ceil(waitMs / 1000) })
  if (isUnasked(verification)) await ports.limits.consume(codeSendsByAddress, input.address)
  await consumeSend(verification, ports.limits)

  const nth = verification.sent + 1
  await enqueue(ctx, sendCode, { verificationId: input.id, nth }, { key: `${input.id} ${nth}` })
  const resendAt = resendAfter(nth, now)
  const step = await updateVerification(ports, ctx, input.id, (current) =>
    current.resendAt === verification.resendAt ? { ...current, resendAt } : undefined,
  )
  return { resendAt: step?.after.resendAt ?? resendAt, sentTo: maskedRecipient(verification) ?? '' }
}

/** Whoever gets it has not come for it: it may be a stranger who asks. */
function isUnasked(verification: Verification): boolean {
  return !asksInTelegram(verification) || verification.telegram?.unasked === true
}
