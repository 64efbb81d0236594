import { Composer } from 'grammy'
import type { Ctx } from '#platform'
import type { BotContext } from '#telegram'
import { looksLikeNumber, makeOffer } from './model.ts'
import { type CodeStore, upsertOffer } from './store.ts'

/** What the site's link to the bot brings: Telegram shows «Start» for it even in an old chat. */
export const OFFER_PAYLOAD = 'register'

export interface GreetingPorts extends CodeStore {
  /** Whether something begun on a site waits for this person's contact. */
  isContactAwaited: (ctx: Ctx, telegramId: number) => Promise<boolean>
}

/**
 * The half of the dialogue that stands behind the others: whoever comes without a link or writes
 * whatever, and is awaited by none of them, is greeted and offered a code for the site (B7, D1).
 * Whose contact is awaited is shown the button for it, whatever they write.
 */
export function greetingBot(ports: GreetingPorts): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('start', (bot) => greet(bot, ports))
  composer.on('message:text', async (bot) => {
    const { words } = bot
    const isNumber = looksLikeNumber(bot.message.text)
    if (await ports.isContactAwaited(bot.ctx, bot.personId))
      return askContact(bot, isNumber ? words.typedNumber : words.askContact)
    // What people try first when the offer is too old for a number to be its answer.
    return isNumber ? offer(bot, words.askNumber, ports) : greet(bot, ports)
  })
  return composer
}

function greet(bot: BotContext, store: CodeStore): Promise<void> {
  const { words, shop } = bot
  return offer(bot, `${words.greeting} ${words.offerCode}\n\n${words.abilities(shop.name)}`, store)
}

/** Remembers that a number from this person is now an answer, and asks for it. */
export async function offer(bot: BotContext, text: string, store: CodeStore): Promise<void> {
  await upsertOffer(store, bot.ctx, bot.personId, makeOffer)
  askContact(bot, text)
}

function askContact(bot: BotContext, text: string): void {
  bot.say(text, {
    reply_markup: {
      keyboard: [[{ text: bot.words.shareContact, request_contact: true }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    },
  })
}
