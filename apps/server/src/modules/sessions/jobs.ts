import { type Ctx, inBatches } from '#platform'
import { SESSION_IDLE_MS } from './model.ts'
import { deleteSpentTokens } from './refresh-tokens.ts'
import { deleteDeadSessions } from './store.ts'

// Kept a while after its end, so that a stolen copy that comes late is still recognised.
const KEPT_AFTER_END_MS = 30 * 24 * 3600_000

// A tab left open for a month leaves four thousand tokens.
const BATCH = 50

/**
 * Forgets sessions that ended long ago, and of the living ones the tokens that tell nothing more. A spent
 * token is kept so that its second coming gives a thief away, be it the thief who comes second or
 * the owner; whoever comes with one after so many idle days is signed out by that alone.
 */
export async function sweepSessions(ctx: Ctx): Promise<void> {
  const agoMs = (ms: number) => new Date(ctx.now().getTime() - ms)
  await inBatches((size) => deleteDeadSessions(ctx.db, agoMs(KEPT_AFTER_END_MS), size), BATCH)
  await inBatches((size) => deleteSpentTokens(ctx.db, agoMs(SESSION_IDLE_MS), size))
}
