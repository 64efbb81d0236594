import type { TelegramChatMember, TelegramInlineKeyboardButton } from '@gramio/types'
import { pushUpdate } from '../updates/queue.ts'
import { unixTime, writeMessage } from './chat.ts'
import { detectEntities } from './entities.ts'
import { launchMiniApp, type OpenedMiniApp } from './mini-app.ts'
import type { ChatRecord, ContactCard, MessageRecord, PersonRecord } from './state.ts'
import { botView, chatView, messageView, userView } from './views.ts'
import { announce, chatOf, findPerson, type World } from './world.ts'

/** Something that a person cannot do in Telegram's client at this moment. */
export class ActionRefused extends Error {}

/** What a press of an inline button did on the person's side. */
export type Pressed =
  | { action: 'callback'; queryId: string }
  | { action: 'url'; url: string }
  | { action: 'copy'; text: string }
  | { action: 'pay'; messageId: number }
  | ({ action: 'web_app' } & OpenedMiniApp)

export interface CardToSend {
  phoneNumber: string
  firstName?: string
  lastName?: string
  /** The card's owner, when it is somebody who uses Telegram. */
  userId?: number
  /** The card arrives forwarded from its owner's chat, not chosen from the address book. */
  forwarded?: boolean
}

const startPayload = /^[A-Za-z0-9_-]{1,64}$/

/**
 * Presses START, with the parameter of a deep link if there is one. A parameter that Telegram's
 * clients would not pass on is left out, as they do. Starting a blocked bot unblocks it.
 */
export function pressStart(world: World, personId: number, payload?: string): MessageRecord {
  const chat = chatOf(world, personId)
  if (chat.blocked) setBlocked(world, personId, false)
  chat.started = true
  const passed = payload !== undefined && startPayload.test(payload)
  return sendFromPerson(world, chat, textContent(passed ? `/start ${payload}` : '/start'))
}

/** Types a text and sends it. */
export function say(world: World, personId: number, text: string): MessageRecord {
  const chat = openChat(world, personId)
  const trimmed = text.trim()
  if (trimmed === '') throw new ActionRefused('an empty message cannot be sent')
  if ([...trimmed].length > 4096) throw new ActionRefused('the message is longer than 4096 characters')
  return sendFromPerson(world, chat, { ...textContent(trimmed), ...answerTo(chat.replyAsked?.messageId) })
}

/** Presses a button of the reply keyboard: its text is sent, or the own contact when it asks for that. */
export function pressReplyButton(world: World, personId: number, text: string): MessageRecord {
  const chat = openChat(world, personId)
  const { keyboard } = chat
  const button = keyboard?.rows.flat().find((candidate) => candidate.text === text)
  if (!keyboard || !button) throw new ActionRefused(`no button «${text}» is on the reply keyboard`)
  if (button.request_location || button.request_poll || button.request_users || button.request_chat || button.web_app) {
    throw new ActionRefused(`the simulator cannot do what the button «${text}» asks for`)
  }

  if (keyboard.oneTime) keyboard.hidden = true
  const reply = answerTo(keyboard.messageId)
  if (!button.request_contact) return sendFromPerson(world, chat, { ...textContent(text), ...reply })
  return sendFromPerson(world, chat, { contact: ownCard(personOf(world, personId)), ...reply })
}

/** Sends the own contact from the attachment menu: no button of the bot is involved. */
export function sendOwnContact(world: World, personId: number): MessageRecord {
  const chat = openChat(world, personId)
  return sendFromPerson(world, chat, { contact: ownCard(personOf(world, personId)) })
}

/** Sends any card from the address book or forwards one: it proves nothing about its sender. */
export function sendCard(world: World, personId: number, card: CardToSend): MessageRecord {
  const chat = openChat(world, personId)
  const owner = card.userId === undefined ? undefined : findPerson(world, card.userId)
  const name = card.firstName ?? owner?.firstName ?? 'Contact'
  const lastName = card.lastName ?? owner?.lastName
  const contact: ContactCard = {
    phone_number: card.phoneNumber,
    first_name: name,
    ...(lastName ? { last_name: lastName } : {}),
    ...(card.userId === undefined ? {} : { user_id: card.userId }),
  }
  if (!card.forwarded) return sendFromPerson(world, chat, { contact })
  const origin = { name, date: unixTime(world) - 60, ...(owner ? { userId: owner.id } : {}) }
  return sendFromPerson(world, chat, { contact, forwardedFrom: origin })
}

/** Where an inline button is. */
interface ButtonPlace {
  messageId: number
  row: number
  column: number
}

/** Presses an inline button by its place; the bot hears of callback buttons only. */
export function pressInlineButton(world: World, personId: number, { messageId, row, column }: ButtonPlace): Pressed {
  const chat = openChat(world, personId)
  const message = chat.messages.find((candidate) => candidate.id === messageId)
  const button = message?.inlineKeyboard?.[row]?.[column]
  if (!message || !button) throw new ActionRefused('there is no such button')
  chat.seenRevision = world.state.nextRevision - 1
  return actOnButton(world, chat, message, button)
}

function actOnButton(
  world: World,
  chat: ChatRecord,
  message: MessageRecord,
  button: TelegramInlineKeyboardButton,
): Pressed {
  if (button.url) return { action: 'url', url: button.url }
  if (button.web_app)
    return { action: 'web_app', ...launchMiniApp(world, personOf(world, chat.personId), button.web_app.url) }
  if (button.copy_text) return { action: 'copy', text: button.copy_text.text }
  if (button.pay) return { action: 'pay', messageId: message.id }
  if (!button.callback_data) throw new ActionRefused(`the simulator cannot press the button «${button.text}»`)

  // 64 bits, like Telegram's: as a number it would lose its last digits.
  const queryId = String(BigInt(chat.personId) * 1_000_000_000n + BigInt(world.state.nextRevision++))
  world.state.presses.push({
    id: queryId,
    personId: chat.personId,
    chatId: chat.id,
    messageId: message.id,
    at: world.now(),
  })
  pushUpdate(world, chat.id, 'callback_query', {
    id: queryId,
    from: userView(personOf(world, chat.personId)),
    message: messageView(world, chat, message),
    chat_instance: String(chat.id),
    data: button.callback_data,
  })
  return { action: 'callback', queryId }
}

/** Gives a person another username, or none: names are free to be taken by others from then on. */
export function rename(world: World, personId: number, username: string | undefined): void {
  const person = personOf(world, personId)
  const isTaken = world.state.people.some(
    (other) => other !== person && username && other.username?.toLowerCase() === username.toLowerCase(),
  )
  if (isTaken) throw new ActionRefused(`somebody has the username ${username}`)
  if (username) person.username = username
  else delete person.username
  world.events.emit('people')
  world.events.emit('changed')
}

/** Blocks or unblocks the bot; doing it twice changes nothing. */
export function setBlocked(world: World, personId: number, blocked: boolean): void {
  const chat = chatOf(world, personId)
  if (!chat.started) throw new ActionRefused('the chat is not started yet')
  if (chat.blocked === blocked) return
  chat.blocked = blocked
  const bot = botView(world.state.bot)
  const member: TelegramChatMember = { status: 'member', user: bot }
  const kicked: TelegramChatMember = { status: 'kicked', user: bot, until_date: 0 }
  pushUpdate(world, chat.id, 'my_chat_member', {
    chat: chatView(world, chat),
    from: userView(personOf(world, personId)),
    date: unixTime(world),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  })
  announce(world, { kind: 'status', chatId: chat.id })
}

function sendFromPerson(
  world: World,
  chat: ChatRecord,
  content: Partial<Pick<MessageRecord, 'text' | 'entities' | 'contact' | 'forwardedFrom' | 'replyToId'>>,
): MessageRecord {
  delete chat.replyAsked
  const message = writeMessage(world, chat, { fromId: chat.personId, ...content })
  chat.seenRevision = message.revision
  announce(world, { kind: 'sent', chatId: chat.id, message })
  pushUpdate(world, chat.id, 'message', messageView(world, chat, message))
  return message
}

/** The chat of somebody who can write in it now. */
export function openChat(world: World, personId: number): ChatRecord {
  const chat = chatOf(world, personId)
  if (!chat.started) throw new ActionRefused('the chat is not started yet: press START first')
  if (chat.blocked) throw new ActionRefused('the bot is blocked: unblock it first')
  return chat
}

export function personOf(world: World, personId: number): PersonRecord {
  const person = findPerson(world, personId)
  if (!person) throw new ActionRefused(`there is no person ${personId}`)
  return person
}

function ownCard(person: PersonRecord): ContactCard {
  return {
    phone_number: person.phone,
    first_name: person.firstName,
    ...(person.lastName ? { last_name: person.lastName } : {}),
    user_id: person.id,
  }
}

function textContent(text: string): Pick<MessageRecord, 'text' | 'entities'> {
  return { text, entities: detectEntities(text) }
}

function answerTo(messageId: number | undefined): Pick<MessageRecord, 'replyToId'> {
  return messageId === undefined ? {} : { replyToId: messageId }
}
