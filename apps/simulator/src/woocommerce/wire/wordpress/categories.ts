import type { TermRecord } from '../../world/catalogue-records.ts'
import { type Call, numbered, type Route } from '../call.ts'
import { WpError } from '../errors.ts'
import { answerList } from '../lists.ts'
import { termFilter } from '../resources/terms.ts'

const path = '/wp/v2/categories'

/** Categories of posts, which are others than those of products. */
export const postCategoryRoutes: Route[] = [
  {
    methods: ['GET'],
    path,
    right: 'open',
    answer: (call) =>
      answerList(call, {
        items: call.shop.state.postCategories.values(),
        sorts: {
          name: ({ name }) => name,
          id: ({ id }) => id,
          slug: ({ slug }) => slug,
          count: ({ id }) => countOf(call, id),
        },
        sort: 'name',
        order: 'asc',
        keeps: termFilter(call, 'postCategories'),
        view: (term) => categoryView(call, term),
      }),
  },
  {
    methods: ['GET'],
    path: `${path}/${numbered('id')}`,
    right: 'open',
    answer: (call) => {
      const term = call.shop.state.postCategories.get(call.ids.id ?? 0)
      if (!term) throw new WpError(404, 'rest_term_invalid', 'Term does not exist.')
      return { body: categoryView(call, term) }
    },
  },
]

function categoryView(call: Call, { id, name, slug, parent, description }: TermRecord): object {
  return {
    ...{ id, count: countOf(call, id), description, link: `${call.shop.url}/category/${slug}/`, name, slug },
    ...{ taxonomy: 'category', parent, meta: [] },
    _links: { self: [{ href: `${call.root}${path}/${id}` }], collection: [{ href: `${call.root}${path}` }] },
  }
}

const countOf = ({ shop }: Call, id: number): number =>
  [...shop.state.posts.values()].filter(({ status, categories }) => status === 'publish' && categories.includes(id))
    .length
