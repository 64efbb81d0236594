import { type Ctx, inBatches, transact } from '#platform'
import { recountTurned } from './change-stock.ts'
import { freeEndedHolds, listEndedHolds } from './stock-store.ts'
import { lockOffers } from './store.ts'

/**
 * Removes holds that have ended, and puts what was held into the lists again; out: of how many offers. Nobody is told
 * that it is back: it was handed over to its source, and is only no longer counted twice. For a scheduled job.
 */
export function sweepHolds(ctx: Ctx): Promise<number> {
  return inBatches((size) =>
    transact(ctx, async (ctx) => {
      const skus = await listEndedHolds(ctx.db, ctx.now(), size)
      if (skus.length === 0) return { rowCount: 0 }
      await lockOffers(ctx.db, skus)
      const freed = await freeEndedHolds(ctx.db, ctx.now(), skus)
      await recountTurned(ctx, freed)
      return { rowCount: freed.length }
    }),
  )
}
