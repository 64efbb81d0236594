import type { Banner, Locale, Page, PageCard } from '@vitrina/contract'
import { inLanguage } from '#catalog'
import { pictureUrl } from '#pictures'
import type { Ctx } from '#platform'
import { pageUnknown } from './errors.ts'
import { isShown } from './model.ts'
import { type BannerRow, findAnyContent, findPage, listPages } from './store.ts'

/** In which language, and in which where a text is not in that. */
export interface Words {
  locale: Locale
  fallback: Locale
}

/** Whether there is a page or a banner, from wherever. */
export function hasContent(ctx: Ctx): Promise<boolean> {
  return findAnyContent(ctx.db)
}

/** Those of the banners that are shown at a moment. */
export function showBanners(rows: readonly BannerRow[], { now, ...words }: Words & { now: Date }): { items: Banner[] } {
  return { items: rows.filter((row) => isShown(row, now)).map((row) => describeBanner(row, words)) }
}

/** What the menu has. */
export async function showPages(ctx: Ctx, { locale, fallback }: Words): Promise<{ items: PageCard[] }> {
  const rows = await listPages(ctx.db)
  return { items: rows.map(({ slug, title }) => ({ slug, title: inLanguage(title, locale, fallback) })) }
}

/** One page; refuses with `content.page_unknown` when there is none of this slug. */
export async function showPage(ctx: Ctx, { slug, locale, fallback }: Words & { slug: string }): Promise<Page> {
  const row = await findPage(ctx.db, slug)
  if (!row) throw pageUnknown()
  return {
    slug,
    title: inLanguage(row.title, locale, fallback),
    content: inLanguage(row.content, locale, fallback),
    updatedAt: row.modifiedAt.toISOString(),
  }
}

function describeBanner({ source, externalId, title, ...row }: BannerRow, { locale, fallback }: Words): Banner {
  const text = inLanguage(row.text, locale, fallback)
  const { picture, target } = row
  return {
    id: `${source}-${externalId}`,
    title: inLanguage(title, locale, fallback),
    ...(text && { text }),
    ...(picture && {
      image: {
        url: pictureUrl(picture),
        alt: inLanguage(picture.alt, locale, fallback),
        width: picture.width,
        height: picture.height,
      },
    }),
    ...(target && { target }),
  }
}
