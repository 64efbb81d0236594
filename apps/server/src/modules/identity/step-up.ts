import type { Ctx } from '#platform'
import { stepUpRequired } from './errors.ts'
import type { SessionId } from './model.ts'
import { findSessionStart } from './store.ts'

const FRESH_MS = 10 * 60_000

/**
 * Lets through whoever signed in within the last ten minutes.
 *
 * Refuses with `identity.step_up_required`: an unlocked phone left on a table, or a stolen
 * access token, must not change how the account is opened.
 */
export async function ensureFresh(ctx: Ctx, sessionId: SessionId): Promise<void> {
  const provenAt = await findSessionStart(ctx.db, sessionId)
  if (!provenAt || ctx.now().getTime() - provenAt.getTime() > FRESH_MS) throw stepUpRequired()
}
