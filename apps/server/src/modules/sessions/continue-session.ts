import type { CustomerId } from '#identity'
import { type Ctx, hashToken, type Pepper } from '#platform'
import type { SessionId } from './model.ts'
import { type BegunSession, beginSession, type OpenSession } from './open-session.ts'
import { nextRefreshToken } from './refresh-session.ts'
import { lockRefreshToken, moveRefreshTokens } from './refresh-tokens.ts'
import { endSessions } from './store.ts'

export interface ContinueSession extends Omit<OpenSession, 'refreshToken' | 'isContinued'> {
  /** Where the person was signed in when they were asked to prove themselves. */
  subject: { customerId: CustomerId; sessionId: SessionId }
  /** What this browser would renew that session by, if it showed it. */
  refreshToken: string | undefined
}

/**
 * Opens a session in place of the one that a proof was asked for in, and ends that one: whoever
 * holds an access token of it has not proven anything. Belongs into a transaction.
 *
 * The refresh tokens stay one family: the next is derived from the one shown, as at a renewal. A
 * renewal by another tab of this browser may come before, after or between, and its answer late:
 * all of them lead to the same token, while a random one would be overwritten by a dead one, and
 * the browser signed out. A token that is not of this session, or a copy's, begins a family of its own.
 */
export async function continueSession(
  ctx: Ctx,
  { subject, refreshToken, ...opening }: ContinueSession,
  pepper: Pepper,
): Promise<BegunSession> {
  const { customerId, sessionId } = subject
  const shown = refreshToken === undefined ? undefined : await lockRefreshToken(ctx.db, hashToken(refreshToken))
  const next =
    shown?.session.id === sessionId && refreshToken
      ? await nextRefreshToken(ctx, shown, { refreshToken, pepper })
      : 'ended'
  await endSessions(ctx.db, customerId, ctx.now(), { only: sessionId })
  // Who has not that session's token may be somebody else: in the log it is a sign-in.
  if (next === 'ended' || next === 'reused') return beginSession(ctx, opening)
  const begun = await beginSession(ctx, { ...opening, refreshToken: next, isContinued: true })
  await moveRefreshTokens(ctx.db, sessionId, begun.sessionId)
  return begun
}
