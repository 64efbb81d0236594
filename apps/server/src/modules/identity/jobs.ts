import { type Ctx, inBatches } from '#platform'
import { deleteDeadSessions } from './store.ts'

// Kept a while after its end, so that a stolen copy that comes late is still recognised.
const KEPT_AFTER_END_MS = 30 * 24 * 3600_000

// A tab left open for a month leaves four thousand tokens.
const BATCH = 50

/** Forgets sessions that ended long ago. */
export async function sweepSessions(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_AFTER_END_MS)
  await inBatches((size) => deleteDeadSessions(ctx.db, before, size), BATCH)
}
