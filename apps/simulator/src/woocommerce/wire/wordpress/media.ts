import type { MediaRecord } from '../../world/catalogue-records.ts'
import { datePair } from '../../world/dates.ts'
import { mediaUrl } from '../../world/media.ts'
import { type Call, numbered, type Route } from '../call.ts'
import { WpError } from '../errors.ts'
import { answerList } from '../lists.ts'
import { texturize } from './render.ts'

const path = '/wp/v2/media'

export const mediaRoutes: Route[] = [
  {
    methods: ['GET'],
    path,
    right: 'open',
    answer: (call) =>
      answerList(call, {
        items: call.shop.state.media.values(),
        sorts: { date: ({ created }) => created, id: ({ id }) => id, title: ({ title }) => title },
        sort: 'date',
        order: 'desc',
        keeps: () => true,
        view: (media) => mediaView(call, media),
        pastEnd: () =>
          new WpError(
            400,
            'rest_post_invalid_page_number',
            'The page number requested is larger than the number of pages available.',
          ),
      }),
  },
  {
    methods: ['GET'],
    path: `${path}/${numbered('id')}`,
    right: 'open',
    answer: (call) => {
      const media = call.shop.state.media.get(call.ids.id ?? 0)
      if (!media) throw new WpError(404, 'rest_post_invalid_id', 'Invalid post ID.')
      return { body: mediaView(call, media) }
    },
  },
]

export function mediaView(call: Call, media: MediaRecord): object {
  const { shop, root } = call
  const { id, title, alt_text, mime_type, width, height, file } = media
  const source_url = mediaUrl(shop, media)
  return {
    id,
    ...datePair(shop, 'date', media.created),
    ...datePair(shop, 'modified', media.modified),
    guid: { rendered: source_url },
    ...{
      slug: file
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/u, ''),
      status: 'inherit',
      type: 'attachment',
    },
    link: `${shop.url}/?attachment_id=${id}`,
    title: { rendered: texturize(title) },
    ...{ author: 1, featured_media: 0, comment_status: 'closed', ping_status: 'closed', template: '', meta: [] },
    ...{ description: { rendered: '' }, caption: { rendered: '' }, alt_text, media_type: 'image', mime_type },
    media_details: { width, height, file, sizes: {}, image_meta: {} },
    ...{ post: null, source_url },
    _links: { self: [{ href: `${root}${path}/${id}` }], collection: [{ href: `${root}${path}` }] },
  }
}
