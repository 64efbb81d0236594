import { isDeepStrictEqual } from 'node:util'
import type { TelegramInlineKeyboardButton } from '@gramio/types'
import { removeMessage, reviseMessage, unixTime, writeMessage } from '../../world/chat.ts'
import type { ChatRecord, MessageRecord } from '../../world/state.ts'
import { messageView } from '../../world/views.ts'
import { announce, type World } from '../../world/world.ts'
import { editableMessage, findChat, refuseForeignTargets, writableChat } from '../chats.ts'
import { badRequest } from '../errors.ts'
import type { Desk, Handlers } from '../handler.ts'
import { readPhoto } from '../photo.ts'
import { type ReplyMarkup, readReplyMarkup } from '../reply-markup.ts'
import type { ParametersOf } from '../tables.ts'
import { readText } from '../text.ts'

const deletableSeconds = 48 * 60 * 60

// What Telegram puts under an invoice that brings no buttons; its clients say the sum there.
const payButton = { text: 'Pay', pay: true } as TelegramInlineKeyboardButton

export type Sent = Pick<MessageRecord, 'text' | 'entities' | 'photo' | 'invoice'>

/** Sending, editing and deleting messages. */
export const messageMethods: Handlers<
  'sendMessage' | 'sendPhoto' | 'editMessageText' | 'editMessageReplyMarkup' | 'deleteMessage' | 'sendChatAction'
> = {
  sendMessage(desk, parameters) {
    const { text, parse_mode, entities } = parameters
    return send(desk, parameters, () => {
      const content = readText(text, parse_mode, entities)
      if (content.text === '') throw badRequest('text must be non-empty')
      if (lengthOf(content.text) > 4096) throw badRequest('message is too long')
      return content
    })
  },

  sendPhoto(desk, parameters) {
    const { photo, caption, parse_mode, caption_entities } = parameters
    return send(desk, parameters, () => {
      const content = readText(caption ?? '', parse_mode, caption_entities)
      if (lengthOf(content.text) > 1024) throw badRequest('message caption is too long')
      return { ...content, photo: readPhoto(desk.world, photo) }
    })
  },

  editMessageText({ world }, parameters) {
    refuseForeignTargets(parameters)
    const chat = namedChat(world, parameters.chat_id)
    const message = editableMessage(world, chat, parameters.message_id)
    if (parameters.rich_message) throw badRequest('the simulator does not speak rich messages')
    if (message.photo || message.invoice) throw badRequest('there is no text in the message to edit')
    if (!parameters.text) throw badRequest('message text is empty')
    const content = readText(parameters.text, parameters.parse_mode, parameters.entities)
    if (content.text === '') throw badRequest('text must be non-empty')
    if (lengthOf(content.text) > 4096) throw badRequest('message is too long')
    return edit(world, chat, message, { ...content, keyboard: readInline(world, parameters.reply_markup) })
  },

  editMessageReplyMarkup({ world }, parameters) {
    refuseForeignTargets(parameters)
    const chat = namedChat(world, parameters.chat_id)
    const message = editableMessage(world, chat, parameters.message_id)
    return edit(world, chat, message, { ...contentOf(message), keyboard: readInline(world, parameters.reply_markup) })
  },

  deleteMessage({ world }, { chat_id, message_id }) {
    const chat = findChat(world, chat_id)
    const message = chat.messages.find((candidate) => candidate.id === message_id)
    if (!message) throw badRequest('message to delete not found')
    if (unixTime(world) - message.date > deletableSeconds) throw badRequest("message can't be deleted for everyone")
    removeMessage(world, chat, message)
    return true
  },

  sendChatAction({ world }, parameters) {
    refuseForeignTargets(parameters)
    const action = parameters.action.toLowerCase()
    if (!chatActions.has(action)) throw badRequest('wrong parameter action in request')
    const chat = writableChat(world, parameters.chat_id)
    world.events.emit('chat', { kind: 'typing', chatId: chat.id, action })
    return true
  },
}

const chatActions: ReadonlySet<string> = new Set([
  'typing',
  'cancel',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
])

/** Checks in the server's order: the content, then the markup, then whether the chat may be written to. */
export function send(
  { world, limits }: Desk,
  parameters: ParametersOf<'sendMessage'> | ParametersOf<'sendPhoto'> | ParametersOf<'sendInvoice'>,
  readContent: () => Sent,
): unknown {
  refuseForeignTargets(parameters)
  const content = readContent()
  const markup = readReplyMarkup(parameters.reply_markup, world)
  const chat = writableChat(world, parameters.chat_id)
  const replyToId = readReplyTo(chat, parameters.reply_parameters)
  limits?.take(chat.id)

  const message = writeMessage(world, chat, {
    fromId: world.state.bot.id,
    ...content,
    ...(replyToId === undefined ? {} : { replyToId }),
    ...(markup?.kind === 'inline' ? { inlineKeyboard: markup.rows } : {}),
    ...(content.invoice && markup === undefined ? { inlineKeyboard: [[payButton]] } : {}),
    ...(markup && markup.kind !== 'inline' ? { touchedKeyboard: true } : {}),
  })
  if (markup) applyKeyboard(chat, message.id, markup)
  announce(world, { kind: 'sent', chatId: chat.id, message })
  return messageView(world, chat, message)
}

function readReplyTo(chat: ChatRecord, parameters: Record<string, unknown> | undefined): number | undefined {
  const messageId = parameters?.message_id
  if (parameters === undefined || messageId === undefined) return undefined
  if (!Number.isInteger(messageId)) throw badRequest('Field "message_id" must be of type Number')
  if (chat.messages.some((message) => message.id === messageId)) return Number(messageId)
  if (parameters.allow_sending_without_reply === true) return undefined
  throw badRequest('message to be replied not found')
}

function applyKeyboard(chat: ChatRecord, messageId: number, markup: ReplyMarkup): void {
  if (markup.kind === 'keyboard') {
    const { rows, resize, oneTime, persistent, placeholder } = markup
    chat.keyboard = {
      messageId,
      rows,
      resize,
      oneTime,
      persistent,
      hidden: false,
      ...(placeholder ? { placeholder } : {}),
    }
  } else if (markup.kind === 'remove') delete chat.keyboard
  else if (markup.kind === 'force_reply') {
    chat.replyAsked = { messageId, ...(markup.placeholder ? { placeholder: markup.placeholder } : {}) }
  }
}

function edit(
  world: World,
  chat: ChatRecord,
  message: MessageRecord,
  next: Pick<MessageRecord, 'text' | 'entities'> & { keyboard: TelegramInlineKeyboardButton[][] | undefined },
): unknown {
  const same =
    message.text === next.text &&
    isDeepStrictEqual(message.entities ?? [], next.entities ?? []) &&
    isDeepStrictEqual(message.inlineKeyboard ?? [], next.keyboard ?? [])
  if (same) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
  }
  if (next.text !== undefined) message.text = next.text
  if (next.entities) message.entities = next.entities
  if (next.keyboard) message.inlineKeyboard = next.keyboard
  else delete message.inlineKeyboard
  reviseMessage(world, chat, message)
  return messageView(world, chat, message)
}

function contentOf({ text, entities }: MessageRecord): Pick<MessageRecord, 'text' | 'entities'> {
  return { ...(text === undefined ? {} : { text }), ...(entities ? { entities } : {}) }
}

function readInline(
  world: World,
  value: Record<string, unknown> | undefined,
): TelegramInlineKeyboardButton[][] | undefined {
  const markup = readReplyMarkup(value, world)
  if (markup && markup.kind !== 'inline') throw badRequest('inline keyboard expected')
  return markup?.rows
}

function namedChat(world: World, chatId: string | undefined): ChatRecord {
  if (chatId === undefined) throw badRequest('chat_id is empty')
  return findChat(world, chatId)
}

function lengthOf(text: string): number {
  return [...text].length
}
