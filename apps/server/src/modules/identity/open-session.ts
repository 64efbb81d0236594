import type { Session } from '@vitrina/contract'
import { type Ctx, hashToken, newToken } from '#platform'
import { type AccessTokens, signAccessToken } from './access-token.ts'
import {
  ACCESS_TOKEN_SECONDS,
  type AuthenticationMethod,
  type CustomerRow,
  type DeviceInfo,
  SESSION_ABSOLUTE_MS,
  type SessionId,
  toCustomer,
} from './model.ts'
import { insertSession } from './store.ts'

export interface OpenSession {
  customer: CustomerRow
  device: DeviceInfo
  amr: AuthenticationMethod
}

/** A session as the edge hands it out: the refresh token goes into a cookie or the body, never both. */
export interface OpenedSession {
  session: Session
  refreshToken: string
  /** When the session ends whatever is done: the cookie's last day. */
  endsAt: Date
}

/** Opens a session with an id of its own, whatever was open before (S3). */
export async function openSession(ctx: Ctx, input: OpenSession, tokens: AccessTokens): Promise<OpenedSession> {
  const opened = await tryOpen(ctx, input, { passwordHash: null, tokens })
  if (!opened) throw new Error('a session was to be opened for a customer who is not there')
  return opened
}

/** The same, but nothing when the password has changed since the customer was read (S2). */
export function openSessionByPassword(
  ctx: Ctx,
  input: Omit<OpenSession, 'amr'>,
  tokens: AccessTokens,
): Promise<OpenedSession | undefined> {
  return tryOpen(ctx, { ...input, amr: 'pwd' }, { passwordHash: input.customer.passwordHash, tokens })
}

async function tryOpen(
  ctx: Ctx,
  { customer, device, amr }: OpenSession,
  { passwordHash, tokens }: { passwordHash: string | null; tokens: AccessTokens },
): Promise<OpenedSession | undefined> {
  const now = ctx.now()
  const sessionId = ctx.random(16).toString('base64url') as SessionId
  const refreshToken = newToken(ctx.random)
  const endsAt = new Date(now.getTime() + SESSION_ABSOLUTE_MS)
  const row = {
    id: sessionId,
    customerId: customer.id,
    amr,
    ...device,
    createdAt: now,
    provenAt: now,
    lastSeenAt: now,
    expiresAt: endsAt,
  }
  if (!(await insertSession(ctx.db, row, { tokenHash: hashToken(refreshToken), passwordHash }))) return undefined
  const session = await describeSession(ctx, customer, { sessionId, amr, authenticatedAt: now }, tokens)
  return { session, refreshToken, endsAt }
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
