import type { PostRecord } from '../../world/catalogue-records.ts'
import { datePair } from '../../world/dates.ts'
import { typedSlug } from '../../world/text.ts'
import { type Call, numbered, type Route } from '../call.ts'
import { dateFilter, dateRules } from '../dates.ts'
import { WpError } from '../errors.ts'
import { answerList, idsOf } from '../lists.ts'
import { listOf } from '../php-query.ts'
import type { Rule } from '../schema.ts'
import { mediaView } from './media.ts'
import { renderContent, renderExcerpt, texturize } from './render.ts'

export const postRoutes: Route[] = [...routesFor('post'), ...routesFor('page')]

function routesFor(type: PostRecord['type']): Route[] {
  const path = `/wp/v2/${type}s`
  return [
    { methods: ['GET'], path, right: 'open', ofPosts: true, answer: (call) => listPosts(call, type) },
    {
      methods: ['GET'],
      path: `${path}/${numbered('id')}`,
      right: 'open',
      ofPosts: true,
      answer: (call) => {
        const post = call.shop.state.posts.get(call.ids.id ?? 0)
        if (post?.type !== type) throw new WpError(404, 'rest_post_invalid_id', 'Invalid post ID.')
        if (post.status !== 'publish' && !call.signedIn) {
          throw new WpError(401, 'rest_forbidden', 'Sorry, you are not allowed to do that.')
        }
        return { body: postView(call, post) }
      },
    },
  ]
}

const rules: Record<string, Rule> = {
  ...dateRules,
  categories: { type: 'array', items: { type: 'integer' } },
  search: { type: 'string' },
}

function listPosts(call: Call, type: PostRecord['type']) {
  const { query, shop } = call
  const statuses = listOf(query.status ?? 'publish').map(String)
  if (!call.signedIn && statuses.some((status) => status !== 'publish')) throw forbiddenStatus()
  const isRecent = dateFilter(call)
  const categories = query.categories === undefined ? undefined : idsOf(query.categories)
  const slugs = query.slug === undefined ? undefined : listOf(query.slug).map((slug) => typedSlug(String(slug)))
  const search = String(query.search ?? '').toLowerCase()
  return answerList(call, {
    items: shop.state.posts.values(),
    rules,
    sorts: {
      date: ({ created }) => created,
      modified: ({ modified }) => modified,
      id: ({ id }) => id,
      title: ({ title }) => title.toLowerCase(),
      slug: ({ slug }) => slug,
      menu_order: ({ menu_order }) => menu_order,
    },
    sort: 'date',
    order: 'desc',
    keeps: (post) =>
      post.type === type &&
      statuses.includes(post.status) &&
      isRecent(post) &&
      (categories === undefined || post.categories.some((id) => categories.includes(id))) &&
      (slugs === undefined || slugs.includes(post.slug)) &&
      (query.parent === undefined || idsOf(query.parent).includes(post.parent)) &&
      (search === '' || `${post.title} ${post.content}`.toLowerCase().includes(search)),
    view: (post) => postView(call, post),
    pastEnd: () =>
      new WpError(
        400,
        'rest_post_invalid_page_number',
        'The page number requested is larger than the number of pages available.',
      ),
  })
}

const forbiddenStatus = () =>
  new WpError(400, 'rest_invalid_param', 'Invalid parameter(s): status', {
    params: { status: 'Status is forbidden.' },
    details: { status: { code: 'rest_forbidden_status', message: 'Status is forbidden.', data: { status: 401 } } },
  })

function postView(call: Call, post: PostRecord): object {
  const { shop, root } = call
  const { id, slug, status, type, parent, menu_order, featured_media, categories, sticky } = post
  const link = `${shop.url}/${slug}/`
  const picture = shop.state.media.get(featured_media)
  const isProtected = post.password !== ''
  const isEmbedded = call.query._embed !== undefined && picture !== undefined
  return {
    id,
    ...datesOf(call, post),
    guid: { rendered: `${shop.url}/?${type === 'page' ? 'page_id' : 'p'}=${id}` },
    ...{ slug, status, type, link },
    title: { rendered: texturize(post.title) },
    content: { rendered: isProtected ? '' : renderContent(post.content), protected: isProtected },
    excerpt: { rendered: isProtected ? '' : renderExcerpt(post.excerpt, post.content), protected: isProtected },
    ...{ author: 1, featured_media, comment_status: 'closed', ping_status: 'closed', template: '', meta: {} },
    ...(type === 'page' ? { parent, menu_order } : { sticky, format: 'standard', categories, tags: [] }),
    _links: {
      self: [{ href: `${root}/wp/v2/${type}s/${id}`, targetHints: { allow: ['GET'] } }],
      collection: [{ href: `${root}/wp/v2/${type}s` }],
      ...(picture ? { 'wp:featuredmedia': [{ embeddable: true, href: `${root}/wp/v2/media/${featured_media}` }] } : {}),
    },
    ...(isEmbedded ? { _embedded: { 'wp:featuredmedia': [mediaView(call, picture)] } } : {}),
  }
}

/** WordPress calls them `date` and `modified`, where WooCommerce has `date_created`. */
export function datesOf({ shop }: Call, { created, modified }: { created: number; modified: number }): object {
  return { ...datePair(shop, 'date', created), ...datePair(shop, 'modified', modified) }
}
