import { record } from '#audit'
import type { CustomerRow } from '#identity'
import { type Ctx, deriveToken, hashToken, type Pepper, publish, transact } from '#platform'
import type { AccessTokens } from './access-token.ts'
import { sessionEnded } from './errors.ts'
import { refreshTokenReused } from './events.ts'
import { knownOf } from './known-browser.ts'
import { REFRESH_GRACE_MS, SESSION_IDLE_MS } from './model.ts'
import { accessEndOf, describeSession, type OpenedSession } from './open-session.ts'
import { lockRefreshToken, type PresentedToken, type RotatedSession, replaceRefreshToken } from './refresh-tokens.ts'
import { endSessions, type SessionRow } from './store.ts'

type Rotation = { session: RotatedSession; customer: CustomerRow; refreshToken: string } | 'ended' | 'reused'

/**
 * Trades a refresh token for the next one and a fresh access token (S19).
 *
 * The next token is derived from the presented one, so two tabs asking at once, or a client
 * whose answer was lost, get the same successor within the grace and the family never forks.
 * A spent token after the grace means that a copy exists: the session ends and the owner is
 * told. Refuses with `identity.session_ended`, whatever the reason.
 */
export async function refreshSession(
  ctx: Ctx,
  refreshToken: string,
  ports: { tokens: AccessTokens; pepper: Pepper },
): Promise<OpenedSession> {
  const rotation =
    (await rotateAtOnce(ctx, refreshToken, ports.pepper)) ??
    (await transact(ctx, (ctx) => rotate(ctx, refreshToken, ports.pepper)))
  // Refused out here: thrown inside, it would roll the ending of a stolen session back.
  if (rotation === 'ended' || rotation === 'reused') throw sessionEnded()
  const { session, customer } = rotation
  const proof = { sessionId: session.id, amr: session.amr, authenticatedAt: session.provenAt }
  return {
    session: await describeSession(ctx, customer, proof, ports.tokens),
    refreshToken: rotation.refreshToken,
    endsAt: session.expiresAt,
    accessEndsAt: accessEndOf(ctx.now()),
    known: knownOf(customer),
  }
}

/** The plain case, without a transaction's ways there and back. */
async function rotateAtOnce(ctx: Ctx, refreshToken: string, pepper: Pepper): Promise<Rotation | undefined> {
  const next = deriveToken(pepper, null, 'refresh', refreshToken)
  if (!next) return undefined
  const [hash, nextHash] = [hashToken(refreshToken), hashToken(next.token)]
  const rotated = await replaceRefreshToken(ctx.db, { hash, nextHash, nextKeyId: next.keyId, now: ctx.now() })
  return rotated && { ...rotated, refreshToken: next.token }
}

async function rotate(ctx: Ctx, refreshToken: string, pepper: Pepper): Promise<Rotation> {
  const found = await lockRefreshToken(ctx.db, hashToken(refreshToken))
  if (!found) return 'ended'
  const { session, customer } = found
  const next = await nextRefreshToken(ctx, found, { refreshToken, pepper })
  if (next === 'reused') await endStolen(ctx, session)
  return next === 'ended' || next === 'reused' ? next : { session, customer, refreshToken: next }
}

/** The one successor of a token whose session is locked; `reused` when it was succeeded too long ago. */
export async function nextRefreshToken(
  ctx: Ctx,
  { token, session }: Pick<PresentedToken, 'token' | 'session'>,
  { refreshToken, pepper }: { refreshToken: string; pepper: Pepper },
): Promise<string | 'ended' | 'reused'> {
  const now = ctx.now()
  if (!isLive(session, now)) return 'ended'
  if (token.replacedAt && now.getTime() - token.replacedAt.getTime() > REFRESH_GRACE_MS) return 'reused'
  const next = deriveToken(pepper, token.nextKeyId, 'refresh', refreshToken)
  // The key of the first derivation was retired meanwhile: signing in again is the honest way on.
  if (!next) return 'ended'
  if (token.replacedAt) return next.token
  const fresh = { hash: token.hash, nextHash: hashToken(next.token), nextKeyId: next.keyId, now }
  if (await replaceRefreshToken(ctx.db, fresh)) return next.token
  // Replaced while the session was waited for, perhaps by a process with another key: the next one is theirs.
  const found = await lockRefreshToken(ctx.db, token.hash)
  return found?.token.replacedAt ? nextRefreshToken(ctx, found, { refreshToken, pepper }) : 'ended'
}

async function endStolen(ctx: Ctx, session: SessionRow): Promise<void> {
  const { id: sessionId, customerId, browser, system, network } = session
  await endSessions(ctx.db, customerId, ctx.now(), { only: sessionId })
  const device = { browser, system, network }
  await record(ctx, { actor: { kind: 'stranger' }, customerId, act: 'token_reused', device })
  await publish(ctx, refreshTokenReused, { customerId, sessionId, device })
}

function isLive(session: SessionRow, now: Date): boolean {
  const idleMs = now.getTime() - session.lastSeenAt.getTime()
  return session.endedAt === null && session.expiresAt > now && idleMs <= SESSION_IDLE_MS
}
