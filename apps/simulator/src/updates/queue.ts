import type { PendingUpdate } from '../world/state.ts'
import type { World } from '../world/world.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Every kind of update of the Bot API, in the order of its documentation. */
export const updateTypes = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
  'stopped_message_generation',
]

const onlyWhenAsked = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

/** Puts an update in the queue, unless the bot said that it does not want its kind. */
export function pushUpdate(world: World, chatId: number, type: string, payload: unknown): void {
  const { updates } = world.state
  const wanted = updates.allowed.length > 0 ? updates.allowed.includes(type) : !onlyWhenAsked.has(type)
  if (!wanted) return

  updates.pending.push({
    id: updates.nextId++,
    chatId,
    expiresAt: world.now() + dayMs,
    body: { [type]: payload },
  })
  world.events.emit('update')
  world.events.emit('changed')
}

/** What still waits; updates older than 24 hours are forgotten, as Telegram does. */
export function pendingUpdates(world: World): PendingUpdate[] {
  const { updates } = world.state
  const now = world.now()
  if (updates.pending.some((update) => update.expiresAt <= now)) {
    updates.pending = updates.pending.filter((update) => update.expiresAt > now)
  }
  return updates.pending
}

/**
 * Reads the queue as `getUpdates` does: a positive offset confirms everything before it, a negative
 * one keeps only that many from the end.
 */
export function readUpdates(world: World, offset: number, limit: number): PendingUpdate[] {
  const { updates } = world.state
  const pending = pendingUpdates(world)
  if (offset < 0) updates.pending = pending.slice(offset)
  if (offset > 0) updates.pending = pending.filter((update) => update.id >= offset)
  if (updates.pending.length !== pending.length) world.events.emit('changed')
  return updates.pending.slice(0, limit)
}

export function forgetUpdate(world: World, id: number): void {
  world.state.updates.pending = world.state.updates.pending.filter((update) => update.id !== id)
  world.events.emit('changed')
}

export function forgetAllUpdates(world: World): void {
  world.state.updates.pending = []
  world.events.emit('changed')
}

/** The wire form. */
export function updateView(update: PendingUpdate): Record<string, unknown> {
  return { update_id: update.id, ...update.body }
}
