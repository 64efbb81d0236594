import { type Ctx, inBatches } from '#platform'
import { deleteExpiredHolds } from './stock-store.ts'

/** Removes holds that have ended; they have promised nothing since. For a scheduled job. */
export function sweepHolds(ctx: Ctx): Promise<number> {
  return inBatches((size) => deleteExpiredHolds(ctx.db, ctx.now(), size))
}
