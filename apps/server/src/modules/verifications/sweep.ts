import { type Ctx, inBatches } from '#platform'
import { deleteOutcomes } from './store.ts'

// A bot may repeat its call for as long as Telegram may repeat an update, which is a day.
const KEPT_MS = 2 * 24 * 3600_000

/** Forgets outcomes that nobody can ask about any more. */
export async function sweepOutcomes(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  await inBatches((size) => deleteOutcomes(ctx.db, before, size))
}
