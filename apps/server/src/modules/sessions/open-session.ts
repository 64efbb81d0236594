import type { Session } from '@vitrina/contract'
import { type CustomerRow, type DeviceInfo, type Proof, sharedOf, toCustomer } from '#identity'
import { type Ctx, hashToken, newToken, publish, transact } from '#platform'
import { type AccessTokens, signAccessToken } from './access-token.ts'
import { sessionEnded } from './errors.ts'
import { newDeviceSeen } from './events.ts'
import { type Known, knownOf } from './known-browser.ts'
import { ACCESS_TOKEN_SECONDS, type AuthenticationMethod, SESSION_ABSOLUTE_MS, type SessionId } from './model.ts'
import { insertSession } from './store.ts'

export interface OpenSession {
  customer: CustomerRow
  device: DeviceInfo
  amr: AuthenticationMethod
  /** What the customer was found by: no session is opened when that has become somebody else's meanwhile (S11). */
  proof?: Proof
  /** Which of several keys it was: a passkey's id. */
  keyId?: string
  /** When the proof was made, where it comes with a date; a session is not fresher than what opened it. */
  provenAt?: Date
  /** Whether it takes the place of a session in which a proof was asked for. */
  isContinued?: boolean
  /** Of a family that goes on; a new one begins otherwise. */
  refreshToken?: string
}

/** A session as the edge hands it out: the refresh token goes into a cookie or the body, never both. */
export interface OpenedSession {
  session: Session
  refreshToken: string
  /** When the session ends whatever is done: the cookie's last day. */
  endsAt: Date
  /** The same of its access token. */
  accessEndsAt: Date
  known: Known
}

/** A session that has been opened and not yet been told of. */
export interface BegunSession extends Pick<OpenSession, 'customer' | 'amr'> {
  sessionId: SessionId
  refreshToken: string
  openedAt: Date
  provenAt: Date
}

/** Opens a session with an id of its own, whatever was open before (S3). */
export async function openSession(ctx: Ctx, input: OpenSession, tokens: AccessTokens): Promise<OpenedSession> {
  return handOut(ctx, await beginSession(ctx, input), tokens)
}

/**
 * The part of it that belongs into a transaction; `handOut` comes after the commit, for signing a
 * token is no work to be done while rows are locked.
 */
export async function beginSession(ctx: Ctx, input: OpenSession): Promise<BegunSession> {
  const begun = await begin(ctx, input, null)
  // Joined into another account, erased, or no longer to be opened by this, since it was found.
  if (!begun) throw sessionEnded()
  return begun
}

export async function handOut(ctx: Ctx, begun: BegunSession, tokens: AccessTokens): Promise<OpenedSession> {
  const { customer, amr, sessionId, refreshToken, openedAt, provenAt } = begun
  const session = await describeSession(ctx, customer, { sessionId, amr, authenticatedAt: provenAt }, tokens)
  const endsAt = new Date(openedAt.getTime() + SESSION_ABSOLUTE_MS)
  return { session, refreshToken, endsAt, accessEndsAt: accessEndOf(ctx.now()), known: knownOf(customer) }
}

/** The same, but nothing when the password has changed since the customer was read (S2). */
export async function openSessionByPassword(
  ctx: Ctx,
  input: Omit<OpenSession, 'amr'>,
  tokens: AccessTokens,
): Promise<OpenedSession | undefined> {
  const begun = await begin(ctx, { ...input, amr: 'pwd' }, input.customer.passwordHash)
  return begun && handOut(ctx, begun, tokens)
}

async function begin(
  ctx: Ctx,
  { customer, proof, device, amr, keyId, provenAt: madeAt, ...opening }: OpenSession,
  passwordHash: string | null,
): Promise<BegunSession | undefined> {
  const { isContinued = false, refreshToken = newToken(ctx.random) } = opening
  const openedAt = ctx.now()
  // Clocks differ: what comes from a little ahead was proven now.
  const provenAt = madeAt && madeAt < openedAt ? madeAt : openedAt
  const sessionId = ctx.random(16).toString('base64url') as SessionId
  const row = {
    id: sessionId,
    customerId: customer.id,
    passwordHash,
    ...sharedOf(customer, proof),
    amr,
    keyId: keyId ?? null,
    isContinued,
    ...device,
    tokenHash: hashToken(refreshToken),
    createdAt: openedAt,
    provenAt,
    expiresAt: new Date(openedAt.getTime() + SESSION_ABSOLUTE_MS),
  }
  // From a device that is known nobody has to be told, and there is nothing to put into one transaction with it.
  const opened =
    (await insertSession(ctx.db, { ...row, isQuiet: true })) ??
    (await transact(ctx, async (ctx) => {
      const seen = await insertSession(ctx.db, { ...row, isQuiet: false })
      if (seen === 'new') await publish(ctx, newDeviceSeen, { customerId: customer.id, sessionId, device })
      return seen
    }))
  return opened && { customer, amr, sessionId, refreshToken, openedAt, provenAt }
}

/** Of an access token made now. */
export function accessEndOf(now: Date): Date {
  return new Date(now.getTime() + ACCESS_TOKEN_SECONDS * 1000)
}

export async function describeSession(
  ctx: Ctx,
  customer: CustomerRow,
  proof: { sessionId: SessionId; amr: AuthenticationMethod; authenticatedAt: Date },
  tokens: AccessTokens,
): Promise<Session> {
  const accessToken = await signAccessToken(tokens, ctx.now(), { customerId: customer.id, ...proof })
  return { customer: toCustomer(customer), accessToken, expiresIn: ACCESS_TOKEN_SECONDS }
}
