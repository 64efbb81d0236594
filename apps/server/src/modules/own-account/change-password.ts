import { isOwnLogin } from '@vitrina/contract/own-login'
import { record } from '#audit'
import {
  type CustomerId,
  type DeviceInfo,
  findClaims,
  findCustomer,
  isLive,
  lockCustomer,
  passwordSet,
  updatePassword,
} from '#identity'
import { type Ctx, isCommonPassword, type Limits, type PasswordHasher, publish, transact } from '#platform'
import { endSessions, findFresh, lockLiveSession, type SessionId, sessionEnded, stepUpRequired } from '#sessions'
import { passwordRejected, passwordUnfit } from './errors.ts'
import { ensurePassword } from './prove-by-password.ts'

export interface ChangePassword {
  customerId: CustomerId
  sessionId: SessionId
  current: string | undefined
  next: string
  device: DeviceInfo
}

type Ports = { limits: Limits; hasher: Pick<PasswordHasher, 'ensureRoom' | 'hash' | 'verify'> }

/**
 * Sets a password, or another in place of the one there is. Every other session ends: whoever
 * knew the old one is out. The owner is told, and can undo it (S2).
 *
 * Refuses with `identity.password_unfit` a password among the commonest or what the account is found
 * by, with `identity.password_rejected` a wrong `current`, and with `identity.step_up_required` when there is
 * none and the session was not opened within minutes by something better than a password.
 */
export async function changePassword(ctx: Ctx, input: ChangePassword, ports: Ports): Promise<void> {
  await ensureFit(ctx, input)
  const known = await prove(ctx, input, ports)
  const passwordHash = await ports.hasher.hash(input.next)
  await transact(ctx, (ctx) => replace(ctx, input, { known, passwordHash }))
}

/** ASVS 5.0: none of the commonest (6.2.4), and none of the account's own logins, proven or not (6.2.11). */
async function ensureFit(ctx: Ctx, { customerId, next }: ChangePassword): Promise<void> {
  const logins = [await findCustomer(ctx.db, customerId), await findClaims(ctx.db, customerId)]
  const isOwn = logins.some((contacts) => contacts && isOwnLogin(next, contacts))
  if (isOwn || (await isCommonPassword(next)))
    throw passwordUnfit({ errors: [{ field: 'next', code: 'password_common' }] })
}

/** Out: the hash that was known; nothing when it was not asked for. */
async function prove(ctx: Ctx, input: ChangePassword, ports: Ports): Promise<string | undefined> {
  const { customerId, sessionId, current: password, device } = input
  if (password !== undefined) return ensurePassword(ctx, { customerId, password, device }, ports)
  const method = await findFresh(ctx, sessionId)
  if (method === undefined || method === 'pwd') throw stepUpRequired()
  return undefined
}

async function replace(
  ctx: Ctx,
  { customerId, sessionId, device }: ChangePassword,
  { known, passwordHash }: { known: string | undefined; passwordHash: string },
): Promise<void> {
  const now = ctx.now()
  const customer = await lockCustomer(ctx.db, customerId)
  if (!customer || !isLive(customer) || !(await lockLiveSession(ctx.db, sessionId, now))) throw sessionEnded()
  // Changed or disowned while it was being checked: what was known is worth nothing now.
  if (known !== undefined && known !== customer.passwordHash) throw passwordRejected()
  await updatePassword(ctx.db, customerId, passwordHash, now)
  await endSessions(ctx.db, customerId, now, { except: sessionId })
  const act = customer.passwordHash === null ? 'password_set' : 'password_changed'
  await record(ctx, { actor: { kind: 'customer', id: String(customerId) }, customerId, act, device })
  await publish(ctx, passwordSet, { customerId, setAt: now.toISOString(), device })
}
