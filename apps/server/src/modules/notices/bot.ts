import { Composer } from 'grammy'
import { type CustomerId, disownPassword } from '#identity'
import { Refusal } from '#platform'
import type { BotContext } from '#telegram'

/** «Not me» under a warning. */
export function noticesBot(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.callbackQuery(/^pwd:(\d{1,10}):(\d{13})$/, async (bot) => {
    const [, customerId, setAt] = bot.match
    const input = {
      customerId: Number(customerId) as CustomerId,
      setAt: new Date(Number(setAt)),
      telegramId: bot.personId,
    }
    try {
      await disownPassword(bot.ctx, input)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      bot.removePressedButtons()
      return bot.answerPress(bot.words.stale)
    }
    bot.answerPress()
    bot.replacePressed(bot.words.passwordDisowned)
  })
  return composer
}
