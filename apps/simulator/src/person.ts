import type { TelegramInlineKeyboardButton, TelegramKeyboardButton } from '@gramio/types'
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
import { beginPayment, findInvoice, letMoneyArrive, tellOfPaymentAgain } from './world/payments.ts'
import type {
  ChatRecord,
  ContactCard,
  InvoiceRecord,
  InvoiceTarget,
  MessageRecord,
  PaidRecord,
  PaymentNews,
  PersonRecord,
} from './world/state.ts'
import { announce, chatOf, type Notice, type World } from './world/world.ts'

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

/** What to wait for: a part of the text, a pattern of it, or anything about the message. */
export type Expected = string | RegExp | ((message: ChatMessage) => boolean)

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

const patienceMs = 5_000

/** Gives the hands to move a person with. */
export function simulatePerson(world: World, record: PersonRecord): SimulatedPerson {
  const { id, phone, firstName, lastName, languageCode } = record
  const seen = (message: MessageRecord) => messageSeen(world, chatOf(world, id), message)
  const notices: Notice[] = []
  world.events.on('notice', (notice) => {
    if (notice.chatId === id) notices.push(notice)
  })

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

function patience(
  world: World,
  { id, firstName }: PersonRecord,
  notices: readonly Notice[],
): Pick<SimulatedPerson, 'waitFor' | 'waitForNotice'> {
  let noticesTaken = 0
  const findNotice = (expected: string | RegExp) => {
    const at = notices.findIndex((notice, index) => index >= noticesTaken && textMatches(notice.text, expected))
    if (at >= 0) noticesTaken = at + 1
    return notices[at]
  }
  const waited = (timeoutMs: number, expected: Expected) =>
    `${firstName} waited ${timeoutMs} ms for ${String(expected)}`
  return {
    waitFor: (expected, timeoutMs = patienceMs) =>
      until(world, 'chat', timeoutMs, {
        find: () => newMessages(world, id).find((message) => matches(message, expected)),
        describe: () => `${waited(timeoutMs, expected)}; the chat ends with\n${ending(world, id)}`,
      }),
    waitForNotice: (expected = /(?:)/u, timeoutMs = patienceMs) =>
      until(world, 'notice', timeoutMs, {
        find: () => findNotice(expected),
        describe: () => `${waited(timeoutMs, expected)} as a notice`,
      }),
  }
}

function messageSeen(world: World, chat: ChatRecord, message: MessageRecord): ChatMessage {
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

function shownRows(chat: ChatRecord): TelegramKeyboardButton[][] {
  return chat.keyboard && !chat.keyboard.hidden ? chat.keyboard.rows : []
}

function pressNewest(world: World, id: number, text: string): Pressed {
  for (const message of chatOf(world, id).messages.toReversed()) {
    for (const [row, buttons] of (message.inlineKeyboard ?? []).entries()) {
      const column = buttons.findIndex((button) => button.text === text)
      if (column >= 0) return pressInlineButton(world, id, message.id, row, column)
    }
  }
  throw new ActionRefused(`no message has a button «${text}»; the chat ends with\n${ending(world, id)}`)
}

/** Waits for what becomes of it; the bot has ten seconds to answer. */
export function pay(world: World, payment: Parameters<typeof beginPayment>[1]): Promise<PaymentNews> {
  const { promise, resolve } = Promise.withResolvers<PaymentNews>()
  const id = beginPayment(world, payment)
  const listen = (news: PaymentNews) => {
    if (news.id === id) resolve(news)
  }
  world.events.on('payment', listen)
  return promise.finally(() => world.events.off('payment', listen))
}

function newMessages(world: World, id: number): ChatMessage[] {
  const chat = chatOf(world, id)
  return chat.messages
    .filter((message) => message.revision > chat.seenRevision && message.fromId === world.state.bot.id)
    .map((message) => messageSeen(world, chat, message))
}

function matches(message: ChatMessage, expected: Expected): boolean {
  return typeof expected === 'function' ? expected(message) : textMatches(message.text, expected)
}

function textMatches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text.includes(expected) : expected.test(text)
}

function ending(world: World, id: number): string {
  const last = chatOf(world, id).messages.slice(-5)
  return (
    last.map((message) => `  ${message.fromId === id ? '→' : '←'} ${message.text ?? '(no text)'}`).join('\n') ||
    '  nothing'
  )
}

/** Looks again at every news of this kind until something is found; no clock is polled. */
function until<Found>(
  world: World,
  news: 'chat' | 'notice',
  timeoutMs: number,
  search: { find(): Found | undefined; describe(): string },
): Promise<Found> {
  const { promise, resolve, reject } = Promise.withResolvers<Found>()
  const look = () => {
    const found = search.find()
    if (found !== undefined) resolve(found)
  }
  const timer = setTimeout(() => reject(new Error(search.describe())), timeoutMs)
  world.events.on(news, look)
  look()
  return promise.finally(() => {
    clearTimeout(timer)
    world.events.off(news, look)
  })
}
