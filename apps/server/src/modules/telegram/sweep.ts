import { type Ctx, inBatches } from '#platform'
import { deleteUpdates } from './store.ts'

// Telegram keeps an undelivered update for 24 hours, so none comes again after that.
const KEPT_MS = 2 * 24 * 3600_000

/** Forgets the ids of updates that cannot come again. */
export async function sweepUpdates(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  await inBatches((size) => deleteUpdates(ctx.db, before, size))
}
