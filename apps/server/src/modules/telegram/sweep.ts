import type { Ctx } from '#platform'
import { deleteUpdates } from './store.ts'

// Telegram keeps an undelivered update for 24 hours, so none comes again after that.
const KEPT_MS = 2 * 24 * 3600_000

/** Forgets the ids of updates that cannot come again. */
export function sweepUpdates(ctx: Ctx): Promise<void> {
  return deleteUpdates(ctx.db, new Date(ctx.now().getTime() - KEPT_MS))
}
