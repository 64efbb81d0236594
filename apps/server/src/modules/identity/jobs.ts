import { type Ctx, inBatches } from '#platform'
import { deleteOldChanges } from './identifier-changes.ts'

const KEPT_MS = 30 * 24 * 3600_000

/** Forgets what identifiers were before, once nobody can take them back any more. */
export async function sweepIdentifierChanges(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS)
  await inBatches((size) => deleteOldChanges(ctx.db, before, size))
}
