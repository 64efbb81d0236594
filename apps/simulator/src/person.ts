import type { TelegramKeyboardButton } from '@gramio/types'
import { type Expected, patience } from './patience.ts'
import { type ChatMessage, ending, messageSeen, shownRows } from './seen-chat.ts'
import {
  ActionRefused,
  type CardToSend,
  type Pressed,
  pressInlineButton,
  pressReplyButton,
  pressStart,
  rename,
  say,
  sendCard,
  sendOwnContact,
  setBlocked,
} from './world/actions.ts'
import type { OpenedMiniApp } from './world/mini-app.ts'
import { openMiniApp, shareContactInMiniApp } from './world/mini-app-actions.ts'
import { findInvoice, letMoneyArrive, pay, tellOfPaymentAgain } from './world/payments.ts'
import type { InvoiceRecord, InvoiceTarget, MessageRecord, PaymentNews, PersonRecord } from './world/state.ts'
import { announce, chatOf, type Notice, type World } from './world/world.ts'

/** One of the people, as a test or a script moves them. Each action throws when the client would not allow it. */
export interface SimulatedPerson {
  readonly id: number
  readonly phone: string
  readonly firstName: string
  readonly lastName?: string
  readonly username: string | undefined
  readonly languageCode: string
  /** Presses START, by a deep link when a payload is given; a blocked bot is unblocked by it. */
  start(payload?: string): ChatMessage
  say(text: string): ChatMessage
  /** Presses a button of the reply keyboard; one that asks for the contact shares the own one. */
  pressKeyboard(text: string): ChatMessage
  /** Sends the own contact from the attachment menu. */
  shareContact(): ChatMessage
  /** Sends anybody's card, forwarded or not. */
  sendContact(card: CardToSend): ChatMessage
  /** Presses the newest inline button with this text. */
  press(buttonText: string): Pressed
  /** Opens the Mini App by the menu button. */
  openMiniApp(): OpenedMiniApp
  /** Lets an open Mini App have the own contact; out: the signed string that its page gets. */
  shareContactInMiniApp(): string
  /** What an invoice asks for, by its link or its message. */
  openInvoice(target: InvoiceTarget): InvoiceRecord
  /** Pays it, with a card that is declined, or one whose bank takes its time; out: what the client shows. */
  pay(target: InvoiceTarget, how?: 'pay' | 'decline' | 'late'): Promise<PaymentNews>
  /** The banks have made up their mind: what is late arrives. */
  letMoneyArrive(): void
  /** The bot is told once more, in another update, of what was paid last. */
  tellOfPaymentAgain(): void
  block(): void
  unblock(): void
  /** Takes another username, or none; one that somebody has is refused, as Telegram does. */
  rename(username: string | undefined): void
  /** Deletes the account: the bot is answered «user is deactivated» from now on. */
  deactivate(): void
  chat(): ChatMessage[]
  /** The reply keyboard shown now; empty when there is none. */
  keyboard(): TelegramKeyboardButton[][]
  /** The answers to pressed buttons, oldest first. */
  notices(): Notice[]
  /** Waits for a message of the bot, sent or edited since this person's last action. */
  waitFor(expected: Expected, timeoutMs?: number): Promise<ChatMessage>
  /** Waits for the answer to a pressed button. */
  waitForNotice(expected?: string | RegExp, timeoutMs?: number): Promise<Notice>
}

/** Gives the hands to move a person with. */
export function simulatePerson(world: World, record: PersonRecord): SimulatedPerson {
  const { id, phone, firstName, lastName, languageCode } = record
  const seen = (message: MessageRecord) => messageSeen(world, chatOf(world, id), message)
  const notices = collectNotices(world, id)
  return {
    id,
    phone,
    firstName,
    languageCode,
    ...(lastName ? { lastName } : {}),
    get username() {
      return record.username
    },
    start: (payload) => seen(pressStart(world, id, payload)),
    say: (text) => seen(say(world, id, text)),
    pressKeyboard: (text) => seen(pressReplyButton(world, id, text)),
    shareContact: () => seen(sendOwnContact(world, id)),
    sendContact: (card) => seen(sendCard(world, id, card)),
    press: (text) => pressNewest(world, id, text),
    openMiniApp: () => openMiniApp(world, id),
    shareContactInMiniApp: () => shareContactInMiniApp(world, id),
    openInvoice: (target) => findInvoice(world, id, target),
    pay: (target, how = 'pay') => pay(world, { personId: id, target, how }),
    letMoneyArrive: () => void letMoneyArrive(world, id),
    tellOfPaymentAgain: () => tellOfPaymentAgain(world, id),
    block: () => setBlocked(world, id, true),
    unblock: () => setBlocked(world, id, false),
    rename: (username) => rename(world, id, username),
    deactivate() {
      record.deactivated = true
      announce(world, { kind: 'status', chatId: id })
    },
    chat: () => chatOf(world, id).messages.map(seen),
    keyboard: () => shownRows(chatOf(world, id)),
    notices: () => [...notices],
    ...patience(world, record, notices),
  }
}

function collectNotices(world: World, id: number): Notice[] {
  const notices: Notice[] = []
  world.events.on('notice', (notice) => {
    if (notice.chatId === id) notices.push(notice)
  })
  return notices
}

function pressNewest(world: World, id: number, text: string): Pressed {
  for (const message of chatOf(world, id).messages.toReversed()) {
    for (const [row, buttons] of (message.inlineKeyboard ?? []).entries()) {
      const column = buttons.findIndex((button) => button.text === text)
      if (column >= 0) return pressInlineButton(world, id, { messageId: message.id, row, column })
    }
  }
  throw new ActionRefused(`no message has a button «${text}»; the chat ends with\n${ending(world, id)}`)
}
