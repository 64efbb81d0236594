import type { Category, Locale } from '@vitrina/contract'
import type { Ctx } from '#platform'
import { describeCategories, wordsIn } from './describe.ts'
import type { Counting } from './model.ts'
import { type Remember, readCategories, readCounts } from './remembered.ts'

/** The tree, each with how many products are shown in it and below it; without those that have none. */
export async function showCategories(
  ctx: Ctx,
  locale: Locale,
  { counting, remember }: { counting: Counting; remember: Remember },
): Promise<{ items: Category[] }> {
  const categories = await readCategories(ctx, remember)
  const counts = await readCounts(ctx, { narrowing: { wanted: [] }, categories }, remember)
  return { items: describeCategories(categories, counts, wordsIn(locale, counting)) }
}
