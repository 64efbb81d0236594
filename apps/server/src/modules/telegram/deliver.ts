import { type Ctx, transact } from '#platform'
import {
  type CallOutcome,
  doubtfulDelaySeconds,
  MAX_DOUBTFUL,
  type OutgoingCall,
  retryDelaySeconds,
  type TelegramSender,
} from './model.ts'
import { deleteOutgoing, findChat, type OutboxRow, putDown, updateChat } from './store.ts'
import { deleteTopic, findLastOfTopic, noteSaid } from './topic-store.ts'

/**
 * Makes a call that was taken from the outbox, and settles it there. What was surely not done is tried
 * until it expires; what may have been done is tried a few times, further and further apart, so that a
 * network that loses answers cannot make a hundred copies of one message.
 */
export async function deliver(ctx: Ctx, row: OutboxRow, sender: TelegramSender, signal: AbortSignal): Promise<void> {
  if (row.expiresAt < ctx.now()) return settle(ctx, row)
  const chat = await findChat(ctx.db, row.chatId)
  if (chat?.blockedAt) return settle(ctx, row)

  const call = await placeInTopic(ctx, row)
  const delivery = await sender.call(call.method, call.payload, signal)
  const later = (seconds: number) => new Date(ctx.now().getTime() + seconds * 1000)
  if (delivery.outcome === 'not_done') {
    return putDown(ctx.db, row.id, { heldUntil: later(delivery.retryAfterSeconds ?? retryDelaySeconds(row.tries)) })
  }
  if (delivery.outcome === 'doubtful' && row.doubtful < MAX_DOUBTFUL) {
    return doubt(ctx, row, later(doubtfulDelaySeconds(row.doubtful + 1)))
  }
  if (delivery.outcome === 'refused') {
    if (delivery.blocked) await updateChat(ctx.db, row.chatId, { blockedAt: ctx.now() })
    else if (call.method !== row.method) return sayAnew(ctx, row)
    else ctx.log.warn({ method: row.method, description: delivery.description }, 'Telegram refused a call')
  }
  await settle(ctx, row, delivery)
}

/** What is said of a topic takes the place of what was said of it before, while that is the last thing in the chat. */
async function placeInTopic(ctx: Ctx, row: OutboxRow): Promise<Pick<OutgoingCall, 'method' | 'payload'>> {
  const { chatId, topic, method, payload } = row
  if (topic === null || row.rings || method !== 'sendMessage') return row
  const messageId = await findLastOfTopic(ctx.db, { chatId, topic })
  return messageId === undefined ? row : { method: 'editMessageText', payload: { ...payload, message_id: messageId } }
}

/** The person has deleted it, say, or it is too old to be changed. */
async function sayAnew(ctx: Ctx, { id, chatId, topic }: OutboxRow): Promise<void> {
  if (topic !== null) await deleteTopic(ctx.db, { chatId, topic })
  await putDown(ctx.db, id, { heldUntil: ctx.now() })
}

/** Done with, and what follows it starts with its end. */
function settle(ctx: Ctx, { id, chatId, topic, followUp }: OutboxRow, done?: CallOutcome): Promise<void> {
  return transact(ctx, async (ctx) => {
    await deleteOutgoing(ctx.db, id)
    const messageId = done?.outcome === 'delivered' ? done.messageId : undefined
    if (messageId !== undefined) await noteSaid(ctx.db, { chatId, topic, messageId }, ctx.now())
    if (followUp) await ctx.jobs.send(ctx.db, followUp.job, followUp.data)
  })
}

/** Said as far as we can know: what follows it does not wait for every repetition. */
function doubt(ctx: Ctx, { id, doubtful, followUp }: OutboxRow, heldUntil: Date): Promise<void> {
  return transact(ctx, async (ctx) => {
    await putDown(ctx.db, id, { heldUntil, doubtful: doubtful + 1, followUp: null })
    if (followUp) await ctx.jobs.send(ctx.db, followUp.job, followUp.data)
  })
}
