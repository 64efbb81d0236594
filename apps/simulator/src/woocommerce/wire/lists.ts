import type { Answer, Call } from './call.ts'
import { listOf, type Params } from './php-query.ts'
import { check, type Rule } from './schema.ts'

const pagingRules: Record<string, Rule> = {
  page: { type: 'integer', least: 1 },
  per_page: { type: 'integer', least: 1, most: 100 },
  offset: { type: 'integer' },
  order: { type: 'string', enum: ['asc', 'desc'] },
  include: { type: 'array', items: { type: 'integer' } },
  exclude: { type: 'array', items: { type: 'integer' } },
}

export interface ListPlan<Item extends { id: number }> {
  items: Iterable<Item>
  rules?: Record<string, Rule>
  /** What a page can be sorted by. */
  sorts: Record<string, (item: Item) => number | string>
  sort: string
  order: 'asc' | 'desc'
  keeps: (item: Item) => boolean
  view: (item: Item) => object
  /** What is thrown for a page past the end, which WooCommerce answers with nothing and WordPress refuses. */
  pastEnd?: () => Error
}

/** Answers a list: what the rules do not know of the query is ignored without a word. */
export function answerList<Item extends { id: number }>(call: Call, plan: ListPlan<Item>): Answer {
  const { query } = call
  const orderby: Rule = { type: 'string', enum: [...Object.keys(plan.sorts), 'include'] }
  check({ ...pagingRules, orderby, ...plan.rules }, query)
  const found = sorted(query, plan, chosen(query, plan))
  const perPage = Number(query.per_page ?? 10)
  const page = Number(query.page ?? 1)
  const offset = query.offset === undefined || query.offset === '' ? undefined : Number(query.offset)
  const start = offset ?? (page - 1) * perPage
  if (plan.pastEnd && page > 1 && start >= found.length) throw plan.pastEnd()
  const items = found.slice(start, start + perPage)
  // Past the end by `page` the count is taken again; by `offset` it is not, and there seems to be nothing at all.
  const total = offset !== undefined && items.length === 0 ? 0 : found.length
  return { headers: pageHeaders(call, { total, perPage, page }), body: items.map(plan.view) }
}

function chosen<Item extends { id: number }>(query: Params, { items, keeps }: ListPlan<Item>): Item[] {
  const include = idsOf(query.include)
  const exclude = new Set(idsOf(query.exclude))
  const included = include.length > 0 ? new Set(include) : undefined
  return [...items].filter(({ id }) => (included?.has(id) ?? true) && !exclude.has(id)).filter(keeps)
}

function sorted<Item extends { id: number }>(query: Params, plan: ListPlan<Item>, items: Item[]): Item[] {
  const orderby = String(query.orderby ?? plan.sort)
  if (orderby === 'include') {
    const place = new Map(idsOf(query.include).map((id, index) => [id, index]))
    return items.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  }
  const by = plan.sorts[orderby]
  if (!by) return items
  const sign = (query.order ?? plan.order) === 'asc' ? 1 : -1
  const keyed = items.map((item) => ({ item, key: by(item) }))
  // Many share a second, and still no page repeats or leaves out another's: the id decides.
  keyed.sort((a, b) => sign * (compare(a.key, b.key) || a.item.id - b.item.id))
  return keyed.map(({ item }) => item)
}

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : Number(a > b))

export const idsOf = (value: unknown): number[] => listOf(value).map(Number)

interface PageFacts {
  total: number
  perPage: number
  page: number
}

export function pageHeaders({ address, query }: Call, { total, perPage, page }: PageFacts): Record<string, string> {
  const pages = Math.ceil(total / perPage)
  const links = [
    ...(page > 1 ? [link(address, query, Math.min(page - 1, Math.max(1, pages)), 'prev')] : []),
    ...(page < pages ? [link(address, query, page + 1, 'next')] : []),
  ]
  return {
    'x-wp-total': String(total),
    'x-wp-totalpages': String(pages),
    ...(links.length > 0 ? { link: links.join(', ') } : {}),
  }
}

const secrets = new Set(['consumer_key', 'consumer_secret'])

function link(address: string, query: Params, page: number, rel: string): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, page })) {
    if (secrets.has(name)) continue
    if (typeof value === 'object') for (const item of listOf(value)) search.append(`${name}[]`, String(item))
    else search.append(name, String(value))
  }
  return `<${address}?${search}>; rel="${rel}"`
}
