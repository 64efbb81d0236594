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
  const now = ctx.now()
  const sessionId = ctx.random(16).toString('base64url') as SessionId
  const refreshToken = newToken(ctx.random)
  const endsAt = new Date(now.getTime() + SESSION_ABSOLUTE_MS)
  const row = {
    id: sessionId,
    customerId: input.customer.id,
    amr: input.amr,
    ...input.device,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: endsAt,
  }
  await insertSession(ctx.db, row, { hash: hashToken(refreshToken), sessionId, issuedAt: now })
  const session = await describeSession(
    ctx,
    input.customer,
    { sessionId, amr: input.amr, authenticatedAt: now },
    tokens,
  )
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
