import { type Ctx, publish, transact } from '#platform'
import { wooHinted } from './events.ts'
import type { Hint, HintResource } from './model.ts'
import { deleteHints, insertHint, releaseHintRows, type TakenHint, takeHintRows } from './store.ts'

// Longer than the slowest reading; who dies delays what he had by that.
const HELD_MS = 120_000

/** Notes what a webhook told of and tells whoever reads it again, in one transaction. */
export function noteHint(ctx: Ctx, hint: Hint): Promise<void> {
  return transact(ctx, async (ctx) => {
    await insertHint(ctx.db, hint, ctx.now())
    await publish(ctx, wooHinted, { resource: hint.resource })
  })
}

/**
 * Hands what was hinted at to `work`, at most so many at once, until nothing is left that is in nobody's hands.
 * What `work` was given is dropped unless it was hinted at again meanwhile; when it fails it is there for
 * the next.
 */
export async function workHints(
  ctx: Ctx,
  { resource, limit }: { resource: HintResource; limit: number },
  work: (externalIds: string[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const now = ctx.now()
    const until = new Date(now.getTime() + HELD_MS)
    const taken = await takeHintRows(ctx.db, resource, { now, until, limit })
    if (taken.length === 0) return
    try {
      await work(taken.map(({ externalId }) => externalId))
    } catch (error) {
      await releaseHintRows(ctx.db, resource, taken)
      throw error
    }
    await finish(ctx, resource, taken)
  }
}

function finish(ctx: Ctx, resource: HintResource, taken: readonly TakenHint[]): Promise<void> {
  return transact(ctx, async (ctx) => {
    await deleteHints(ctx.db, resource, taken)
    // Whoever came for these meanwhile found them taken, and has gone.
    if ((await releaseHintRows(ctx.db, resource, taken)) > 0) await publish(ctx, wooHinted, { resource })
  })
}
