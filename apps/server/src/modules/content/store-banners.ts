import type { Source } from '#catalog'
import { type Ctx, textOfHtml, transact } from '#platform'
import { signalContent } from './events.ts'
import { type BannerNews, differences, digestOf, type Telling } from './model.ts'
import { type BannerRow, deleteRows, insertBanners, listDigests, lockContent } from './store.ts'
import { mapText, type StoredContent } from './store-pages.ts'
import { contentBanners } from './tables.ts'

/**
 * Makes these all the banners of a source, in this order; those that are not among them go, unless
 * it `isPart` of them. The same
 * again changes nothing. One that ends before it begins is never shown and not kept.
 */
export function storeBanners(
  ctx: Ctx,
  source: Source,
  news: readonly BannerNews[],
  telling: Telling = {},
): Promise<StoredContent> {
  const rows = toRows(source, news)
  return transact(ctx, async (ctx) => {
    await lockContent(ctx.db)
    const { written, gone } = differences(await listDigests(ctx.db, contentBanners, source), rows, telling)
    if (gone.length > 0) await deleteRows(ctx.db, contentBanners, { source, externalIds: gone })
    if (written.length > 0) await insertBanners(ctx.db, written)
    if (written.length + gone.length > 0) await signalContent(ctx)
    return { written: written.length, gone: gone.length }
  })
}

function toRows(source: Source, news: readonly BannerNews[]): BannerRow[] {
  const unique = [...new Map(news.map((banner) => [banner.externalId, banner])).values()]
  const shown = unique.filter(({ shownFrom, shownUntil }) => !shownFrom || !shownUntil || shownFrom < shownUntil)
  return shown.map(({ externalId, title, text, picture, target, shownFrom, shownUntil }, position) => {
    const texts = { title: mapText(title, textOfHtml), text: mapText(text, textOfHtml) }
    const row = { source, externalId, ...texts, picture, target, shownFrom, shownUntil, position }
    return { ...row, digest: digestOf(row) }
  })
}
