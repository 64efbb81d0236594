import { z } from 'zod'
import { readEach, type WooClient, walkList } from '#woocommerce'

const text = z.string().catch('')
const Rendered = z.object({ rendered: text, protected: z.boolean().catch(false) })
const Media = z.object({ source_url: z.url({ protocol: /^https?$/ }), alt_text: text })

/** A page or a post as it is listed. */
export const WpPost = z.object({
  id: z.int().positive(),
  slug: text,
  link: text,
  modified_gmt: z.string(),
  title: Rendered,
  content: Rendered,
  excerpt: Rendered.optional(),
  menu_order: z.int().catch(0),
  sticky: z.boolean().catch(false),
  _embedded: z
    .object({ 'wp:featuredmedia': z.array(z.unknown()).transform((items) => Media.safeParse(items[0]).data) })
    .optional()
    .catch(undefined),
})
export type WpPost = z.infer<typeof WpPost>

export interface PostList {
  path: '/pages' | '/posts'
  /** Of posts. */
  category?: number | undefined
}

const Glanced = z.object({ id: z.unknown(), modified_gmt: z.unknown() })

/** By what one sees that a list has changed: how many there are, and which of them was changed last and when. */
export async function glanceAt(client: WooClient, list: PostList, signal?: AbortSignal): Promise<string> {
  const query = { ...filterOf(list), orderby: 'modified', order: 'desc', per_page: 1, _fields: 'id,modified_gmt' }
  const { items, total } = await client.list(list.path, { query, signal })
  const newest = Glanced.safeParse(items[0]).data
  return JSON.stringify([total, newest?.id, newest?.modified_gmt])
}

export interface ReadPosts {
  posts: WpPost[]
  /** Those that are not as they should be, by their ids, and how many WordPress fails to show at all. */
  unreadable: string[]
  failed: number
}

/** Everything of a list that is published. */
export async function readPosts(client: WooClient, list: PostList, signal?: AbortSignal): Promise<ReadPosts> {
  const fields = [...Object.keys(WpPost.shape), '_links'].join(',')
  const query = { ...filterOf(list), _fields: fields, _embed: 'wp:featuredmedia' }
  const items: unknown[] = []
  let failed = 0
  await walkList(client, { path: list.path, query, signal }, async (slice) => {
    items.push(...slice.items)
    failed += slice.failed.length
  })
  const { read, unreadable } = readEach(WpPost, items)
  return { posts: read, unreadable: unreadable.map(({ externalId }) => externalId), failed }
}

const filterOf = ({ category }: PostList) => (category === undefined ? {} : { categories: category })

const Category = z.object({ id: z.int().positive() })

/** Its id; nothing when there is no such category. */
export async function findCategory(client: WooClient, slug: string, signal?: AbortSignal): Promise<number | undefined> {
  const { items } = await client.list('/categories', { query: { slug, _fields: 'id' }, signal })
  return readEach(Category, items).read[0]?.id
}
