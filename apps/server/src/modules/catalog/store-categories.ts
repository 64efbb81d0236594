import { isDeepStrictEqual } from 'node:util'
import { type Ctx, transact } from '#platform'
import { assignNames, slugCandidates } from './assign-names.ts'
import {
  type CategoryRow,
  deleteCategories,
  insertOrUpdateCategories,
  listCategoryRows,
  listForeignSlugs,
} from './category-store.ts'
import { asTree } from './category-tree.ts'
import { signalCatalog } from './events.ts'
import type { Source } from './model.ts'
import type { CategoryNews } from './news.ts'
import { keyOf } from './plan-offers.ts'
import { cleanCategory } from './read-news.ts'
import { lockCatalog } from './store-news.ts'

/**
 * Makes these all the categories of a source, in this order: those that are not among them are
 * taken away, and with them only the belonging of products; or stay, before these, when they are
 * to be kept. Says how many were written or taken away.
 */
export function storeCategories(
  ctx: Ctx,
  source: Source,
  news: readonly CategoryNews[],
  { keepMissing = false } = {},
): Promise<number> {
  return transact(ctx, async (ctx) => {
    await lockCatalog(ctx.db)
    const known = new Map((await listCategoryRows(ctx.db, source)).map((row) => [row.externalId, row]))
    const foreign = await listForeignSlugs(ctx.db, source)
    const named = new Set(news.map(({ externalId }) => externalId))
    const missing = [...known.values()].filter(({ externalId }) => !named.has(externalId))
    const all = asTree([...(keepMissing ? missing : []), ...news.map(cleanCategory)])
    const next = planCategories(all, { source, known, foreign })
    const changed = next.filter((row) => !isDeepStrictEqual(row, known.get(row.externalId)))
    const gone = keepMissing ? [] : missing.map(({ externalId }) => externalId)
    // First, for one that comes may have the slug of one that goes.
    if (gone.length > 0) await deleteCategories(ctx.db, source, gone)
    if (changed.length > 0) await insertOrUpdateCategories(ctx.db, source, changed)
    if (changed.length + gone.length > 0) await signalCatalog(ctx)
    return changed.length + gone.length
  })
}

interface Ground {
  source: Source
  known: ReadonlyMap<string, CategoryRow>
  foreign: readonly { slug: string; key: string }[]
}

function planCategories(news: readonly CategoryNews[], { source, known, foreign }: Ground): CategoryRow[] {
  const unique = new Map(news.map((category) => [category.externalId, category]))
  const wishes = [...unique.values()].map((category) => {
    const candidates = slugCandidates(category, source)
    const kept = candidates.filter((slug) => slug === known.get(category.externalId)?.slug)
    return { key: keyOf(source, category.externalId), candidates: [...kept, ...candidates] }
  })
  const own = [...unique.keys()].flatMap((externalId) => {
    const row = known.get(externalId)
    return row ? [[row.slug, keyOf(source, externalId)] as const] : []
  })
  const taken = new Map([...foreign.map(({ slug, key }) => [slug, key] as const), ...own])
  const slugs = new Map(assignNames(wishes, taken).map(({ name, key }) => [key, name]))
  return [...unique.values()].map(({ externalId, name, parentExternalId }, position) => {
    const slug = slugs.get(keyOf(source, externalId)) ?? ''
    return { externalId, slug, name, position, parentExternalId }
  })
}
