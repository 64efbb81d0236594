import type { Locale } from '@vitrina/contract'
import type { BannerNews, PageNews } from '#content'
import type { PictureSource } from '#pictures'
import { textOfHtml } from '#platform'
import { readMoment } from '#woocommerce'
import { type Site, targetOf } from './link-target.ts'
import type { WpPost } from './read-post.ts'

/** A banner with the address of its picture instead of a picture. */
export type BannerDraft = Omit<BannerNews, 'picture'> & { image: PictureSource | null }

/** In the order of the menu. Of what is behind a password, or has no words, there is nothing to show. */
export function toPages(posts: readonly WpPost[], locale: Locale): PageNews[] {
  return posts
    .toSorted((a, b) => a.menu_order - b.menu_order || (a.title.rendered < b.title.rendered ? -1 : 1))
    .flatMap(({ id, slug, title, content, modified_gmt }) => {
      const modifiedAt = readMoment(modified_gmt)
      if (!modifiedAt || content.protected || textOfHtml(content.rendered) === '') return []
      const texts = { title: { [locale]: title.rendered }, content: { [locale]: content.rendered } }
      return [{ externalId: String(id), slug, ...texts, modifiedAt }]
    })
}

/** As the site lists them, the newest first, and before those what is stuck to its top. */
export function toBanners(
  posts: readonly WpPost[],
  { locale, site, pictureHosts }: { locale: Locale; site: Site; pictureHosts: readonly string[] },
): BannerDraft[] {
  return posts
    .filter(({ content }) => !content.protected)
    .toSorted((a, b) => Number(b.sticky) - Number(a.sticky) || b.id - a.id)
    .map((post) => ({
      externalId: String(post.id),
      title: { [locale]: post.title.rendered },
      text: { [locale]: textOf(post) },
      image: imageOf(post, { locale, pictureHosts }),
      target: targetOf(post.content.rendered, site),
      // Whether it is time for it the site knows: what is not published is not listed.
      ...{ shownFrom: null, shownUntil: null },
    }))
}

/** Where nobody wrote an excerpt WordPress cuts one, and says so. */
function textOf({ excerpt }: WpPost): string {
  return textOfHtml(excerpt?.rendered ?? '').replace(/\s*\[(?:…|\.\.\.)\]$/, '…')
}

function imageOf(
  { title, _embedded }: WpPost,
  { locale, pictureHosts }: { locale: Locale; pictureHosts: readonly string[] },
): PictureSource | null {
  const media = _embedded?.['wp:featuredmedia']
  if (!media || !pictureHosts.includes(new URL(media.source_url).host)) return null
  return { url: media.source_url, alt: { [locale]: media.alt_text || textOfHtml(title.rendered) } }
}
