// What travels between the control API and the page. Types only: the page compiles them for a browser.
import type { TelegramInlineKeyboardButton, TelegramMessageEntity } from '@gramio/types'
import type { ContactCard, PersonRecord, ShownKeyboard } from '../world/state.ts'

/** A message as the page draws it. */
export interface MessageView {
  id: number
  mine: boolean
  date: number
  edited: boolean
  text: string
  entities: TelegramMessageEntity[]
  photo?: { url?: string; width: number; height: number }
  contact?: ContactCard
  invoice?: { title: string; description: string; totalAmount: number; currency: string; isPaid: boolean }
  paid?: { totalAmount: number; currency: string }
  forwardedFrom?: string
  replyTo?: { id: number; from: string; text: string }
  inlineKeyboard: TelegramInlineKeyboardButton[][]
}

/** Everything about a chat but its messages. */
export interface ChatStatus {
  /** The button beside the message field, when it opens a Mini App. */
  miniApp?: { text: string }
  started: boolean
  blocked: boolean
  /** Somebody's bank takes its time. */
  moneyIsLate: boolean
  keyboard?: ShownKeyboard
  replyAsked?: { messageId: number; placeholder?: string }
}

export interface ChatView extends ChatStatus {
  messages: MessageView[]
}

export interface PersonView extends PersonRecord {
  started: boolean
}

export interface BotView {
  username: string
  name: string
  description: string
  commands: { command: string; description: string }[]
  siteUrl?: string
  /** Screens that are left out. */
  idleScreens: readonly string[]
}

/** The bot's answer to a pressed button. */
export interface NoticeView {
  messageId: number
  text: string
  alert: boolean
  url?: string
}
