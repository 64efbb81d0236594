import { type Ctx, enqueue, type Handler, inOrder, job } from '#platform'
import { doubtfulDelaySeconds, MAX_DOUBTFUL, type OutgoingCall, type TelegramSender } from './model.ts'
import { findChat, updateChat } from './store.ts'

/** Tried for as long as the words are worth saying; each call carries its own end. */
export const deliver = job<OutgoingCall>('telegram.deliver', {
  retryLimit: 1000,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 15,
})

/**
 * Delivers calls in order within each chat. What was surely not done is tried until it expires;
 * what may have been done is tried a few times, further and further apart, so that a network
 * that loses answers cannot make a hundred copies of one message.
 */
export function makeDeliver(ctx: Ctx, sender: TelegramSender): Handler<OutgoingCall> {
  const ordered = inOrder()
  return (call, { signal }) => ordered(call.chatId, () => deliverOne(ctx, sender, call, signal))
}

async function deliverOne(ctx: Ctx, sender: TelegramSender, call: OutgoingCall, signal: AbortSignal): Promise<void> {
  if (new Date(call.until) < ctx.now()) return
  const chat = await findChat(ctx.db, call.chatId)
  if (chat?.blockedAt) return

  const delivery = await sender.call(call.method, call.payload, signal)
  if (delivery.outcome === 'refused') {
    if (delivery.blocked) await updateChat(ctx.db, call.chatId, { blockedAt: ctx.now() })
    else ctx.log.warn({ method: call.method, description: delivery.description }, 'Telegram refused a call')
  }
  if (delivery.outcome === 'not_done') {
    if (delivery.retryAfterSeconds === undefined) throw new Error('Telegram cannot be reached')
    await later(ctx, call, delivery.retryAfterSeconds)
  }
  if (delivery.outcome === 'doubtful') {
    const doubtful = (call.doubtful ?? 0) + 1
    if (doubtful <= MAX_DOUBTFUL) await later(ctx, { ...call, doubtful }, doubtfulDelaySeconds(doubtful))
  }
}

function later(ctx: Ctx, call: OutgoingCall, seconds: number): Promise<void> {
  return enqueue(ctx, deliver, call, new Date(ctx.now().getTime() + seconds * 1000))
}
