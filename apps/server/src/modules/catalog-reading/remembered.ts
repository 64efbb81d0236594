import type { Cache, Ctx } from '#platform'
import { addUp } from './category-tree.ts'
import type { Narrowing } from './filters.ts'
import { countMatching } from './list-store.ts'
import type { CategoryRow, Counts } from './model.ts'
import type { Synonyms } from './search-words.ts'
import { listCategories, listSynonyms } from './store.ts'

export const CATALOG_TAG = 'catalog'

/** Reads what several answers are made of, or takes what the last of them was made of. */
export type Remember = <Value>(key: string, read: () => Promise<Value>) => Promise<Value>

export function rememberIn(cache: Cache): Remember {
  return (key, read) => cache.remember(`catalog ${key}`, [CATALOG_TAG], read)
}

export function readCategories(ctx: Ctx, remember: Remember): Promise<CategoryRow[]> {
  return remember('categories', () => listCategories(ctx.db))
}

/** The same for a list in whichever order and on whichever page, and in each language. */
export function readCounts(
  ctx: Ctx,
  { narrowing, categories }: { narrowing: Narrowing; categories: readonly CategoryRow[] },
  remember: Remember,
): Promise<Counts> {
  return remember(`counts ${JSON.stringify(narrowing)}`, async () => {
    const { sets, ...counts } = await countMatching(ctx.db, narrowing)
    return { ...counts, categories: addUp(sets, categories) }
  })
}

export async function readSynonyms(ctx: Ctx, remember: Remember): Promise<Synonyms> {
  return new Map(await remember('synonyms', () => listSynonyms(ctx.db)))
}
