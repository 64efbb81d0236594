import { Composer } from 'grammy'
import type { BotContext } from '#telegram'
import { makeOffer } from './model.ts'
import { type CodeStore, upsertOffer } from './store.ts'

/** What the site's link to the bot brings: Telegram shows «Start» for it even in an old chat. */
export const OFFER_PAYLOAD = 'register'

/**
 * The half of the dialogue that stands behind the others: whoever comes without a link, and is awaited
 * by none of them, is greeted and offered a code for the site (B7, D1).
 */
export function greetingBot(store: CodeStore): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('start', (bot) => {
    const { words, shop } = bot
    return offer(bot, `${words.greeting}\n\n${words.abilities(shop.name)}\n\n${words.offerCode}`, store)
  })
  return composer
}

/** Remembers that a number from this person is now an answer, and asks for it. */
export async function offer(bot: BotContext, text: string, store: CodeStore): Promise<void> {
  await upsertOffer(store, bot.ctx, bot.personId, makeOffer)
  bot.say(text, {
    reply_markup: {
      keyboard: [[{ text: bot.words.shareContact, request_contact: true }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    },
  })
}
