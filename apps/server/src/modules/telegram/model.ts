import { type Locale, locales } from '@vitrina/contract'
import type { Delivery } from '#platform'

/** The methods through which the product speaks; the shapes are the Bot API's own. */
export type OutgoingMethod =
  | 'sendMessage'
  | 'sendInvoice'
  | 'editMessageText'
  | 'editMessageReplyMarkup'
  | 'answerCallbackQuery'
  | 'setChatMenuButton'

/** What is said to a chat at one time, in its order: no call is made before the one ahead of it is settled. */
export interface Outgoing {
  chatId: number
  calls: OutgoingCall[]
  /** A job to enqueue once all of it was said: what it says must not come first. */
  followUp?: FollowUp | undefined
  /** Can wait: whatever is not news goes ahead of it, in this chat and in all others. */
  isNews?: boolean
  /**
   * What the message is about. As long as nothing else was said in the chat, by whomever, the next one
   * of the same topic takes its place instead of standing under it.
   */
  topic?: string
  /** The chat is to ring: a message of its own, which the next one of the topic may take the place of. */
  rings?: boolean
}

export interface FollowUp {
  job: string
  data: object
}

/** One call that is to be made. */
export interface OutgoingCall {
  method: OutgoingMethod
  payload: Record<string, unknown>
  /** After this moment the words would only confuse. */
  until: Date
}

/** What became of a call; of a message, where it stands. */
export type CallOutcome = Delivery & { messageId?: number | undefined }

/** Telegram's door for sending, the only one that touches its network. */
export interface TelegramSender {
  call(method: OutgoingMethod, payload: Record<string, unknown>, signal?: AbortSignal): Promise<CallOutcome>
}

/** Telegram's door for asking who somebody is now. */
export interface ChatLookup {
  /** In small letters; null when the person has no name, or is gone. */
  findUsername(chatId: number, signal?: AbortSignal): Promise<{ username: string | null } | 'away'>
}

// Each doubtful try may already have put the message into the chat.
export const MAX_DOUBTFUL = 4

/** Seconds before the next try after a lost answer: 2, 8, 32, 128. */
export function doubtfulDelaySeconds(doubtful: number): number {
  return 2 * 4 ** (doubtful - 1)
}

/** Seconds before the next try after one that surely did nothing: 1, 2, 4, 8, then 15. */
export function retryDelaySeconds(tries: number): number {
  return Math.min(2 ** (tries - 1), 15)
}

/** The language of a person: what they chose, else what their Telegram speaks, else the shop's. */
export function chooseLocale(
  chosen: Locale | null | undefined,
  languageCode: string | undefined,
  fallback: Locale,
): Locale {
  if (chosen) return chosen
  const language = languageCode?.slice(0, 2).toLowerCase()
  return locales.find((locale) => locale === language) ?? fallback
}

/** A text no part of which Telegram turns into a link: names, and masked addresses, which would be somebody else's. */
export function withoutLinks(text: string): string {
  return text.replace(/[.:/@#]/g, '$&\u2060')
}

/** Telegram takes no button to a host without a dot; such a site is this machine's own, for trying out. */
export function takesButton(link: string): boolean {
  return new URL(link).hostname.includes('.')
}

interface Opening {
  text: string
  path: string
  /** What is shown needs to know who looks: by the Mini App, where there is one. */
  opensMiniApp?: boolean | undefined
}

/** The key under a message that opens a page of the shop; none where Telegram would not take one. */
export function openingKey(
  { text, path, opensMiniApp }: Opening,
  { publicUrl, miniAppUrl }: { publicUrl: string; miniAppUrl?: string | undefined },
) {
  const url = `${publicUrl}${path}`
  if (!takesButton(url)) return []
  return opensMiniApp && miniAppUrl ? [{ text, web_app: { url: new URL(path, miniAppUrl).href } }] : [{ text, url }]
}

// Telegram takes 4,096 characters of a message, and merchants' names have no bound.
const LONGEST_NAME = 200

/** As much of somebody's text as a line of a message has room for; `most` in characters. */
export function shorten(text: string, most = LONGEST_NAME): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
