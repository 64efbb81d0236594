import type { LocalText, Source } from '#catalog'
import { type Ctx, sanitizeHtml, textOfHtml, transact } from '#platform'
import { signalContent } from './events.ts'
import { assignSlugs, differences, digestOf, type PageNews, type Telling } from './model.ts'
import { deleteRows, insertPages, listDigests, lockContent, type PageRow } from './store.ts'
import { contentPages } from './tables.ts'

/** How many rows were written, and how many of those that were there are no more what they were. */
export interface StoredContent {
  written: number
  gone: number
}

/**
 * Makes these all the pages of a source, in this order; those that are not among them go, unless it
 * `isPart` of them. The same again changes nothing. Of their HTML that is kept which neither runs nor
 * fetches anything (S21, S25).
 */
export async function storePages(
  ctx: Ctx,
  source: Source,
  news: readonly PageNews[],
  telling: Telling = {},
): Promise<StoredContent> {
  const rows = await toRows(source, news)
  return transact(ctx, async (ctx) => {
    await lockContent(ctx.db)
    const { written, gone } = differences(await listDigests(ctx.db, contentPages, source), rows, telling)
    // First and whole: two pages may have exchanged their slugs.
    if (gone.length > 0) await deleteRows(ctx.db, contentPages, { source, externalIds: gone })
    if (written.length > 0) await insertPages(ctx.db, written)
    if (written.length + gone.length > 0) await signalContent(ctx)
    return { written: written.length, gone: gone.length }
  })
}

async function toRows(source: Source, news: readonly PageNews[]): Promise<PageRow[]> {
  const unique = [...new Map(news.map((page) => [page.externalId, page])).values()]
  const slugs = assignSlugs(unique)
  return Promise.all(
    unique.map(async ({ externalId, title, content, modifiedAt }, position) => {
      const texts = { title: mapText(title, textOfHtml), content: await cleanHtml(content) }
      const row = { source, externalId, slug: slugs.get(externalId) ?? externalId, ...texts, position }
      return { ...row, modifiedAt, digest: digestOf(row) }
    }),
  )
}

async function cleanHtml(text: LocalText): Promise<LocalText> {
  const entries = Object.entries(text).map(async ([locale, html]) => [locale, await sanitizeHtml(html)] as const)
  return Object.fromEntries((await Promise.all(entries)).filter(([, html]) => html))
}

/** A text in every language it is in; one that becomes empty is none. */
export function mapText(text: LocalText, change: (words: string) => string): LocalText {
  const entries = Object.entries(text).map(([locale, words]) => [locale, change(words)] as const)
  return Object.fromEntries(entries.filter(([, words]) => words))
}
