import { orderPlaced } from '#orders'
import { customerErased } from '#own-account'
import { askInChat, forgetPayments, type InvoicePorts, makeAskInChat, makePlanAsking } from '#payments'
import type { Ctx, JobQueue } from '#platform'

/** What becomes of money and of what asks for it. */
export function joinPayments(ctx: Ctx, queue: JobQueue, ports: InvoicePorts): void {
  queue.on(orderPlaced, 'ask-for-money', makePlanAsking(ctx))
  queue.work(askInChat, makeAskInChat(ctx, ports))
  queue.on(customerErased, 'forget-the-payer', ({ customerId }) => forgetPayments(ctx, customerId))
}
