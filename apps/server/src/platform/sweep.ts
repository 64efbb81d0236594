import { inArray, lt } from 'drizzle-orm'
import type { Ctx } from './ctx.ts'
import { ephemeral, rateLimit } from './tables.ts'

// Small enough to hold its locks for milliseconds.
const BATCH = 1_000
// One run ends even when others write faster than it deletes.
const BATCHES = 100
// The clocks of two processes differ: what is dead here may be alive there.
const GRACE_MS = 5 * 60_000

/** Removes rows that expired a while ago, in batches; says how many. For a scheduled job. */
export async function sweepExpired(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now().getTime() - GRACE_MS)
  // A row that somebody is writing anew is locked, and no longer expired: left to him.
  const unlocked = { skipLocked: true } as const

  const entries = await inBatches((size) => {
    const expired = ctx.db.select({ key: ephemeral.key }).from(ephemeral).where(lt(ephemeral.expiresAt, before))
    return ctx.db.delete(ephemeral).where(inArray(ephemeral.key, expired.limit(size).for('update', unlocked)))
  })
  const counts = await inBatches((size) => {
    const expired = ctx.db.select({ key: rateLimit.key }).from(rateLimit).where(lt(rateLimit.expire, before.getTime()))
    return ctx.db.delete(rateLimit).where(inArray(rateLimit.key, expired.limit(size).for('update', unlocked)))
  })
  return entries + counts
}

/**
 * Deletes until nothing is left to delete; says how much that was. All at once, it would meet the
 * limit of a statement when there is much of it, and then never end.
 */
export async function inBatches(
  deleteBatch: (size: number) => PromiseLike<{ rowCount: number | null }>,
  size = BATCH,
): Promise<number> {
  let swept = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const { rowCount } = await deleteBatch(size)
    swept += rowCount ?? 0
    if ((rowCount ?? 0) < size) break
  }
  return swept
}
