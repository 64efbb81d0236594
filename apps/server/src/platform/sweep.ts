import { inArray, lt } from 'drizzle-orm'
import type { Ctx } from './ctx.ts'
import { ephemeral } from './tables.ts'

// Small enough to hold its locks for milliseconds.
const BATCH = 1_000
// One run ends even when others write faster than it deletes.
const BATCHES = 100
// The clocks of two processes differ: what is dead here may be alive there.
const GRACE_MS = 5 * 60_000

/** Removes rows that expired a while ago, in batches; says how many. For a scheduled job. */
export async function sweepExpired(ctx: Ctx): Promise<number> {
  const deadline = new Date(ctx.now().getTime() - GRACE_MS)
  let swept = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const expired = ctx.db
      .select({ key: ephemeral.key })
      .from(ephemeral)
      .where(lt(ephemeral.expiresAt, deadline))
      .limit(BATCH)
      // A row that somebody is putting anew is no longer expired: left to him.
      .for('update', { skipLocked: true })
    const { rowCount } = await ctx.db.delete(ephemeral).where(inArray(ephemeral.key, expired))
    swept += rowCount ?? 0
    if ((rowCount ?? 0) < BATCH) break
  }
  return swept
}
