import type { CustomerId } from '#identity'
import { type Ctx, transact } from '#platform'
import { deleteReminder, moveReminder } from './left-cart-store.ts'
import { deleteNewsOf, deleteSayings } from './store.ts'

/** Forgets what was to be told to somebody who is nobody any more (Y7). */
export async function forgetNews(ctx: Ctx, customerId: CustomerId): Promise<void> {
  await deleteNewsOf(ctx.db, customerId)
  await deleteReminder(ctx.db, customerId)
}

/** Two accounts became one, and one person is not reminded of their cart more often for it. */
export function followReminders(ctx: Ctx, accounts: { from: CustomerId; into: CustomerId }): Promise<void> {
  return transact(ctx, (ctx) => moveReminder(ctx.db, accounts))
}

const KEPT_MS = 365 * 24 * 3600_000

/** Forgets what was said of orders that nobody speaks of any more. */
export async function sweepOrderNotices(ctx: Ctx): Promise<void> {
  await deleteSayings(ctx.db, new Date(ctx.now().getTime() - KEPT_MS))
}
