import type { Locale } from '@vitrina/contract'
import { type BotWords, botWords } from '@vitrina/contract/words/bot'
import { type Api, Context } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import type { Ctx, Job } from '#platform'
import { menuButton } from './menu-button.ts'
import type { FollowUp, OutgoingCall, OutgoingMethod } from './model.ts'

export interface ShopFacts {
  name: string
  publicUrl: string
  timeZone: string
  /** The page that Telegram opens as the Mini App; nothing when it would not take the address. */
  miniAppUrl?: string | undefined
}

// A dialogue that resumes after this would puzzle more than help.
const WORTH_SAYING_MS = 30 * 60_000

/**
 * What a bot handler is given: the update, the product's `ctx`, and words in the person's
 * language. Nothing is sent from a handler; what it says is collected and goes out once the
 * update is marked as handled, so a handler may run twice while its words go out once.
 */
export class BotContext extends Context {
  readonly shop: ShopFacts
  readonly ctx: Ctx
  readonly outgoing: OutgoingCall[] = []
  followUp: FollowUp | undefined
  /** In which language the menu button is called; in another, it is called anew with what is said. */
  menuLocale: Locale | null = null
  /** What is counted once for the update, however often it is handled: done when it has been marked. */
  whenHandled: () => Promise<void> = async () => {}
  locale: Locale

  constructor(update: Update, api: Api, me: UserFromGetMe, own: { shop: ShopFacts; ctx: Ctx; locale: Locale }) {
    super(update, api, me)
    this.shop = own.shop
    this.ctx = own.ctx
    this.locale = own.locale
  }

  get words(): BotWords {
    return botWords[this.locale]
  }

  /** The person of a private chat, who is also its id. */
  get personId(): number {
    const id = this.from?.id
    if (id === undefined) throw new Error('an update without a sender reached a handler')
    return id
  }

  /** Says plain text; `extra` are further parameters of `sendMessage`, such as a keyboard. */
  say(text: string, extra: Record<string, unknown> = {}): void {
    queue(this, 'sendMessage', { chat_id: this.personId, text, ...extra })
  }

  /** Enqueues a job after everything said here has arrived. */
  afterwards<Data extends object>(job: Job<Data>, data: Data): void {
    this.followUp = { job: job.name, data }
  }

  /** Replaces the message whose button was pressed, buttons and all. */
  replacePressed(text: string): void {
    const message = this.callbackQuery?.message
    if (message) queue(this, 'editMessageText', { chat_id: message.chat.id, message_id: message.message_id, text })
  }

  /** Takes the buttons of the pressed message away, so that they cannot be pressed again. */
  removePressedButtons(): void {
    const message = this.callbackQuery?.message
    if (message) queue(this, 'editMessageReplyMarkup', { chat_id: message.chat.id, message_id: message.message_id })
  }

  /** Calls the button beside the message field what it is in the person's language: all chats have one name for it, or each its own. */
  nameMenuButton(locale = this.locale): void {
    const { miniAppUrl } = this.shop
    if (!miniAppUrl) return
    queue(this, 'setChatMenuButton', { chat_id: this.personId, menu_button: menuButton({ miniAppUrl, locale }) })
    this.menuLocale = locale
  }

  /** Every press is answered, or the button spins; `text` is shown for a moment. */
  answerPress(text?: string): void {
    const id = this.callbackQuery?.id
    if (id) queue(this, 'answerCallbackQuery', { callback_query_id: id, ...(text && { text: text.slice(0, 200) }) })
  }
}

/**
 * Anybody's card can be sent. Only one that Telegram itself marks as the sender's, sent by them
 * and not forwarded or made by another bot, proves a number (S4, S5).
 */
export function isOwnContact(bot: BotContext): boolean {
  const { message } = bot
  return message?.contact?.user_id === message?.from?.id && !message?.forward_origin && !message?.via_bot
}

// Outside the class: grammY narrows contexts with mapped types, and those lose private members.
function queue(bot: BotContext, method: OutgoingMethod, payload: Record<string, unknown>): void {
  const until = new Date(bot.ctx.now().getTime() + WORTH_SAYING_MS)
  bot.outgoing.push({ method, payload, until })
}
