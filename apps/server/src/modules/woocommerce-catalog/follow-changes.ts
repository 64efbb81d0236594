import type { Ctx } from '#platform'
import { bareMoment } from '#woocommerce'
import type { WooSource } from './model.ts'
import { productFields } from './read-product.ts'
import { findProgress, updateProgress } from './store.ts'
import { setAside, takeProducts } from './take-products.ts'
import { walkList } from './walk-list.ts'

// What was saved a while ago may be seen only now: until some looks have found nothing newer, each goes so far back.
const OVERLAP_MS = 120_000
const LOOKS = 6
// Its moments are whole seconds, and the edge itself is left out.
const EDGE_MS = 1_000
// A clock that was wrong once must not make us deaf until then.
const AHEAD_MS = 600_000

/** Takes over what has changed since the last look, by the site's own clock. */
export async function followChanges(ctx: Ctx, source: WooSource, signal?: AbortSignal): Promise<void> {
  const state = await findProgress(ctx, 'changes')
  if (!state) return
  const mark = new Date(state.mark).getTime()
  const after = new Date(mark - EDGE_MS - (state.settled < LOOKS ? OVERLAP_MS : 0))
  let newest = mark
  await walkList(
    source.client,
    {
      path: '/products',
      query: { status: 'any', modified_after: bareMoment(after), dates_are_gmt: true, _fields: productFields },
      signal,
    },
    async ({ items, failed }) => {
      const at = await takeProducts(ctx, source, items, signal)
      newest = Math.max(newest, at?.getTime() ?? 0)
      await setAside(
        ctx,
        failed.map((place) => ({ externalId: `place ${place} of changes`, reason: 'WooCommerce fails to show it' })),
      )
    },
  )
  newest = Math.min(newest, Math.max(mark, ctx.now().getTime() + AHEAD_MS))
  const settled = newest > mark ? 0 : Math.min(LOOKS, state.settled + 1)
  if (newest > mark || settled !== state.settled) {
    await updateProgress(ctx, 'changes', { mark: new Date(newest).toISOString(), settled })
  }
}
