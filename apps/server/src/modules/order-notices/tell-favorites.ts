import type { Locale, ProductCard } from '@vitrina/contract'
import { moneyText } from '@vitrina/contract/money-text'
import { type OrderWords, orderWords } from '@vitrina/contract/words/orders'
import type { ChangedOffers } from '#catalog'
import type { ReadCards } from '#catalog-reading'
import { type CustomerId, findCustomer } from '#identity'
import { type Ctx, type Handler, isDatabaseAway, job, transact } from '#platform'
import { shorten } from '#telegram'
import { type NoticePorts, sayToCustomer } from './say-to-customer.ts'
import { insertNews, listDue, type NewsRow, takeNews, updateTold } from './store.ts'
import type { NewsKind } from './tables.ts'

export const tellFavorites = job<Record<string, never>>('order-notices.tell-favorites', { expireInSeconds: 300 })

// What a merchant changes in one go comes over minutes, and is one message.
const GATHERED_MS = 10 * 60_000
const ONCE_IN_MS = 24 * 3600_000
const AT_ONCE = 500
const NAMED_MAX = 8

/** Keeps the news for those who like it and asked to be told (Y6). */
export function makeNoteNews(ctx: Ctx, kind: NewsKind): Handler<ChangedOffers> {
  return ({ products }) =>
    insertNews(ctx.db, { productIds: products.map(({ productId }) => productId), kind, at: ctx.now() })
}

/**
 * Tells of favourites that cost less or are back, at most once a day each, all that has come in one
 * message (Y6). Said only of what is still so: what is sold out again is left out.
 */
export function makeTellFavorites(
  ctx: Ctx,
  ports: NoticePorts & { readCards: ReadCards },
): Handler<Record<string, never>> {
  return async () => {
    const now = ctx.now().getTime()
    const due = { waitingSince: new Date(now - GATHERED_MS), toldBefore: new Date(now - ONCE_IN_MS), limit: AT_ONCE }
    for (const customerId of await listDue(ctx.db, due)) {
      await tellOne(ctx, customerId, ports).catch((error) => {
        if (isDatabaseAway(error)) throw error
        // Each by itself: one that fails must not keep the others, now or at the next run.
        ctx.log.error({ err: error, customerId }, 'somebody could not be told of their favourites')
      })
    }
  }
}

async function tellOne(ctx: Ctx, customerId: CustomerId, ports: NoticePorts & { readCards: ReadCards }): Promise<void> {
  await transact(ctx, async (ctx) => {
    const news = await takeNews(ctx.db, customerId)
    const customer = await findCustomer(ctx.db, customerId)
    // They may have thought better of it while it waited.
    if (news.length === 0 || !customer?.marketing || customer.erasedAt) return
    const ids = news.map(({ productId }) => productId)
    const lines = await describe(ctx, { news, ids }, ports)
    if (lines.ru.length === 0) return
    const saying = {
      compose: (locale: Locale) => write(orderWords[locale].favorites, lines[locale]),
      path: '/favorites',
      key: `favorites.${ctx.now().toISOString()}`,
      isNews: true,
    }
    await sayToCustomer(ctx, { customer, email: customer.email ?? undefined, saying }, ports)
    await updateTold(ctx.db, customerId, ctx.now())
  })
}

function write({ title, more, howToStop, open }: OrderWords['favorites'], lines: string[]) {
  const named = lines.slice(0, NAMED_MAX)
  const rest = lines.length - named.length
  const text = [...named, ...(rest > 0 ? [more(rest)] : []), '', howToStop].join('\n')
  return { title, text, button: open }
}

/** Names and prices of now, in every language: which one it will be is known later. */
async function describe(
  ctx: Ctx,
  { news, ids }: { news: NewsRow[]; ids: NewsRow['productId'][] },
  { readCards }: { readCards: ReadCards },
): Promise<Record<Locale, string[]>> {
  // One after another: they share the transaction's connection.
  const ru = await readCards(ctx, ids, 'ru')
  const uz = await readCards(ctx, ids, 'uz')
  const en = await readCards(ctx, ids, 'en')
  const kinds = new Map(news.map(({ productId, kind }) => [String(productId), kind]))
  const lines = (locale: Locale, cards: readonly ProductCard[]) =>
    cards.flatMap((card) => lineOf(kinds.get(card.id), card, locale) ?? [])
  return { ru: lines('ru', ru), uz: lines('uz', uz), en: lines('en', en) }
}

function lineOf(kind: NewsKind | undefined, card: ProductCard, locale: Locale): string | undefined {
  if (!kind || !card.inStock) return undefined
  const words = orderWords[locale].favorites
  const product = { name: shorten(card.name), price: moneyText(card.price, locale) }
  return kind === 'price_dropped' ? words.priceDropped(product) : words.backInStock(product)
}
