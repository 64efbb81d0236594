import { type BotWords, botWords, describeDevice } from '@vitrina/contract/words/bot'
import { type CustomerId, type CustomerRow, type DeviceInfo, findCustomer } from '#identity'
import type { Ctx, Handler } from '#platform'
import { chooseLocale, findChat, type ShopFacts, tell } from '#telegram'

// The bot is still answering the very act that a notice is about, and must be heard first.
const AFTER_THE_ACT_MS = 3_000
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

/** The account was there before, so what was typed on the site was not taken. */
export function tellClaimIgnored(ctx: Ctx, shop: ShopFacts): Handler<{ customerId: CustomerId }> {
  return ({ customerId }) => warn(ctx, customerId, (words) => ({ text: words.accountExists(shop.name) }))
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
  const now = ctx.now().getTime()
  const until = new Date(now + WORTH_SAYING_MS)
  const outgoing = { chatId: customer.telegramId, calls: [{ method: 'sendMessage' as const, payload, until }] }
  await tell(ctx, outgoing, new Date(now + AFTER_THE_ACT_MS))
}

async function wordsFor(ctx: Ctx, customer: CustomerRow, chatId: number): Promise<BotWords> {
  const chat = await findChat(ctx.db, chatId)
  return botWords[chooseLocale(chat?.locale, chat?.languageCode ?? undefined, customer.locale)]
}
