import type { CategoryId } from '#catalog'
import type { Cache, Ctx } from '#platform'
import type { CategoryRow } from './model.ts'
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

export async function readSynonyms(ctx: Ctx, remember: Remember): Promise<Synonyms> {
  return new Map(await remember('synonyms', () => listSynonyms(ctx.db)))
}

/** A category and all below it; none when there is no such. */
export function categoryIdsIn(categories: readonly CategoryRow[], slug: string): CategoryId[] {
  const children = Map.groupBy(categories, ({ parentId }) => parentId)
  const below = (id: CategoryId): CategoryId[] => [id, ...(children.get(id) ?? []).flatMap((child) => below(child.id))]
  return categories.filter((category) => category.slug === slug).flatMap(({ id }) => below(id))
}
