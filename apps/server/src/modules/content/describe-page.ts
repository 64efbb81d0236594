import type { Locale } from '@vitrina/contract'
import { type Cache, type Ctx, textOfHtml } from '#platform'
import { type PageSubject, pageAbout } from './model.ts'
import { showPage, showPages, type Words } from './show-content.ts'

interface Describing {
  cache: Cache
  /** Of what is not in the visitor's. */
  defaultLocale: Locale
}

/** Kept with the answers of the routes, and forgotten with them. */
export const CONTENT_TAG = 'content'

/**
 * What is at an address of an information page, for whoever shows a link to it; nothing where the address is
 * none. Refuses with `content.page_unknown` a page that is not there.
 */
export function makeDescribeContent(ctx: Ctx, { cache, defaultLocale }: Describing) {
  return async (path: string, locale: Locale) => {
    const slug = slugIn(path)
    if (slug === undefined) return undefined
    return cache.remember(`content page ${JSON.stringify([locale, slug])}`, [CONTENT_TAG], async () => {
      const { title, content } = await showPage(ctx, { slug, locale, fallback: defaultLocale })
      const description = textOfHtml(content)
      return { title, path: addressOf(slug), kind: 'website' as const, ...(description && { description }) }
    })
  }
}

const addressOf = (slug: string) => `/pages/${encodeURIComponent(slug)}`

/** Decoded as the site does it; what is no text is no page, and a zero is in no text that a database keeps. */
function slugIn(path: string): string | undefined {
  const [, coded] = /^\/pages\/([^/]+)\/?$/.exec(path) ?? []
  try {
    const slug = coded && decodeURIComponent(coded)
    return slug?.includes('\0') ? undefined : slug
  } catch {
    return undefined
  }
}

/** Where the information pages are. */
export async function listPageAddresses(ctx: Ctx, locale: Locale): Promise<{ path: string }[]> {
  const { items } = await showPages(ctx, { locale, fallback: locale })
  return items.map(({ slug }) => ({ path: addressOf(slug) }))
}

/** What the page is called that tells customers of this, and where it is; nothing where the shop has none. */
export async function findPageAbout(
  ctx: Ctx,
  { subject, ...words }: Words & { subject: PageSubject },
): Promise<{ title: string; path: string } | undefined> {
  const page = pageAbout((await showPages(ctx, words)).items, subject)
  return page && { title: page.title, path: addressOf(page.slug) }
}
