import { z } from 'zod'
import { storeBanners, storePages } from '#content'
import { type Ctx, transact } from '#platform'
import { readEach, type Shortcomings, wooFaultOf } from '#woocommerce'
import type { ContentSource } from './model.ts'
import { findCategory, glanceAt, type PostList, readPosts, type WpPost } from './read-post.ts'
import { toBanners, toPages } from './to-content.ts'

const WHOLE_MS = 60 * 60_000
// What it fails to show it may show again, and no glance tells.
const PART_MS = 10 * 60_000

/** How far the reading of the content has come, in this process. */
export interface ContentProgress {
  /** When everything is read again, whatever a glance says. */
  dueAt: Date | undefined
  glance: string | undefined
  /** Two changes of one second look like one: after a change everything is read once more. */
  isSettled: boolean
}

interface Parts {
  progress: ContentProgress
  shortcomings: Shortcomings
}

/**
 * Makes the pages and banners what the WordPress has; what it fails to show stays as it was. Read when a glance says
 * that something was changed, added or taken away, and every hour.
 */
export async function refreshContent(
  ctx: Ctx,
  source: ContentSource,
  { progress, shortcomings }: Parts,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const lists = await findLists(source, signal)
    const read = [lists.pages, ...(lists.banners ? [lists.banners] : []), ...(lists.more ? [lists.more] : [])]
    const glances = await Promise.all(read.map((list) => glanceAt(source.wordpress, list, signal)))
    const glance = JSON.stringify([lists, glances])
    const isDue = !progress.dueAt || progress.dueAt <= ctx.now()
    if (!isDue && progress.isSettled && glance === progress.glance) return
    const { found, isPart } = await readAll(ctx, source, lists, signal)
    shortcomings.tell(found)
    const dueAt = new Date(ctx.now().getTime() + (isPart ? PART_MS : WHOLE_MS))
    Object.assign(progress, { dueAt, isSettled: glance === progress.glance, glance })
  } catch (error) {
    const { kind, status } = wooFaultOf(error) ?? {}
    if (kind !== 'refused' || (status !== 401 && status !== 403)) throw error
    shortcomings.tell([source.settings.login ? WRONG_LOGIN : CLOSED])
  }
}

const CLOSED =
  'WordPress shows its pages to nobody who is not signed in: set WORDPRESS_USER and WORDPRESS_APP_PASSWORD, or there are none here'
const WRONG_LOGIN =
  'WordPress refuses WORDPRESS_USER and WORDPRESS_APP_PASSWORD: they are a name and an application password of that user, not the password by which they sign in'

interface Lists {
  pages: PostList
  /** Nothing where there is no such category. */
  banners: PostList | undefined
  more: PostList | undefined
  lacking: string[]
}

async function findLists({ wordpress, settings }: ContentSource, signal?: AbortSignal): Promise<Lists> {
  const { bannerCategory, pageCategory } = settings
  const [ofBanners, ofPages] = await Promise.all([
    findCategory(wordpress, bannerCategory, signal),
    pageCategory === undefined ? undefined : findCategory(wordpress, pageCategory, signal),
  ])
  const posts = (category: number | undefined) => category && ({ path: '/posts', category } as const)
  const isLacking = pageCategory !== undefined && ofPages === undefined
  return {
    pages: { path: '/pages' },
    banners: posts(ofBanners) || undefined,
    more: posts(ofPages) || undefined,
    lacking: isLacking ? ['WordPress has no category of posts called as WORDPRESS_PAGE_CATEGORY says'] : [],
  }
}

/** Out: what cannot be taken over, in sentences, and whether that may be only for now. */
async function readAll(
  ctx: Ctx,
  source: ContentSource,
  lists: Lists,
  signal?: AbortSignal,
): Promise<{ found: string[]; isPart: boolean }> {
  const { wordpress, locale, url, pictureHosts } = source
  const none = { posts: [], unreadable: [], failed: 0 }
  const [own, pages, banners, more] = await Promise.all([
    readOwnPages(source, signal),
    readPosts(wordpress, lists.pages, signal),
    lists.banners ? readPosts(wordpress, lists.banners, signal) : none,
    lists.more ? readPosts(wordpress, lists.more, signal) : none,
  ])
  const shown: WpPost[] = pages.posts.filter(({ id }) => !own.has(String(id)))
  const site = { url, pages: [...shown, ...more.posts] }
  const drafts = toBanners(banners.posts, { locale, site, pictureHosts })
  const images = drafts.flatMap(({ image }) => image ?? [])
  const pictures = await source.registerPictures(ctx, images)
  const made = new Map(images.map((image, at) => [image, pictures[at]]))
  await transact(ctx, async (ctx) => {
    const all = [...toPages(shown, locale), ...toPages(more.posts, locale)]
    await storePages(ctx, 'woocommerce', all, { isPart: pages.failed + more.failed > 0 })
    const news = drafts.map(({ image, ...banner }) => ({ ...banner, picture: (image && made.get(image)) ?? null }))
    await storeBanners(ctx, 'woocommerce', news, { isPart: banners.failed > 0 })
  })
  const read = [pages, banners, more]
  const failed = read.reduce((sum, list) => sum + list.failed, 0)
  const found = [
    ...lists.lacking,
    ...read
      .flatMap(({ unreadable }) => unreadable)
      .map((id) => `page or post ${id} of WordPress is not as it should be`),
    ...(failed > 0 ? [`WordPress fails to show ${failed} of its pages and posts: what is known of them stays`] : []),
  ]
  return { found, isPart: failed > 0 }
}

const Setting = z.object({ id: z.string(), value: z.string() })
const OWN = /^woocommerce_(?:shop|cart|checkout|myaccount)_page_id$/

/** WooCommerce's own pages: what they do is done here by ours. */
async function readOwnPages({ woocommerce }: ContentSource, signal?: AbortSignal): Promise<Set<string>> {
  const groups = await Promise.all(
    ['advanced', 'products'].map((group) => woocommerce.list(`/settings/${group}`, { signal })),
  )
  const settings = readEach(
    Setting,
    groups.flatMap(({ items }) => items),
  ).read
  return new Set(settings.flatMap(({ id, value }) => (OWN.test(id) && value !== '' ? [value] : [])))
}
