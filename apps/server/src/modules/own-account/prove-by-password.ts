import { record } from '#audit'
import { type CustomerId, type DeviceInfo, findCustomer } from '#identity'
import { type Ctx, type Limits, limit, type PasswordHasher } from '#platform'
import { renewProof, type SessionId } from '#sessions'
import { passwordRejected } from './errors.ts'

/** Wrong passwords from a session that is open, per account (S15). */
const stepUpFailures = limit('step-up.account', [
  { points: 10, durationSeconds: 3600 },
  { points: 30, durationSeconds: 86_400 },
])

export interface StepUpByPassword {
  customerId: CustomerId
  sessionId: SessionId
  password: string
  device: DeviceInfo
}

/**
 * Takes the password for a proof that its owner is there; the session stays the same one.
 *
 * Refuses with `identity.password_rejected` when it is wrong or there is none. Failures are
 * counted for the account, apart from those at the door: whoever holds a stolen session must not
 * lock the owner out.
 */
export async function stepUpByPassword(
  ctx: Ctx,
  input: StepUpByPassword,
  ports: { limits: Limits; hasher: Pick<PasswordHasher, 'ensureRoom' | 'verify'> },
): Promise<void> {
  await ensurePassword(ctx, input, ports)
  await renewProof(ctx, input.sessionId)
}

/** Out: the hash that the password fits. */
export async function ensurePassword(
  ctx: Ctx,
  { customerId, password, device }: Omit<StepUpByPassword, 'sessionId'>,
  { limits, hasher }: { limits: Limits; hasher: Pick<PasswordHasher, 'ensureRoom' | 'verify'> },
): Promise<string> {
  hasher.ensureRoom()
  const key = String(customerId)
  await limits.ensureAllowed(stepUpFailures, key)
  const hash = (await findCustomer(ctx.db, customerId))?.passwordHash
  if (!(await hasher.verify(hash ?? undefined, password)) || !hash) {
    const actor = { kind: 'customer', id: key } as const
    await record(ctx, { actor, customerId, act: 'step_up_failed', device })
    // Past the limit the wrong are answered like the right: an answer would still be a guess.
    await limits.consume(stepUpFailures, key)
    throw passwordRejected()
  }
  // Once more, by what was counted meanwhile: guesses sent at once each found the limit open.
  await limits.ensureAllowed(stepUpFailures, key)
  return hash
}
