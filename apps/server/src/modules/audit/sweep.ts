import { type Ctx, inBatches } from '#platform'
import { KEPT_MS } from './model.ts'
import { deleteEntries } from './store.ts'

/** Forgets what was done long ago; consents are kept (Y7). */
export async function sweepAudit(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  await inBatches((size) => deleteEntries(ctx.db, before, size))
}
