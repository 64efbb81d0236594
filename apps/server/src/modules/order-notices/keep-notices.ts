import type { CustomerId } from '#identity'
import type { Ctx } from '#platform'
import { deleteNewsOf, deleteSayings } from './store.ts'

/** Forgets what was to be told to somebody who is nobody any more (Y7). */
export function forgetNews(ctx: Ctx, customerId: CustomerId): Promise<void> {
  return deleteNewsOf(ctx.db, customerId)
}

const KEPT_MS = 365 * 24 * 3600_000

/** Forgets what was said of orders that nobody speaks of any more. */
export async function sweepOrderNotices(ctx: Ctx): Promise<void> {
  await deleteSayings(ctx.db, new Date(ctx.now().getTime() - KEPT_MS))
}
