import type { ChatRecord, MessageRecord } from '../world/state.ts'
import { findPerson, type World } from '../world/world.ts'
import { badRequest, forbidden } from './errors.ts'

/** The chat that a `chat_id` names. A person is never found by username: Telegram does not either. */
export function findChat(world: World, chatId: string): ChatRecord {
  const chat = world.state.chats[chatId]
  if (!chat) throw badRequest('chat not found')
  return chat
}

/** The chat, when the bot may write to it now. */
export function writableChat(world: World, chatId: string): ChatRecord {
  const chat = findChat(world, chatId)
  if (findPerson(world, chat.personId)?.deactivated) throw forbidden('user is deactivated')
  if (!chat.started) throw forbidden("bot can't initiate conversation with a user")
  if (chat.blocked) throw forbidden('bot was blocked by the user')
  return chat
}

/** A message of the bot that may still be edited. */
export function editableMessage(world: World, chat: ChatRecord, messageId: number | undefined): MessageRecord {
  if (messageId === undefined) throw badRequest('message identifier is not specified')
  const message = chat.messages.find((candidate) => candidate.id === messageId)
  if (!message) throw badRequest('message to edit not found')
  if (message.fromId !== world.state.bot.id || message.touchedKeyboard) throw badRequest("message can't be edited")
  return message
}

/** Parameters that name what does not exist in this world: topics, business connections and the like. */
export function refuseForeignTargets(parameters: {
  business_connection_id?: string
  message_thread_id?: number
  direct_messages_topic_id?: number
  inline_message_id?: string
}): void {
  if (parameters.business_connection_id) throw badRequest('business connection not found')
  if (parameters.message_thread_id) throw badRequest('message thread not found')
  if (parameters.direct_messages_topic_id) throw badRequest('direct messages topic not found')
  if (parameters.inline_message_id) throw badRequest('MESSAGE_ID_INVALID')
}
