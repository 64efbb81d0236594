import { Composer } from 'grammy'
import type { BotContext } from '#telegram'
import { attachChatContact, readContactPhone } from './attach-contact.ts'

/**
 * An own contact that nobody has asked for here: Telegram sends it to the bot as well when it was
 * shared in the Mini App. Goes after the dialogues that do ask.
 */
export function telegramSignInBot(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('message:contact', async (bot, next) => {
    const { contact, from, forward_origin, via_bot } = bot.message
    // Anybody's card can be sent (S4, S5).
    if (contact.user_id !== from.id || forward_origin || via_bot) return next()
    const phone = readContactPhone(contact.phone_number) ?? null
    const input = { telegramId: from.id, username: from.username ?? null, phone }
    const attached = await attachChatContact(bot.ctx, input)
    if (attached === 'no_account') return next()
    const { phoneAttached, phoneUnusable } = bot.words
    bot.say(attached === 'attached' ? phoneAttached : phoneUnusable, { reply_markup: { remove_keyboard: true } })
  })
  return composer
}
