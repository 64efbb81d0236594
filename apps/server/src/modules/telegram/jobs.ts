import { type Ctx, enqueue, type Handler, inOrder, job } from '#platform'
import {
  doubtfulDelaySeconds,
  type FollowUp,
  MAX_DOUBTFUL,
  type Outgoing,
  type OutgoingCall,
  type TelegramSender,
} from './model.ts'
import { findChat, updateChat } from './store.ts'

/** Tried for as long as the words are worth saying; each call carries its own end. */
export const deliver = job<Outgoing>('telegram.deliver', {
  retryLimit: 1000,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 15,
})

/**
 * Delivers calls in order within each chat. What was surely not done is tried until it expires;
 * what may have been done is tried a few times, further and further apart, so that a network
 * that loses answers cannot make a hundred copies of one message.
 */
export function makeDeliver(ctx: Ctx, sender: TelegramSender): Handler<Outgoing> {
  const ordered = inOrder()
  return (outgoing, { signal }) => ordered(outgoing.chatId, () => deliverAll(ctx, sender, outgoing, signal))
}

async function deliverAll(ctx: Ctx, sender: TelegramSender, outgoing: Outgoing, signal: AbortSignal): Promise<void> {
  const { chatId, calls, followUp } = outgoing
  for (const [at, call] of calls.entries()) {
    const again = await deliverOne(ctx, sender, { chatId, call }, signal)
    if (again === undefined) continue
    // Nothing was done at all: the queue repeats the job, with growing pauses.
    if (at === 0 && again.afterSeconds === undefined) throw new Error('Telegram cannot be reached')
    const rest = { chatId, calls: [again.call, ...calls.slice(at + 1)], followUp }
    // Said as far as we can know: what follows does not wait for every repetition.
    const saidAll = rest.calls.length === 1 && again.call.doubtful !== undefined
    if (saidAll) await startFollowUp(ctx, followUp)
    const due = new Date(ctx.now().getTime() + (again.afterSeconds ?? 1) * 1000)
    return enqueue(ctx, deliver, saidAll ? { ...rest, followUp: undefined } : rest, due)
  }
  await startFollowUp(ctx, followUp)
}

async function startFollowUp(ctx: Ctx, followUp: FollowUp | undefined): Promise<void> {
  if (followUp) await ctx.jobs.send(ctx.db, followUp.job, followUp.data)
}

/** Out: the call to be made again, when it must be; what is told after it waits with it. */
async function deliverOne(
  ctx: Ctx,
  sender: TelegramSender,
  { chatId, call }: { chatId: number; call: OutgoingCall },
  signal: AbortSignal,
): Promise<{ call: OutgoingCall; afterSeconds: number | undefined } | undefined> {
  if (new Date(call.until) < ctx.now()) return undefined
  const chat = await findChat(ctx.db, chatId)
  if (chat?.blockedAt) return undefined

  const delivery = await sender.call(call.method, call.payload, signal)
  if (delivery.outcome === 'refused') {
    if (delivery.blocked) await updateChat(ctx.db, chatId, { blockedAt: ctx.now() })
    else ctx.log.warn({ method: call.method, description: delivery.description }, 'Telegram refused a call')
  }
  if (delivery.outcome === 'not_done') return { call, afterSeconds: delivery.retryAfterSeconds }
  if (delivery.outcome === 'doubtful') {
    const doubtful = (call.doubtful ?? 0) + 1
    if (doubtful <= MAX_DOUBTFUL) {
      return { call: { ...call, doubtful }, afterSeconds: doubtfulDelaySeconds(doubtful) }
    }
  }
  return undefined
}
