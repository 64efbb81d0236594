import type { ChatRecord, MessageRecord } from './state.ts'
import { announce, type World } from './world.ts'

// A demo that runs for weeks must not grow without end; nobody scrolls further than this.
const keptMessages = 1_000

/**
 * Puts a message at the end of a chat. Whoever looks at the chat is told by `announce` afterwards,
 * when the keyboard that came with the message is in its place too.
 */
export function writeMessage(
  world: World,
  chat: ChatRecord,
  content: Omit<MessageRecord, 'id' | 'date' | 'revision'>,
): MessageRecord {
  const message: MessageRecord = {
    id: world.state.nextMessageId++,
    date: unixTime(world),
    revision: world.state.nextRevision++,
    ...content,
  }
  chat.messages.push(message)
  if (chat.messages.length > keptMessages) chat.messages.splice(0, chat.messages.length - keptMessages)
  return message
}

/** Changes a message in place and tells everybody who looks at it. */
export function reviseMessage(world: World, chat: ChatRecord, message: MessageRecord): void {
  message.editDate = unixTime(world)
  message.revision = world.state.nextRevision++
  announce(world, { kind: 'edited', chatId: chat.id, message })
}

export function removeMessage(world: World, chat: ChatRecord, message: MessageRecord): void {
  chat.messages = chat.messages.filter((other) => other !== message)
  // The keyboard belongs to its message: Telegram's clients drop both together.
  if (chat.keyboard?.messageId === message.id) delete chat.keyboard
  announce(world, { kind: 'deleted', chatId: chat.id, messageId: message.id })
}

export function unixTime(world: World): number {
  return Math.floor(world.now() / 1000)
}
