import { chatView } from '../../world/views.ts'
import { findChat } from '../chats.ts'
import { badRequest } from '../errors.ts'
import type { Handlers } from '../handler.ts'

/** What can be asked about a chat. */
export const chatMethods: Handlers<'getChat'> = {
  getChat({ world }, { chat_id }) {
    const chat = findChat(world, chat_id)
    // Telegram knows a person only for bots that met them.
    if (!chat.started) throw badRequest('chat not found')
    return {
      ...chatView(world, chat),
      accent_color_id: chat.id % 7,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: true,
        limited_gifts: true,
        unique_gifts: true,
        premium_subscription: true,
        gifts_from_channels: true,
      },
    }
  },
}
