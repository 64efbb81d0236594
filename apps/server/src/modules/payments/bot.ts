import { orderWords } from '@vitrina/contract/words/orders'
import { Composer } from 'grammy'
import type { BotContext, InvoiceDesk } from '#telegram'
import { judgeCheckout } from './judge-checkout.ts'
import { type HelpPorts, sayPaySupport, sayTerms } from './say-help.ts'
import { takePayment } from './take-payment.ts'

export interface PaymentsBotPorts extends HelpPorts {
  desk: InvoiceDesk
}

/**
 * Telegram asking whether something may be paid, and telling that it was; and the two commands that it
 * expects of every bot that takes payments (T11).
 */
export function paymentsBot({ desk, ...ports }: PaymentsBotPorts): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('pre_checkout_query', (bot) => answerQuestion(bot, desk))
  // Only Telegram can make a message that has this in it; nobody can send or forward one.
  composer.on('message:successful_payment', (bot) => noteMoney(bot))
  composer.command('terms', (bot) => sayTerms(bot, ports))
  composer.command('paysupport', (bot) => sayPaySupport(bot, ports))
  return composer
}

/**
 * Answered from here and not through the outbox: Telegram waits ten seconds (G9), and what is queued for
 * the chat may wait longer.
 */
async function answerQuestion(bot: BotContext, desk: InvoiceDesk): Promise<void> {
  const query = bot.preCheckoutQuery
  if (!query) return
  const { invoice_payload: payload, total_amount: amountMinor, currency } = query
  const words = orderWords[bot.locale].paymentRefused
  try {
    const verdict = await judgeCheckout(bot.ctx, { payload, amountMinor, currency })
    await desk.answer(query.id, verdict && words[verdict])
  } catch (error) {
    bot.ctx.log.error({ err: error }, 'a payment could not be judged')
    // Unanswered it would look as if the shop were broken for ten seconds; nothing is lost by trying again.
    await desk.answer(query.id, words.failed)
  }
}

/** What is to be said of it follows from what became of the order. */
async function noteMoney(bot: BotContext): Promise<void> {
  const { message } = bot
  const paid = message?.successful_payment
  if (!paid) return
  await takePayment(bot.ctx, {
    method: 'telegram',
    chargeId: paid.telegram_payment_charge_id,
    providerChargeId: paid.provider_payment_charge_id,
    reference: paid.invoice_payload,
    amountMinor: paid.total_amount,
    currency: paid.currency,
    payerId: bot.personId,
    at: new Date(message.date * 1000),
  })
}
