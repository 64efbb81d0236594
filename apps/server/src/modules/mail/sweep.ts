import { type Ctx, inBatches } from '#platform'
import { deleteDeliveries } from './store.ts'

// Longer than any letter is worth reading, so that none is tried after its record is gone.
const KEPT_MS = 30 * 24 * 3600_000

/** Forgets what became of letters that are long over. */
export async function sweepLetters(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  await inBatches((size) => deleteDeliveries(ctx.db, before, size))
}
