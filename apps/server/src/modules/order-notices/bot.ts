import { orderWords } from '@vitrina/contract/words/orders'
import { Composer } from 'grammy'
import { findCustomerByTelegram, updateProfile } from '#identity'
import type { BotContext } from '#telegram'
import { STOP_REMINDING } from './left-cart-model.ts'

/** «Do not remind me again» under the reminder of a cart. */
export function orderNoticesBot(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.callbackQuery(STOP_REMINDING, stopPressed)
  return composer
}

// A Telegram is no browser: the log of the account names none.
const device = { browser: null, system: null, network: null }

/** Of whoever presses (S22): it is their own consent, wherever the button came from. */
async function stopPressed(bot: BotContext): Promise<void> {
  const customer = await findCustomerByTelegram(bot.ctx.db, bot.personId)
  if (!customer) {
    bot.removePressedButtons()
    return bot.answerPress(bot.words.stale)
  }
  await updateProfile(bot.ctx, { customerId: customer.id, cartReminders: false, device })
  bot.answerPress()
  bot.replacePressed(orderWords[bot.locale].leftCart.stopped)
}
