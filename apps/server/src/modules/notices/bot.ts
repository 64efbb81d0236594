import { Composer } from 'grammy'
import { Refusal } from '#platform'
import type { BotContext } from '#telegram'
import { compose, type NoticeId } from './model.ts'
import { undoNotice } from './undo-notice.ts'

/** «Not me» under a warning. */
export function noticesBot(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.callbackQuery(/^sec:([A-Za-z0-9_-]{22})$/, (bot) => undoPressed(bot, bot.match[1] as NoticeId))
  return composer
}

async function undoPressed(bot: BotContext, id: NoticeId): Promise<void> {
  try {
    const { kind, details } = await undoNotice(bot.ctx, { id, pressedBy: bot.personId })
    const { done = '' } = compose({ kind, details, locale: bot.locale, shop: bot.shop.name })
    bot.answerPress()
    bot.replacePressed(done)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    bot.removePressedButtons()
    bot.answerPress(bot.words.stale)
  }
}
