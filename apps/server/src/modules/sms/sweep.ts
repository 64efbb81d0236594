import { type Ctx, inBatches } from '#platform'
import { KEPT_MS } from './model.ts'
import { deleteSends } from './store.ts'

/** Forgets what was sent long ago. */
export async function sweepSends(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  await inBatches((size) => deleteSends(ctx.db, before, size))
}
