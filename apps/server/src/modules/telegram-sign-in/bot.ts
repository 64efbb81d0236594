import { Composer, type NextFunction } from 'grammy'
import { type BotContext, isOwnContact } from '#telegram'
import { attachChatContact, readContactPhone } from './attach-contact.ts'
import { type ContactStore, takeExpected } from './expect-contact.ts'

/**
 * The own contact of whom the Mini App has just asked for it: Telegram sends it to the bot as well. Goes before the
 * dialogues that ask for one themselves, and would take it for their answer.
 */
export function miniAppContactBot(store: ContactStore): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('message:contact', async (bot, next) => {
    const isExpected = isOwnContact(bot) && (await takeExpected(bot.ctx, bot.personId, store))
    return isExpected ? attach(bot, next) : next()
  })
  return composer
}

/** An own contact that nobody has asked for: the page could not say that it did. Goes after the dialogues that do. */
export function telegramSignInBot(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  // Anybody's card can be sent (S4, S5).
  composer.on('message:contact', (bot, next) => (isOwnContact(bot) ? attach(bot, next) : next()))
  return composer
}

async function attach(bot: BotContext, next: NextFunction): Promise<void> {
  const phone = readContactPhone(bot.message?.contact?.phone_number ?? '') ?? null
  const input = { telegramId: bot.personId, username: bot.from?.username ?? null, phone }
  const attached = await attachChatContact(bot.ctx, input)
  if (attached === 'no_account') return next()
  const { phoneAttached, phoneUnusable } = bot.words
  bot.say(attached === 'attached' ? phoneAttached : phoneUnusable, { reply_markup: { remove_keyboard: true } })
}
