import type { OrderId } from '#orders'
import type { Ctx } from '#platform'
import { countWaiting, findKnown, findProgress } from './store.ts'

/** How far WooCommerce is from us in orders. */
export interface OrderDrift {
  /** Have something to be done there, and the longest that one waits. */
  waiting: number
  longestSeconds: number
  /** Wait for a person. */
  troubled: number
  /** Were not as we knew them at the last comparison. */
  mismatched: number
}

/** What is still to be done there, and what went wrong; for whoever asks how we are (S9). */
export async function readOrderDrift(ctx: Ctx): Promise<OrderDrift> {
  const { waiting, since, troubled } = await countWaiting(ctx.db)
  const comparison = await findProgress(ctx.db, 'comparison')
  const longestSeconds = since ? Math.round((ctx.now().getTime() - since.getTime()) / 1000) : 0
  return { waiting, longestSeconds, troubled, mismatched: comparison?.mismatched ?? 0 }
}

/** Where an order is paid in WooCommerce, and by which key it is shown there; nothing while it is not there. */
export async function paymentUrlOf(ctx: Ctx, orderId: OrderId): Promise<string | undefined> {
  const known = await findKnown(ctx.db, orderId)
  return known?.trouble === null ? (known.paymentUrl ?? undefined) : undefined
}
