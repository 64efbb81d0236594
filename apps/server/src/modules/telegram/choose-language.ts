import type { Locale } from '@vitrina/contract'
import { type Ctx, publish, transact } from '#platform'
import { languageChosen } from './events.ts'
import { updateChat } from './store.ts'

/** Keeps the language that a person chose in the bot, and tells whoever else speaks to them. */
export function chooseLanguage(ctx: Ctx, chosen: { telegramId: number; locale: Locale }): Promise<void> {
  return transact(ctx, async (ctx) => {
    await updateChat(ctx.db, chosen.telegramId, { locale: chosen.locale })
    await publish(ctx, languageChosen, chosen)
  })
}

/** Takes the language that was chosen elsewhere. */
export function followLanguage(ctx: Ctx) {
  return ({ telegramId, locale }: { telegramId: number; locale: Locale }): Promise<void> =>
    updateChat(ctx.db, telegramId, { locale })
}
