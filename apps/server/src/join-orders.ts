import { cancelUnpaid, forgetAnswers, makeCancelUnpaid, makeSettleEnded } from '#checkout'
import { accountsJoined, accountsParted } from '#identity'
import { followAccounts, forgetCustomer, orderMoved } from '#orders'
import { customerErased } from '#own-account'
import type { Ctx, JobQueue } from '#platform'

/** What becomes of orders when time passes, when they move, and when their customers do. */
export function joinOrders(ctx: Ctx, queue: JobQueue): void {
  queue.work(cancelUnpaid, makeCancelUnpaid(ctx))
  queue.on(orderMoved, 'give-back', makeSettleEnded(ctx))

  queue.on(accountsJoined, 'hand-orders-over', (accounts) => followAccounts(ctx, accounts))
  queue.on(accountsParted, 'hand-orders-over', (accounts) => followAccounts(ctx, accounts))
  queue.on(customerErased, 'forget-in-orders', ({ customerId }) => forgetCustomer(ctx, customerId))
  queue.on(customerErased, 'forget-in-checkout', ({ customerId }) => forgetAnswers(ctx, customerId))
}
