import type { CustomerRow, DeviceInfo } from '#identity'
import { type Ctx, codeMatches, type Limits, type Pepper, tokenMatches } from '#platform'
import { type AccessTokens, beginSession, continueSession, handOut, type OpenedSession } from '#sessions'
import type { Sms } from '#sms'
import {
  completeVerification,
  countedAs,
  findVerification,
  isOpen,
  proofOf,
  startedBy,
  takeAttempt,
  updateVerification,
  type Verification,
  type VerificationId,
  type VerificationStore,
} from '#verifications'
import { codeRejected, returnRejected } from './errors.ts'
import { blindGuesses, codeFailures } from './limits.ts'

export interface ConfirmPorts extends VerificationStore {
  pepper: Pepper
  limits: Limits
  /** In memory: for what a stranger may do before anything is known of him. */
  flood: Limits
  tokens: AccessTokens
  /** Learns that a code it took came back, when one is configured. */
  sms?: Pick<Sms, 'codeCameBack'> | undefined
}

export interface ConfirmCode {
  id: VerificationId
  /** The starting browser's own secret. */
  txn: string | undefined
  code: string
  /** What this browser would renew its session by, for a proof from within one. */
  refreshToken?: string | undefined
  device: DeviceInfo
  /** Whom limits by network address count. */
  address: string
}

/**
 * Trades the code sent into the chat for a signed-in session.
 *
 * Refuses with `registration.code_rejected` whether the verification is unknown, another
 * browser's, expired or spent, or the code wrong. Of many right codes at once one opens a
 * session: the row that completes the verification is written once.
 */
export async function confirmCode(ctx: Ctx, input: ConfirmCode, ports: ConfirmPorts): Promise<OpenedSession> {
  const tried = await tryCode(ctx, { ...input, mayTry: (verification) => startedBy(verification, input.txn) }, ports)
  if (tried === 'no_code') {
    await countBlindGuess(input.address, ports)
    throw codeRejected()
  }
  const { verification } = tried
  if (!tried.fits) {
    // Past the limit the wrong are answered like the right: an answer would still be a guess.
    await ports.limits.consume(codeFailures, countedAs(verification))
    throw codeRejected(attemptsLeft(verification))
  }
  await ports.limits.ensureAllowed(codeFailures, countedAs(verification))
  const session = await openAfter(ctx, { ...input, verification }, ports)
  if (!session) throw codeRejected()
  return session
}

/**
 * What only the browser that asked for the code is told (S15). Not of a new password: where there is no
 * account there is no code, and nothing left of it to tell of (S17).
 */
function attemptsLeft({ purpose, code }: Verification): { attemptsLeft?: number } {
  return purpose === 'reset_password' || !code ? {} : { attemptsLeft: code.attemptsLeft }
}

/** Compares a code with a verification's own, if `mayTry`; out: the verification with that attempt taken. */
export async function tryCode(
  ctx: Ctx,
  { id, code, mayTry = () => true }: Pick<ConfirmCode, 'id' | 'code'> & { mayTry?: (tried: Verification) => boolean },
  ports: ConfirmPorts,
): Promise<{ verification: Verification; fits: boolean } | 'no_code'> {
  // Counted before it is compared, so that parallel guesses cannot share an attempt (S15). That a power cut
  // might give one back helps nobody to guess: what a guess opened would be undone with it.
  let taken: Verification | undefined
  await updateVerification({ ephemeral: ports.ephemeral.unsynced }, ctx, id, (verification) => {
    taken = mayTry(verification) && isOpen(verification, ctx.now()) ? takeAttempt(verification) : undefined
    return taken
  })
  if (!taken?.code) return 'no_code'
  return { verification: taken, fits: codeMatches(ports.pepper, id, code, taken.code.sealed) }
}

/** There is no code to guess. Counted against the phone, such guesses would let strangers lock its owner out (S15). */
export function countBlindGuess(address: string, { flood }: ConfirmPorts): Promise<void> {
  return flood.consume(blindGuesses, address)
}

export interface ConfirmReturn extends Omit<ConfirmCode, 'code' | 'address'> {
  /** From the fragment of the bot's link. */
  secret: string
}

/**
 * The same by the bot's return link: nothing is typed, but only the starting browser can do it
 * (S1, S3). Refuses with `registration.return_rejected`.
 */
export async function confirmReturn(ctx: Ctx, input: ConfirmReturn, ports: ConfirmPorts): Promise<OpenedSession> {
  const found = await findVerification(ports.ephemeral, ctx, input.id)
  const secretFits = found?.code && tokenMatches(input.secret, found.code.returnHash)
  if (!found || !secretFits || !startedBy(found, input.txn) || !isOpen(found, ctx.now())) throw returnRejected()
  const session = await openAfter(ctx, { ...input, verification: found }, ports)
  if (!session) throw returnRejected()
  return session
}

/** Nothing when somebody else completed it first. */
export async function openAfter(
  ctx: Ctx,
  input: Pick<ConfirmCode, 'id' | 'refreshToken' | 'device'> & { verification: Verification },
  ports: ConfirmPorts,
): Promise<OpenedSession | undefined> {
  const { id, verification, device, refreshToken } = input
  const { subject } = verification
  const proof = proofOf(verification)
  if (!proof) return undefined
  const { extra } = await completeVerification(ctx, { id, verification }, ports, async (ctx, customer) => {
    if (verification.method === 'sms') await ports.sms?.codeCameBack(ctx, id)
    const opening = { customer, proof, device, amr: 'otp' } as const
    // Proven again, this browser goes on in a session that says so, and not in two.
    const begun = subject
      ? await continueSession(ctx, { ...opening, subject, refreshToken }, ports.pepper)
      : await beginSession(ctx, opening)
    return { begun, isIgnored: isPasswordIgnored(verification, customer) }
  })
  if (!extra) return undefined
  const opened = await handOut(ctx, extra.begun, ports.tokens)
  // After the proof: before it this would tell a stranger who has an account (S17).
  return extra.isIgnored ? { ...opened, session: { ...opened.session, passwordIgnored: true } } : opened
}

/** An account that was there before keeps the password that it has, or has none (S2). */
function isPasswordIgnored({ purpose, claim }: Verification, { passwordHash }: CustomerRow): boolean {
  return purpose === 'register' && claim.passwordHash !== null && claim.passwordHash !== passwordHash
}
