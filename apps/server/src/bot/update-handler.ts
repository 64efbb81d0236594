import type { Locale } from '@vitrina/contract'
import type { Api, Composer } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import { type Ctx, transact } from '#platform'
import { BotContext, chooseLocale, findUpdate, insertOrTouchChat, insertUpdate, type ShopFacts, tell } from '#telegram'

export interface UpdateHandlerOptions {
  composer: Composer<BotContext>
  api: Api
  me: () => UserFromGetMe
  shop: ShopFacts
  defaultLocale: Locale
}

export type UpdateHandler = (update: Update) => Promise<void>

/**
 * Handles one update at least once and lets its words out once. The use cases commit by
 * themselves and bear repeating; then, in one transaction, the update is marked and what was
 * said is put on its way. Killed in between, the update comes again and the words with it.
 */
export function makeUpdateHandler(ctx: Ctx, options: UpdateHandlerOptions): UpdateHandler {
  const middleware = options.composer.middleware()
  return async (update) => {
    if (await findUpdate(ctx.db, update.update_id)) return
    const own = { shop: options.shop, ctx, locale: options.defaultLocale }
    const bot = new BotContext(update, options.api, options.me(), own)
    if (bot.from && bot.chat?.type === 'private') {
      bot.locale = await meet(ctx, bot, options.defaultLocale)
      await middleware(bot, async () => {})
    }
    await transact(ctx, async (ctx) => {
      if (!(await insertUpdate(ctx.db, update.update_id, ctx.now()))) return
      if (bot.from) await tell(ctx, { chatId: bot.from.id, calls: bot.outgoing, followUp: bot.followUp })
    })
  }
}

/** Remembers the chat and learns its language; a person who blocked the bot has not written. */
async function meet(ctx: Ctx, bot: BotContext, fallback: Locale): Promise<Locale> {
  const { personId } = bot
  const languageCode = bot.from?.language_code
  if (bot.myChatMember) return chooseLocale(null, languageCode, fallback)
  const chat = await insertOrTouchChat(ctx.db, personId, languageCode, ctx.now())
  return chooseLocale(chat.locale, languageCode, fallback)
}
