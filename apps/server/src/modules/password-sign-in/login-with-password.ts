import { type Email, type Phone, readTypedEmail, readTypedPhone } from '@vitrina/contract'
import {
  type CustomerRow,
  type DeviceInfo,
  findClaimants,
  findCustomerByEmail,
  findCustomerByPhone,
  updatePasswordHash,
} from '#identity'
import type { Ctx, Db, Limits, PasswordHasher, Pepper } from '#platform'
import { type AccessTokens, isKnown, type OpenedSession, openSessionByPassword } from '#sessions'
import { loginRejected } from './errors.ts'
import { knownLoginFailures, loginFailures } from './limits.ts'

type Hasher = Pick<PasswordHasher, 'ensureRoom' | 'hash' | 'verify' | 'needsRehash'>

export interface LoginPorts {
  tokens: AccessTokens
  limits: Limits
  hasher: Hasher
  pepper: Pepper
}

export interface LoginWithPassword {
  /** A phone without spaces, or an e-mail address, as typed. */
  identifier: string
  password: string
  device: DeviceInfo
  /** What a browser kept of an account that was opened in it before. */
  known?: string | undefined
}

type Identifier = { kind: 'phone'; value: Phone } | { kind: 'email'; value: Email }

/**
 * Signs in by identifier and password. An identifier that nobody has proven opens the account
 * whose registration named it, and only with that account's password (C4).
 *
 * Refuses with `identity.login_rejected` whether the account is unknown, has no password or
 * the password is wrong, after the same work each time (S17). Failures are counted for the
 * identifier, known or not; past the limit even the right password waits, but in a browser that
 * has been in this account before: what strangers guess does not lock its owner out of that (S15).
 */
export async function loginWithPassword(ctx: Ctx, input: LoginWithPassword, ports: LoginPorts): Promise<OpenedSession> {
  // First of all: a refusal in a flood must not cost the database a look.
  ports.hasher.ensureRoom()
  const identifier = readIdentifier(input.identifier)
  const candidates = identifier ? await findCandidates(ctx.db, identifier) : []
  const key = identifier?.value ?? input.identifier.toLowerCase()
  const counted = countedAs(candidates, { key, known: input.known }, ports.pepper)
  await ports.limits.ensureAllowed(...counted)

  const customer = await findMatching(candidates, input.password, ports.hasher)
  if (!customer) {
    // Past the limit the wrong are answered like the right: an answer would still be a guess.
    await ports.limits.consume(...counted)
    throw loginRejected()
  }
  // Once more, by what was counted meanwhile: of many guesses sent at once each found the limit open.
  await ports.limits.ensureAllowed(...counted)

  const known = await strengthen(ctx, { customer, password: input.password }, ports.hasher)
  // Disowned while its hash was being checked, a password opens nothing (S2).
  const opened = await openSessionByPassword(ctx, { customer: known, device: input.device }, ports.tokens)
  if (!opened) throw loginRejected()
  return opened
}

// Not where several have only named the identifier: known to one of them, somebody would be guessing at another.
function countedAs(
  [only, ...others]: readonly CustomerRow[],
  { key, known }: { key: string; known: string | undefined },
  pepper: Pepper,
): [typeof loginFailures, string] {
  const isOwnBrowser = only && others.length === 0 && isKnown(pepper, only, known)
  return isOwnBrowser ? [knownLoginFailures, String(only.id)] : [loginFailures, key]
}

function readIdentifier(typed: string): Identifier | undefined {
  const phone = readTypedPhone(typed)
  if (phone) return { kind: 'phone', value: phone }
  const email = readTypedEmail(typed)
  return email && { kind: 'email', value: email }
}

/** Whoever proved the identifier, alone; else those who only named it. */
async function findCandidates(db: Db, { kind, value }: Identifier): Promise<CustomerRow[]> {
  const holder = kind === 'phone' ? await findCustomerByPhone(db, value) : await findCustomerByEmail(db, value)
  return holder ? [holder] : findClaimants(db, kind, value)
}

/** Without a candidate one password is checked all the same (S17). */
async function findMatching(
  candidates: readonly CustomerRow[],
  password: string,
  hasher: Hasher,
): Promise<CustomerRow | undefined> {
  if (candidates.length === 0) await hasher.verify(undefined, password)
  for (const candidate of candidates) {
    if (await hasher.verify(candidate.passwordHash ?? undefined, password)) return candidate
  }
  return undefined
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
