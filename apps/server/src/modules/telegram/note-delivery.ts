import type { Ctx } from '#platform'
import type { CallOutcome } from './model.ts'
import { updateChat } from './store.ts'
import { noteSaid } from './topic-store.ts'

/** Notes what became of a message that did not go through the outbox, as one with a code does not (S18). */
export async function noteDelivery(ctx: Ctx, chatId: number, delivery: CallOutcome): Promise<void> {
  const { messageId } = delivery
  if (delivery.outcome === 'refused' && delivery.blocked) await updateChat(ctx.db, chatId, { blockedAt: ctx.now() })
  if (messageId !== undefined) await noteSaid(ctx.db, { chatId, topic: null, messageId }, ctx.now())
}
