import type {
  TelegramInlineKeyboardButton,
  TelegramKeyboardButton,
  TelegramMenuButton,
  TelegramMessageEntity,
} from '@gramio/types'
import type { SmsState } from '../sms/state.ts'

/** Somebody who uses the simulated Telegram. */
export interface PersonRecord {
  id: number
  firstName: string
  lastName?: string
  username?: string
  /** Exactly as this person's client sends it in a contact: some put `+` first, some do not. */
  phone: string
  languageCode: string
  /** The account was deleted: the bot may not write to it any more. */
  deactivated?: boolean
}

/** A contact card, in the Bot API's own words because it is passed on unchanged. */
export interface ContactCard {
  phone_number: string
  first_name: string
  last_name?: string
  user_id?: number
}

export interface PhotoRecord {
  fileId: string
  width: number
  height: number
  size?: number
  /** Where the page can show it from, when that is known. */
  url?: string
}

/** What a bot asks money for, in a message or behind a link. */
export interface InvoiceRecord {
  title: string
  description: string
  payload: string
  currency: string
  prices: { label: string; amount: number }[]
  totalAmount: number
  startParameter: string
}

/** An invoice in the chat, or one behind a link. */
export type InvoiceTarget = { messageId: number } | { link: string }

/** What became of a payment, on the side of whoever pays. */
export interface PaymentNews {
  id: string
  personId: number
  /** As a Mini App is told. `pending`: the bank has not said its last word. */
  status: 'paid' | 'failed' | 'pending'
  /** The bot's own words, when it was the bot that refused. */
  reason?: string
  /** Why else it failed, for which the client has words. */
  cause?: 'declined' | 'unanswered'
}

/** A payment that somebody has begun. */
export interface PaymentRecord {
  /** Of the question that the bot is asked. */
  id: string
  personId: number
  invoice: InvoiceRecord
  /** Of the invoice, when it stands in the chat. */
  messageId?: number
  at: number
  /** `late`: the bot has agreed, and the money is on its way. */
  state: 'asked' | 'late'
  how: 'pay' | 'decline' | 'late'
}

/** Money that has come, as the Bot API tells of it. */
export interface PaidRecord {
  currency: string
  total_amount: number
  invoice_payload: string
  telegram_payment_charge_id: string
  provider_payment_charge_id: string
}

export interface MessageRecord {
  id: number
  /** A person's id or the bot's. */
  fromId: number
  /** Unix seconds, as the Bot API counts. */
  date: number
  editDate?: number
  /** The text, or the caption when there is a photo. */
  text?: string
  entities?: TelegramMessageEntity[]
  photo?: PhotoRecord
  contact?: ContactCard
  invoice?: InvoiceRecord
  /** The invoice has become a receipt. */
  isPaid?: boolean
  paid?: PaidRecord
  forwardedFrom?: { userId?: number; name: string; date: number }
  replyToId?: number
  inlineKeyboard?: TelegramInlineKeyboardButton[][]
  /** It brought or removed a reply keyboard: Telegram does not let such a message be edited. */
  touchedKeyboard?: boolean
  /** Changes with every sending and editing, so that «since my last action» can be told. */
  revision: number
}

/** The reply keyboard that a chat shows now. */
export interface ShownKeyboard {
  messageId: number
  rows: TelegramKeyboardButton[][]
  resize: boolean
  oneTime: boolean
  persistent: boolean
  /** A one-time keyboard after its use: still there behind the keyboard icon. */
  hidden: boolean
  placeholder?: string
}

/**
 * One conversation. Kept under its own id, not under the person's: the two are equal in a private
 * chat only, and a group would be one more record of this kind with several members.
 */
export interface ChatRecord {
  id: number
  type: 'private'
  personId: number
  started: boolean
  blocked: boolean
  messages: MessageRecord[]
  keyboard?: ShownKeyboard
  /** The bot asked for an answer to this message (`force_reply`). */
  replyAsked?: { messageId: number; placeholder?: string }
  /** Everything at or below this revision was there before the person last did something. */
  seenRevision: number
}

/** A pressed button that waits for `answerCallbackQuery`. */
interface PendingPress {
  id: string
  personId: number
  chatId: number
  messageId: number
  at: number
}

export interface PendingUpdate {
  id: number
  chatId: number
  expiresAt: number
  body: Record<string, unknown>
}

export interface WebhookRecord {
  url: string
  secretToken: string
  maxConnections: number
  ipAddress?: string
  hasCertificate: boolean
  lastErrorDate?: number
  lastErrorMessage?: string
}

export interface BotRecord {
  id: number
  token: string
  username: string
  name: string
  /** Per language code; the empty code is for everybody else. */
  names: Record<string, string>
  descriptions: Record<string, string>
  shortDescriptions: Record<string, string>
  /** Per scope and language. */
  commands: Record<string, { command: string; description: string }[]>
  menuButton?: TelegramMenuButton
  menuButtons: Record<string, TelegramMenuButton>
  files: Record<string, PhotoRecord>
}

/** A letter that reached the simulated mail server. */
export interface LetterRecord {
  id: string
  /** The address that the envelope named, in small letters. */
  to: string
  from: { name: string; address: string }
  subject: string
  text: string
  html?: string
  headers: Record<string, string>
  /** Whether nobody on the way could have read it. */
  encrypted: boolean
  at: number
}

/** Everything that outlives a restart. Plain data, so that it can be written to a file as it is. */
export interface State {
  version: 1
  bot: BotRecord
  people: PersonRecord[]
  chats: Record<string, ChatRecord>
  presses: PendingPress[]
  updates: { nextId: number; pending: PendingUpdate[]; allowed: string[] }
  webhook?: WebhookRecord
  /** By what stands behind `$` in a link; absent until the first. */
  invoices?: Record<string, InvoiceRecord>
  /** Those under way; absent until the first. */
  payments?: PaymentRecord[]
  /** Newest first; absent where no letter has come yet. */
  letters?: LetterRecord[]
  /** Absent until the first SMS. */
  sms?: SmsState
  nextMessageId: number
  nextRevision: number
}
