import type { CustomerId } from '#identity'
import type { Ctx } from '#platform'
import { type ChargeKey, deleteLinks, forgetPayer, listPaymentsOf, updateRefunded } from './store.ts'

/** Notes that money which had to go back went back; out: whether it was still due. Given back it is at the bank, by a person. */
export function markRefunded(ctx: Ctx, key: ChargeKey): Promise<boolean> {
  return updateRefunded(ctx.db, key)
}

/** What a customer's orders were paid by (Y7). */
export async function exportPayments(ctx: Ctx, customerId: CustomerId): Promise<object> {
  const rows = await listPaymentsOf(ctx.db, customerId)
  return rows.map(({ method, chargeId, orderId, amountMinor, currency, state, reason, paidAt }) => ({
    ...{ method, chargeId, orderId, amountMinor, currency, state, reason, paidAt },
  }))
}

/** Takes from an erased customer's payments whose Telegram they came from; the money has to be accounted for (Y7). */
export function forgetPayments(ctx: Ctx, customerId: CustomerId): Promise<void> {
  return forgetPayer(ctx.db, customerId)
}

// Long after the last moment at which its order can be paid.
const LINK_KEPT_MS = 24 * 3600_000

/** Forgets where orders were to be paid that cannot be paid any more. */
export async function sweepInvoiceLinks(ctx: Ctx): Promise<void> {
  await deleteLinks(ctx.db, new Date(ctx.now().getTime() - LINK_KEPT_MS))
}
