import { type BotWords, botWords, describeDevice } from '@vitrina/contract/words/bot'
import { type CustomerId, type CustomerRow, type DeviceInfo, findCustomer } from '#identity'
import type { Ctx, Handler } from '#platform'
import { chooseLocale, findChat, type ShopFacts, tell } from '#telegram'

// A warning is worth reading even by somebody who comes back from a journey.
const WORTH_SAYING_MS = 7 * 24 * 3600_000

/** «A password was set … Not me» (S2). The button names this very password. */
export function tellPasswordSet(
  ctx: Ctx,
  shop: ShopFacts,
): Handler<{ customerId: CustomerId; setAt: string; device: DeviceInfo }> {
  return ({ customerId, setAt, device }) =>
    warn(ctx, customerId, (words) => ({
      text: words.passwordSet(shop.name, describeDevice(words, device)),
      reply_markup: {
        inline_keyboard: [[{ text: words.notMine, callback_data: `pwd:${customerId}:${new Date(setAt).getTime()}` }]],
      },
    }))
}

/** A copied refresh token was used; the session is already over (S19). */
export function tellTokenReused(ctx: Ctx, shop: ShopFacts): Handler<{ customerId: CustomerId; device: DeviceInfo }> {
  return ({ customerId, device }) =>
    warn(ctx, customerId, (words) => ({ text: words.tokenReused(shop.name, describeDevice(words, device)) }))
}

/** The phone was proven by somebody else (S11). */
export function tellPhoneLost(ctx: Ctx, shop: ShopFacts): Handler<{ customerId: CustomerId; masked: string }> {
  return ({ customerId, masked }) => warn(ctx, customerId, (words) => ({ text: words.phoneLost(shop.name, masked) }))
}

async function warn(
  ctx: Ctx,
  customerId: CustomerId,
  compose: (words: BotWords) => Record<string, unknown>,
): Promise<void> {
  const customer = await findCustomer(ctx.db, customerId)
  if (!customer || customer.telegramId === null) return
  const words = await wordsFor(ctx, customer, customer.telegramId)
  const payload = { chat_id: customer.telegramId, ...compose(words) }
  const until = new Date(ctx.now().getTime() + WORTH_SAYING_MS).toISOString()
  await tell(ctx, { chatId: customer.telegramId, calls: [{ method: 'sendMessage', payload, until }] })
}

async function wordsFor(ctx: Ctx, customer: CustomerRow, chatId: number): Promise<BotWords> {
  const chat = await findChat(ctx.db, chatId)
  return botWords[chooseLocale(chat?.locale, chat?.languageCode ?? undefined, customer.locale)]
}
