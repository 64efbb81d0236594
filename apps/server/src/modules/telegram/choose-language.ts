import type { Locale } from '@vitrina/contract'
import { type Ctx, publish, transact } from '#platform'
import type { ShopFacts } from './bot-context.ts'
import { languageChosen } from './events.ts'
import { menuButton } from './menu-button.ts'
import { findChat, updateChat } from './store.ts'
import { tell } from './tell.ts'

const WORTH_DOING_MS = 24 * 3600_000

/** Keeps the language that a person chose in the bot, and tells whoever else speaks to them. */
export function chooseLanguage(ctx: Ctx, chosen: { telegramId: number; locale: Locale }): Promise<void> {
  return transact(ctx, async (ctx) => {
    await updateChat(ctx.db, chosen.telegramId, { locale: chosen.locale })
    await publish(ctx, languageChosen, chosen)
  })
}

/** Takes the language that was chosen elsewhere, and calls the menu button by it, where there is one. */
export function followLanguage(ctx: Ctx, { miniAppUrl }: Pick<ShopFacts, 'miniAppUrl'>) {
  return ({ telegramId: chatId, locale }: { telegramId: number; locale: Locale }): Promise<void> =>
    transact(ctx, async (ctx) => {
      if (!miniAppUrl || !(await findChat(ctx.db, chatId))) return updateChat(ctx.db, chatId, { locale })
      await updateChat(ctx.db, chatId, { locale, menuLocale: locale })
      const payload = { chat_id: chatId, menu_button: menuButton({ miniAppUrl, locale }) }
      const until = new Date(ctx.now().getTime() + WORTH_DOING_MS)
      await tell(ctx, { chatId, calls: [{ method: 'setChatMenuButton', payload, until }] })
    })
}
