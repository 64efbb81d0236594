import type { Ctx } from '#platform'
import { sessionEnded, stepUpRequired } from './errors.ts'
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

/** Notes that the owner has just proven to be there; the session stays the same one. Refuses with `identity.session_ended`. */
export async function renewProof(ctx: Ctx, sessionId: SessionId): Promise<void> {
  const session = await findSession(ctx.db, sessionId)
  if (session?.endedAt !== null) throw sessionEnded()
  await updateSession(ctx.db, sessionId, { provenAt: ctx.now() })
}
