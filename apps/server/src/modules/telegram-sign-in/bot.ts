import { Composer, type NextFunction } from 'grammy'
import { type BotContext, isOwnContact } from '#telegram'
import { attachChatContact, readContactPhone } from './attach-contact.ts'
import { type ExpectationStore, endExpectation, isContactExpected } from './expect-contact.ts'

/**
 * The own contact of whom the Mini App has just asked for it: Telegram sends it to the bot as well. Goes before the
 * dialogues that ask for one themselves, and would take it for their answer.
 */
export function miniAppContactBot(store: ExpectationStore): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('message:contact', async (bot, next) => {
    const { ctx, personId, message } = bot
    const sent = { telegramId: personId, sentAt: new Date(message.date * 1000) }
    // Anybody's card can be sent (S4, S5).
    if (!isOwnContact(bot) || !(await isContactExpected(ctx, sent, store))) return next()
    // Only then: what Telegram delivers again is the same contact still.
    bot.whenHandled = () => endExpectation(ctx, personId, store)
    // The keyboard belongs to a question that stays open.
    return takeContact(bot, next)
  })
  return composer
}

/** An own contact that nobody has asked for: the page could not say that it did. Goes after the dialogues that do. */
export function telegramSignInBot(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('message:contact', (bot, next) => (isOwnContact(bot) ? takeContact(bot, next, withoutKeyboard) : next()))
  return composer
}

const withoutKeyboard = { reply_markup: { remove_keyboard: true } }

async function takeContact(bot: BotContext, next: NextFunction, extra = {}): Promise<void> {
  const phone = readContactPhone(bot.message?.contact?.phone_number ?? '') ?? null
  const input = { telegramId: bot.personId, username: bot.from?.username ?? null, phone }
  const attached = await attachChatContact(bot.ctx, input)
  if (attached === 'no_account') return next()
  const { phoneAttached, phoneUnusable } = bot.words
  bot.say(attached === 'attached' ? phoneAttached : phoneUnusable, extra)
}
