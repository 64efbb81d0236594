import { type Ctx, inBatches } from '#platform'
import { NOTICE_MS } from './model.ts'
import { deleteNotices } from './store.ts'

/** Forgets notices that nobody can undo any more; no event is delivered again after so long. */
export async function sweepNotices(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - NOTICE_MS)
  await inBatches((size) => deleteNotices(ctx.db, before, size))
}
