import type { TelegramInlineKeyboardButton, TelegramKeyboardButton } from '@gramio/types'
import type { ChatRecord, ContactCard, InvoiceRecord, MessageRecord, PaidRecord } from './world/state.ts'
import { chatOf, type World } from './world/world.ts'

/** A message as the person sees it. */
export interface ChatMessage {
  id: number
  from: 'bot' | 'person'
  /** The text, or the caption of a photo; empty for a contact. */
  text: string
  inlineKeyboard: TelegramInlineKeyboardButton[][]
  /** The reply keyboard, on the message that brought the one shown now. */
  replyKeyboard?: TelegramKeyboardButton[][]
  contact?: ContactCard
  photo?: { url?: string }
  invoice?: InvoiceRecord
  /** Money of the person that has come. */
  paid?: PaidRecord
  edited: boolean
  at: Date
}

export function messageSeen(world: World, chat: ChatRecord, message: MessageRecord): ChatMessage {
  const shown = chat.keyboard?.messageId === message.id ? shownRows(chat) : []
  return {
    id: message.id,
    from: message.fromId === world.state.bot.id ? 'bot' : 'person',
    text: message.text ?? '',
    inlineKeyboard: message.inlineKeyboard ?? [],
    ...(shown.length > 0 ? { replyKeyboard: shown } : {}),
    ...(message.contact ? { contact: message.contact } : {}),
    ...(message.photo ? { photo: message.photo.url ? { url: message.photo.url } : {} } : {}),
    ...(message.invoice ? { invoice: message.invoice } : {}),
    ...(message.paid ? { paid: message.paid } : {}),
    edited: message.editDate !== undefined,
    at: new Date(message.date * 1000),
  }
}

/** The reply keyboard shown now; empty when there is none. */
export function shownRows(chat: ChatRecord): TelegramKeyboardButton[][] {
  return chat.keyboard && !chat.keyboard.hidden ? chat.keyboard.rows : []
}

/** What the bot has said since the person's last action. */
export function newMessages(world: World, id: number): ChatMessage[] {
  const chat = chatOf(world, id)
  return chat.messages
    .filter((message) => message.revision > chat.seenRevision && message.fromId === world.state.bot.id)
    .map((message) => messageSeen(world, chat, message))
}

/** The last of a chat, for whoever reads a failure. */
export function ending(world: World, id: number): string {
  const last = chatOf(world, id).messages.slice(-5)
  return (
    last.map((message) => `  ${message.fromId === id ? '→' : '←'} ${message.text ?? '(no text)'}`).join('\n') ||
    '  nothing'
  )
}
