import { type Ctx, inBatches, transact } from '#platform'
import { recount } from './change-stock.ts'
import { deleteEndedHolds, listEndedHolds } from './stock-store.ts'
import { lockOffers } from './store.ts'

// An order that was given up when its time was over gives back what it held itself, and that is told of.
const GRACE_MS = 60_000

/**
 * Removes holds that have ended, and puts what was held into the lists again. Nobody is told that it is back: what
 * ends by the clock alone was handed over to a WooCommerce, and is only no longer counted twice. For a scheduled job.
 */
export function sweepHolds(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now().getTime() - GRACE_MS)
  return inBatches((size) =>
    transact(ctx, async (ctx) => {
      const ended = await listEndedHolds(ctx.db, before, size)
      if (ended.length === 0) return { rowCount: 0 }
      const skus = ended.map(({ sku }) => sku)
      await lockOffers(ctx.db, skus)
      const deleted = await deleteEndedHolds(ctx.db, before, skus)
      await recount(
        ctx,
        ended.map(({ productId }) => productId),
      )
      return deleted
    }),
  )
}
