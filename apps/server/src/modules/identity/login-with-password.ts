import { readTypedPhone } from '@vitrina/contract'
import type { Ctx, Limits, PasswordHasher } from '#platform'
import type { AccessTokens } from './access-token.ts'
import { loginRejected } from './errors.ts'
import { loginFailures } from './limits.ts'
import type { CustomerRow, DeviceInfo } from './model.ts'
import { type OpenedSession, openSession } from './open-session.ts'
import { findCustomerByPhone, updateCustomer } from './store.ts'

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
  ports: { tokens: AccessTokens; limits: Limits; hasher: PasswordHasher },
): Promise<OpenedSession> {
  const phone = readTypedPhone(input.identifier)
  const key = phone ?? input.identifier.toLowerCase()
  await ports.limits.ensureAllowed(loginFailures, key)

  const customer = phone ? await findCustomerByPhone(ctx.db, phone) : undefined
  const password = input.password.normalize('NFC')
  const matches = await ports.hasher.verify(customer?.passwordHash ?? undefined, password)
  if (!customer || !matches) {
    // Past the limit the wrong are answered like the right: an answer would still be a guess.
    await ports.limits.consume(loginFailures, key)
    throw loginRejected()
  }
  // Once more, by what was counted meanwhile: of many guesses sent at once each found the limit open.
  await ports.limits.ensureAllowed(loginFailures, key)

  await upgradeHash(ctx, customer, password, ports.hasher)
  return openSession(ctx, { customer, device: input.device, amr: 'pwd' }, ports.tokens)
}

// A login is the only moment the password is known, so the only one to strengthen an old hash.
async function upgradeHash(ctx: Ctx, customer: CustomerRow, password: string, hasher: PasswordHasher): Promise<void> {
  if (!customer.passwordHash || !hasher.needsRehash(customer.passwordHash)) return
  const passwordHash = await hasher.hash(password)
  await updateCustomer(ctx.db, customer.id, { passwordHash, updatedAt: ctx.now() })
}
