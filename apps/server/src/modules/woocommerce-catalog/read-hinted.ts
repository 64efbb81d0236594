import type { Ctx } from '#platform'
import { isOfTheHost, wooFaultOf, workHints } from '#woocommerce'
import type { WooSource } from './model.ts'
import { readAgain } from './read-again.ts'
import { findProgress } from './store.ts'

const TOGETHER = 100

/**
 * Reads again what webhooks have told of, all that waits. While the site is away it stays where it is: the
 * regular look at the site comes back to it.
 */
export async function readHinted(ctx: Ctx, source: WooSource, signal?: AbortSignal): Promise<void> {
  // Before it is known that its prices are in our currency, nothing of it is taken.
  const shop = await findProgress(ctx, 'shop')
  if (shop?.currency !== source.reading.currency) return
  try {
    await workHints(ctx, { resource: 'product', limit: TOGETHER }, (ids) => readAgain(ctx, source, ids, signal))
  } catch (error) {
    const fault = wooFaultOf(error)
    if (!fault || !isOfTheHost(fault)) throw error
    ctx.log.debug({ err: error }, 'what a webhook told of is read later')
  }
}
