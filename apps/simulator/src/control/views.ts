import type { ChatRecord, MessageRecord, PersonRecord } from '../world/state.ts'
import { findPerson, type World } from '../world/world.ts'
import type { BotView, ChatStatus, ChatView, MessageView, PersonView } from './page-types.ts'

export function personView(world: World, person: PersonRecord): PersonView {
  return { ...person, started: world.state.chats[person.id]?.started ?? false }
}

/** Where the page stands: beside which shop, and with what of its own left out. */
export interface Place {
  siteUrl: string | undefined
  idleScreens: readonly string[]
}

/** The bot in a language, falling back to what it says to everybody. */
export function botPageView(world: World, language: string, { siteUrl, idleScreens }: Place): BotView {
  const { bot } = world.state
  const scoped = (scope: string) => bot.commands[`${scope}/${language}`] ?? bot.commands[`${scope}/`]
  return {
    username: bot.username,
    name: bot.names[language] ?? bot.names[''] ?? bot.name,
    description: bot.descriptions[language] ?? bot.descriptions[''] ?? '',
    commands: scoped('all_private_chats') ?? scoped('default') ?? [],
    idleScreens,
    ...(siteUrl ? { siteUrl } : {}),
  }
}

export function statusView(world: World, chat: ChatRecord): ChatStatus {
  const { started, blocked, keyboard, replyAsked } = chat
  const { menuButton, menuButtons } = world.state.bot
  const button = menuButtons[chat.id] ?? menuButton
  const payments = world.state.payments ?? []
  return {
    started,
    blocked,
    moneyIsLate: payments.some(({ personId, state }) => personId === chat.personId && state === 'late'),
    ...(keyboard ? { keyboard } : {}),
    ...(replyAsked ? { replyAsked } : {}),
    ...(button?.type === 'web_app' ? { miniApp: { text: button.text } } : {}),
  }
}

export function chatPageView(world: World, chat: ChatRecord): ChatView {
  return { ...statusView(world, chat), messages: chat.messages.map((message) => messagePageView(world, chat, message)) }
}

export function messagePageView(world: World, chat: ChatRecord, message: MessageRecord): MessageView {
  const { id, date, text = '', entities = [], photo, contact, forwardedFrom, inlineKeyboard = [] } = message
  const answered = chat.messages.find((other) => other.id === message.replyToId)
  return {
    id,
    mine: findPerson(world, message.fromId) !== undefined,
    date,
    edited: message.editDate !== undefined,
    text,
    entities,
    inlineKeyboard,
    ...(photo ? { photo: { width: photo.width, height: photo.height, ...(photo.url ? { url: photo.url } : {}) } } : {}),
    ...(contact ? { contact } : {}),
    ...moneyOf(message),
    ...(forwardedFrom ? { forwardedFrom: forwardedFrom.name } : {}),
    ...(answered ? { replyTo: { id: answered.id, from: authorOf(world, answered), text: answered.text ?? '' } } : {}),
  }
}

function authorOf(world: World, { fromId }: MessageRecord): string {
  return findPerson(world, fromId)?.firstName ?? world.state.bot.name
}

function moneyOf({ invoice, isPaid = false, paid }: MessageRecord): Pick<MessageView, 'invoice' | 'paid'> {
  if (paid) return { paid: { totalAmount: paid.total_amount, currency: paid.currency } }
  if (!invoice) return {}
  const { title, description, totalAmount, currency } = invoice
  return { invoice: { title, description, totalAmount, currency, isPaid } }
}
