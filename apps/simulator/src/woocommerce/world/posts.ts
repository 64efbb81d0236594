import type { PostRecord } from './catalogue-records.ts'
import { nextId, nowSeconds, type Shop } from './shop.ts'
import { freeSlug, slugOf, typedSlug } from './text.ts'

export type PostFields = { title: string; content?: string } & Partial<Omit<PostRecord, 'id' | 'created' | 'modified'>>

/** Writes a page or a post, published unless told otherwise. */
export function addPost(shop: Shop, type: PostRecord['type'], fields: PostFields): PostRecord {
  const at = nowSeconds(shop)
  const { posts, postCategories } = shop.state
  const wanted = fields.slug ? typedSlug(fields.slug) : slugOf(fields.title)
  const uncategorized = postCategories.keys().next().value ?? 0
  const post: PostRecord = {
    status: 'publish',
    content: '',
    excerpt: '',
    password: '',
    parent: 0,
    menu_order: 0,
    featured_media: 0,
    categories: type === 'post' ? [uncategorized] : [],
    sticky: false,
    ...fields,
    type,
    slug: freeSlug(wanted, (slug) => posts.values().some((known) => known.slug === slug)),
    id: nextId(shop, 'post'),
    created: at,
    modified: at,
  }
  posts.set(post.id, post)
  return post
}

/** WooCommerce has no webhook for pages and posts: whoever wants to know has to ask. */
export function changePost(shop: Shop, post: PostRecord, fields: Partial<PostFields>): PostRecord {
  return Object.assign(post, fields, { modified: nowSeconds(shop) })
}
