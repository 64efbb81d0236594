import { record } from '#audit'
import { type CustomerId, type DeviceInfo, findCustomer } from '#identity'
import type { Ctx, Limits, PasswordHasher } from '#platform'
import { passwordRejected, sessionEnded, stepUpRequired } from './errors.ts'
import { stepUpFailures } from './limits.ts'
import type { AuthenticationMethod, SessionId } from './model.ts'
import { findSession, updateSession } from './store.ts'

const FRESH_MS = 10 * 60_000

/**
 * Lets through whoever proved within the last ten minutes that they are there.
 *
 * Refuses with `identity.step_up_required`: an unlocked phone left on a table, or a stolen
 * access token, must not change how the account is opened.
 */
export async function ensureFresh(ctx: Ctx, sessionId: SessionId): Promise<void> {
  if (!(await findFresh(ctx, sessionId))) throw stepUpRequired()
}

/** How a session was opened, while its last proof is fresh. */
export async function findFresh(ctx: Ctx, sessionId: SessionId): Promise<AuthenticationMethod | undefined> {
  const session = await findSession(ctx.db, sessionId)
  const isFresh = session?.endedAt === null && ctx.now().getTime() - session.provenAt.getTime() <= FRESH_MS
  return isFresh ? session.amr : undefined
}

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
  const session = await findSession(ctx.db, input.sessionId)
  if (session?.endedAt !== null) throw sessionEnded()
  await updateSession(ctx.db, input.sessionId, { provenAt: ctx.now() })
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
