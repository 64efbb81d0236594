import { isPayable } from '#checkout'
import { findCustomer } from '#identity'
import { findOrder, type OrderId } from '#orders'
import { type Ctx, enqueue, type Handler, job } from '#platform'
import { findChat, tell } from '#telegram'
import { type InvoicePorts, writeInvoice } from './telegram-payment.ts'

/** Due when whoever ordered has had the time to pay where they did. */
export const askInChat = job<{ orderId: OrderId }>('payments.ask-in-chat', { retryLimit: 20 })

// Longer than it takes to pay in the Mini App: its own invoice is on the screen until then.
const PATIENCE_MS = 90_000

/** Whatever was ordered: when it waits for money in Telegram, the chat will ask for it. */
export function makePlanAsking(ctx: Ctx): Handler<{ orderId: OrderId }> {
  return async ({ orderId }) => {
    const order = await findOrder(ctx.db, orderId)
    if (order?.paymentMethodId !== 'telegram' || !isPayable(order, ctx.now())) return
    const startAfter = new Date(order.placedAt.getTime() + PATIENCE_MS)
    await enqueue(ctx, askInChat, { orderId }, { startAfter, key: orderId })
  }
}

/** Puts the invoice into the chat of whoever has not paid yet. */
export function makeAskInChat(ctx: Ctx, ports: InvoicePorts): Handler<{ orderId: OrderId }> {
  return async ({ orderId }) => {
    const order = await findOrder(ctx.db, orderId)
    if (!order?.payBy || !isPayable(order, ctx.now()) || !ports.desk.isConfigured) return
    const chatId = (await findCustomer(ctx.db, order.customerId))?.telegramId
    if (!chatId || (await findChat(ctx.db, chatId))?.blockedAt !== null) return
    const payload = { chat_id: chatId, ...(await writeInvoice(ctx, order, ports)) }
    await tell(ctx, { chatId, calls: [{ method: 'sendInvoice', payload, until: order.payBy }] })
  }
}
