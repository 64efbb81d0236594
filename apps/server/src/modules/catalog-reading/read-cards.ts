import type { Locale, ProductCard } from '@vitrina/contract'
import type { ProductId } from '#catalog'
import type { Ctx } from '#platform'
import { describeCard, wordsIn } from './describe.ts'
import type { Counting } from './model.ts'
import { listCards } from './store.ts'

export type ReadCards = (ctx: Ctx, productIds: readonly ProductId[], locale: Locale) => Promise<ProductCard[]>

/** Cards of products in the order in which they are named, those that are not shown left out; from the tables. */
export function makeReadCards(counting: Counting): ReadCards {
  return async (ctx, productIds, locale) => {
    if (productIds.length === 0) return []
    const words = wordsIn(locale, counting)
    return (await listCards(ctx.db, productIds)).map((row) => describeCard(row, words))
  }
}
