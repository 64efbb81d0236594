import { readTypedPhone } from '@vitrina/contract'
import type { Ctx, Limits, PasswordHasher } from '#platform'
import type { AccessTokens } from './access-token.ts'
import { loginRejected } from './errors.ts'
import { loginFailures } from './limits.ts'
import type { CustomerRow, DeviceInfo } from './model.ts'
import { type OpenedSession, openSessionByPassword } from './open-session.ts'
import { findCustomerByPhone, updatePasswordHash } from './store.ts'

type Hasher = Pick<PasswordHasher, 'ensureRoom' | 'hash' | 'verify' | 'needsRehash'>

export interface LoginWithPassword {
  /** A phone as typed, without spaces. */
  identifier: string
  password: string
  device: DeviceInfo
}

/**
 * Signs in by identifier and password.
 *
 * Refuses with `identity.login_rejected` whether the account is unknown, has no password or
 * the password is wrong, after the same work each time (S17). Failures are counted for the
 * identifier, known or not; past the limit even the right password waits.
 */
export async function loginWithPassword(
  ctx: Ctx,
  input: LoginWithPassword,
  ports: { tokens: AccessTokens; limits: Limits; hasher: Hasher },
): Promise<OpenedSession> {
  // First of all: a refusal in a flood must not cost the database a look.
  ports.hasher.ensureRoom()
  const phone = readTypedPhone(input.identifier)
  const key = phone ?? input.identifier.toLowerCase()
  await ports.limits.ensureAllowed(loginFailures, key)

  const customer = phone ? await findCustomerByPhone(ctx.db, phone) : undefined
  const matches = await ports.hasher.verify(customer?.passwordHash ?? undefined, input.password)
  if (!customer || !matches) {
    // Past the limit the wrong are answered like the right: an answer would still be a guess.
    await ports.limits.consume(loginFailures, key)
    throw loginRejected()
  }
  // Once more, by what was counted meanwhile: of many guesses sent at once each found the limit open.
  await ports.limits.ensureAllowed(loginFailures, key)

  const known = await strengthen(ctx, { customer, password: input.password }, ports.hasher)
  // Disowned while its hash was being checked, a password opens nothing (S2).
  const opened = await openSessionByPassword(ctx, { customer: known, device: input.device }, ports.tokens)
  if (!opened) throw loginRejected()
  return opened
}

// A login is the only moment the password is known, so the only one to hash it at today's cost.
async function strengthen(
  ctx: Ctx,
  { customer, password }: { customer: CustomerRow; password: string },
  hasher: Hasher,
): Promise<CustomerRow> {
  if (!customer.passwordHash || !hasher.needsRehash(customer.passwordHash)) return customer
  const stronger = await hasher.hash(password)
  await updatePasswordHash(ctx.db, customer.id, customer.passwordHash, stronger)
  return { ...customer, passwordHash: stronger }
}
