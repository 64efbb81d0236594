import type { Banner, Locale, Page, PageCard } from '@vitrina/contract'
import { inLanguage } from '#catalog'
import { pictureUrl } from '#pictures'
import type { Ctx } from '#platform'
import { pageUnknown } from './errors.ts'
import { type BannerRow, findPage, listBanners, listPages } from './store.ts'

/** In which language, and in which where a text is not in that. */
export interface Words {
  locale: Locale
  fallback: Locale
}

/** The banners of this moment. */
export async function showBanners(ctx: Ctx, words: Words): Promise<{ items: Banner[] }> {
  const rows = await listBanners(ctx.db, ctx.now())
  return { items: rows.map((row) => describeBanner(row, words)) }
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
