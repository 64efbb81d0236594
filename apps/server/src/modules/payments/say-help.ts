import type { Locale } from '@vitrina/contract'
import { orderWords } from '@vitrina/contract/words/orders'
import { findPageAbout } from '#content'
import { findCustomerByTelegram } from '#identity'
import { listOrders } from '#orders'
import { type BotContext, openingKey, shorten } from '#telegram'

export interface HelpPorts {
  /** Of pages that are not in the person's. */
  defaultLocale: Locale
}

const SHOWN_ORDERS = 3

/** Where the shop says on which terms it sells; that it says so nowhere, if so. */
export async function sayTerms(bot: BotContext, ports: HelpPorts): Promise<void> {
  const words = orderWords[bot.locale].terms
  const page = await findLinked(bot, 'terms', ports)
  const { name: shop, publicUrl: url } = bot.shop
  saySober(bot, page ? words.found({ shop, ...page }) : words.none({ shop, url }))
}

/** Where whoever asks sees what they have paid for, and how they reach the shop about it. */
export async function sayPaySupport(bot: BotContext, ports: HelpPorts): Promise<void> {
  const { ctx, personId, locale, shop } = bot
  const words = orderWords[locale].paySupport
  const customer = await findCustomerByTelegram(ctx.db, personId)
  const paid = customer ? await listOrders(ctx.db, customer.id, { limit: SHOWN_ORDERS, isPaid: true }) : []
  const numbers = paid.map(({ number }) =>
    words.order({ number: String(number), url: `${shop.publicUrl}/orders/${number}` }),
  )
  const contacts = await findLinked(bot, 'contacts', ports)
  const parts = [
    words.title(shop.name),
    ...(numbers.length > 0 ? [[words.paid, ...numbers].join('\n')] : []),
    words.orders(`${shop.publicUrl}/orders`),
    contacts ? words.contacts(contacts) : words.noContacts(shop.publicUrl),
    words.notTelegram,
  ]
  const keys = openingKey({ text: words.openOrders, path: '/orders', opensMiniApp: true }, shop)
  saySober(bot, parts.join('\n\n'), keys.length > 0 ? { reply_markup: { inline_keyboard: [keys] } } : {})
}

async function findLinked(bot: BotContext, subject: 'terms' | 'contacts', { defaultLocale }: HelpPorts) {
  const page = await findPageAbout(bot.ctx, { subject, locale: bot.locale, fallback: defaultLocale })
  return page && { title: shorten(page.title), url: `${bot.shop.publicUrl}${page.path}` }
}

/** Without a card of the first link under it. */
function saySober(bot: BotContext, text: string, extra: Record<string, unknown> = {}): void {
  bot.say(text, { link_preview_options: { is_disabled: true }, ...extra })
}
