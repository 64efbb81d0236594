import type { Ctx } from '#platform'
import { deleteDeadSessions } from './store.ts'

// Kept a while after its end, so that a stolen copy that comes late is still recognised.
const KEPT_AFTER_END_MS = 30 * 24 * 3600_000

/** Forgets sessions that ended long ago. */
export function sweepSessions(ctx: Ctx): Promise<void> {
  return deleteDeadSessions(ctx.db, new Date(ctx.now().getTime() - KEPT_AFTER_END_MS))
}
