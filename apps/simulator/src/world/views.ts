import type {
  TelegramChat,
  TelegramInvoice,
  TelegramMessage,
  TelegramMessageOriginHiddenUser,
  TelegramMessageOriginUser,
  TelegramSuccessfulPayment,
  TelegramUser,
} from '@gramio/types'
import type { BotRecord, ChatRecord, MessageRecord, PersonRecord } from './state.ts'
import { findPerson, type World } from './world.ts'

/** A person as the Bot API shows them. The phone is not there: Telegram never gives it away. */
export function userView(person: PersonRecord): TelegramUser {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.lastName ? { last_name: person.lastName } : {}),
    ...(person.username ? { username: person.username } : {}),
    language_code: person.languageCode,
  }
}

export function botView(bot: BotRecord): TelegramUser {
  return { id: bot.id, is_bot: true, first_name: bot.names[''] ?? bot.name, username: bot.username }
}

export function chatView(world: World, chat: ChatRecord): TelegramChat {
  const person = findPerson(world, chat.personId)
  return {
    id: chat.id,
    type: chat.type,
    first_name: person?.firstName ?? '',
    ...(person?.lastName ? { last_name: person.lastName } : {}),
    ...(person?.username ? { username: person.username } : {}),
  }
}

/** A message as the Bot API shows it, with the message it answers one level deep, as Telegram does. */
export function messageView(world: World, chat: ChatRecord, message: MessageRecord, depth = 1): TelegramMessage {
  const author = findPerson(world, message.fromId)
  const replyTo = depth > 0 && chat.messages.find((other) => other.id === message.replyToId)
  return {
    message_id: message.id,
    from: author ? userView(author) : botView(world.state.bot),
    chat: chatView(world, chat),
    date: message.date,
    ...(message.editDate ? { edit_date: message.editDate } : {}),
    ...(message.forwardedFrom ? { forward_origin: originView(world, message.forwardedFrom) } : {}),
    ...(replyTo ? { reply_to_message: messageView(world, chat, replyTo, depth - 1) } : {}),
    ...contentView(message),
    ...(message.inlineKeyboard ? { reply_markup: { inline_keyboard: message.inlineKeyboard } } : {}),
  }
}

function contentView(message: MessageRecord): Partial<TelegramMessage> {
  const entities = message.entities?.length ? message.entities : undefined
  if (message.contact) return { contact: message.contact }
  if (message.paid) return { successful_payment: message.paid as TelegramSuccessfulPayment }
  if (message.invoice) {
    const { title, description, startParameter: start_parameter, currency, totalAmount: total_amount } = message.invoice
    return { invoice: { title, description, start_parameter, currency, total_amount } as TelegramInvoice }
  }
  if (message.photo) {
    const { fileId, width, height, size } = message.photo
    return {
      photo: [
        { file_id: fileId, file_unique_id: fileId.slice(-16), width, height, ...(size ? { file_size: size } : {}) },
      ],
      ...(message.text ? { caption: message.text } : {}),
      ...(entities ? { caption_entities: entities } : {}),
    }
  }
  return { text: message.text ?? '', ...(entities ? { entities } : {}) }
}

function originView(
  world: World,
  origin: NonNullable<MessageRecord['forwardedFrom']>,
): TelegramMessageOriginUser | TelegramMessageOriginHiddenUser {
  const sender = origin.userId === undefined ? undefined : findPerson(world, origin.userId)
  if (sender) return { type: 'user', sender_user: userView(sender), date: origin.date }
  return { type: 'hidden_user', sender_user_name: origin.name, date: origin.date }
}
