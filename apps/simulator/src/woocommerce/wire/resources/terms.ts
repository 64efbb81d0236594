import type { TermRecord } from '../../world/catalogue-records.ts'
import { addTerm, type Taxonomy } from '../../world/taxonomy.ts'
import { freeSlug, sanitizeHtml, sanitizeTermName, typedSlug } from '../../world/text.ts'
import type { Call, Route } from '../call.ts'
import { crudRoutes, links, type Resource, trashNotSupported } from '../crud.ts'
import { WpError } from '../errors.ts'
import { answerList } from '../lists.ts'
import { listOf, type Params } from '../php-query.ts'
import { check, isTrue, type Rule } from '../schema.ts'
import { imageView } from './product-view.ts'

const bodyRules: Record<string, Rule> = {
  name: { type: 'string' },
  slug: { type: 'string' },
  parent: { type: 'integer' },
  description: { type: 'string' },
  menu_order: { type: 'integer' },
}

type OfProducts = Exclude<Taxonomy, 'postCategories'>

const pathOf = (taxonomy: OfProducts) =>
  `/wc/v3/products/${taxonomy === 'shippingClasses' ? 'shipping_classes' : taxonomy}`

function terms(taxonomy: OfProducts): Resource<TermRecord> {
  const path = pathOf(taxonomy)
  const view = (call: Call, term: TermRecord) => termView(call, taxonomy, term)
  return {
    path,
    unknown: { code: 'woocommerce_rest_term_invalid', message: 'Resource does not exist.' },
    // `modified_after` is not known here, and so ignored.
    list: (call) =>
      answerList(call, {
        items: call.shop.state[taxonomy].values(),
        rules: { parent: { type: 'integer' }, hide_empty: { type: 'boolean' } },
        sorts: {
          name: ({ name }) => name.toLowerCase(),
          id: ({ id }) => id,
          slug: ({ slug }) => slug,
          count: ({ id }) => countOf(call, taxonomy, id),
          menu_order: ({ menu_order }) => menu_order,
        },
        sort: 'name',
        order: 'asc',
        keeps: termFilter(call, taxonomy),
        view: (term) => view(call, term),
      }),
    find: ({ shop }, id) => shop.state[taxonomy].get(id),
    create: (call, body) => addTerm(call.shop, taxonomy, readTerm(call, taxonomy, body, true)),
    update: (call, term, body) => Object.assign(term, readTerm(call, taxonomy, body, false)),
    remove: (call, term, force) => {
      if (!force) throw trashNotSupported('Resource does not support')
      const before = view(call, term)
      removeTerm(call, taxonomy, term.id)
      return before
    },
    view,
  }
}

export const termRoutes: Route[] = (['categories', 'tags', 'shippingClasses'] as const).flatMap((taxonomy) =>
  crudRoutes(terms(taxonomy)),
)

export function termFilter({ query, shop }: Call, taxonomy: Taxonomy): (term: TermRecord) => boolean {
  const search = String(query.search ?? '').toLowerCase()
  const slugs = query.slug === undefined ? undefined : listOf(query.slug).map((slug) => typedSlug(String(slug)))
  return (term) =>
    (query.parent === undefined || term.parent === Number(query.parent)) &&
    (slugs === undefined || slugs.includes(term.slug)) &&
    (search === '' || term.name.toLowerCase().includes(search)) &&
    (!isTrue(query.hide_empty) || taxonomy === 'postCategories' || countOf({ shop }, taxonomy, term.id) > 0)
}

function termView(call: Call, taxonomy: OfProducts, term: TermRecord): object {
  const { id, name, slug, parent, description, display, image, menu_order } = term
  const count = countOf(call, taxonomy, id)
  const _links = links(call, pathOf(taxonomy), id)
  if (taxonomy !== 'categories') return { id, name, slug, description, count, _links }
  const picture = imageView(call.shop, image) ?? null
  return { id, name, slug, parent, description, display, image: picture, menu_order, count, _links }
}

/** Published products only, whether they are hidden or not. */
function countOf({ shop }: Pick<Call, 'shop'>, taxonomy: OfProducts, id: number): number {
  let count = 0
  for (const product of shop.state.products.values()) {
    const isIn =
      taxonomy === 'shippingClasses'
        ? product.shipping_class === shop.state.shippingClasses.get(id)?.slug
        : product[taxonomy].includes(id)
    if (product.status === 'publish' && isIn) count += 1
  }
  return count
}

function readTerm(
  call: Call,
  taxonomy: Taxonomy,
  body: Params,
  isNew: boolean,
): { name: string } & Partial<TermRecord> {
  check(bodyRules, body)
  if (isNew && !body.name) {
    throw new WpError(400, 'rest_missing_callback_param', 'Missing parameter(s): name', { params: ['name'] })
  }
  const all = call.shop.state[taxonomy]
  const name = sanitizeTermName(String(body.name ?? ''))
  const twin = isNew
    ? all.values().find((term) => term.name === name && term.parent === Number(body.parent ?? 0))
    : undefined
  if (twin) {
    const message = 'A term with the name provided already exists with this parent.'
    throw new WpError(400, 'term_exists', message, { resource_id: twin.id })
  }
  const slug =
    typeof body.slug === 'string'
      ? freeSlug(typedSlug(body.slug), (wanted) => all.values().some((term) => term.slug === wanted))
      : undefined
  const { image } = body as { image?: { id?: unknown } | null }
  const fields = {
    ...(body.name === undefined ? {} : { name }),
    ...(slug === undefined ? {} : { slug }),
    ...(body.parent === undefined ? {} : { parent: Number(body.parent) }),
    ...(body.description === undefined ? {} : { description: sanitizeHtml(String(body.description)) }),
    ...(body.display === undefined ? {} : { display: String(body.display) }),
    ...(body.menu_order === undefined ? {} : { menu_order: Number(body.menu_order) }),
    ...(image === undefined ? {} : { image: Number(image?.id ?? 0) }),
  }
  return fields as { name: string } & Partial<TermRecord>
}

function removeTerm({ shop }: Call, taxonomy: OfProducts, id: number): void {
  const slug = shop.state[taxonomy].get(id)?.slug
  shop.state[taxonomy].delete(id)
  for (const term of shop.state[taxonomy].values()) if (term.parent === id) term.parent = 0
  for (const product of shop.state.products.values()) {
    if (taxonomy !== 'shippingClasses') product[taxonomy] = product[taxonomy].filter((other) => other !== id)
    else if (product.shipping_class === slug) product.shipping_class = ''
  }
}
