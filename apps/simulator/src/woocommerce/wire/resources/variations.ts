import type { ProductRecord } from '../../world/catalogue-records.ts'
import { addProduct, updateProduct, variationsOf } from '../../world/products.ts'
import { type Call, numbered, type Route } from '../call.ts'
import { crudRoutes, type Resource } from '../crud.ts'
import { dateFilter } from '../dates.ts'
import { WpError } from '../errors.ts'
import { answerList, idsOf } from '../lists.ts'
import type { Params } from '../php-query.ts'
import { readImages } from './images.ts'
import { readChoices, readProduct } from './product-fields.ts'
import { variationView } from './product-view.ts'
import { offerFilter, productListRules, productSorts, removeProduct } from './products.ts'

const variations: Resource<ProductRecord> = {
  path: `/wc/v3/products/${numbered('product')}/variations`,
  ofPosts: true,
  unknown: { code: 'woocommerce_rest_product_variation_invalid_id', message: 'Invalid ID.', onChange: 400 },
  list: (call) => listVariations(call, variationsOf(call.shop, parentOf(call).id)),
  find: (call, id) => {
    const variation = call.shop.state.products.get(id)
    return variation?.type === 'variation' && variation.parent_id === call.ids.product ? variation : undefined
  },
  create: async (call, body) => {
    const parent = parentOf(call)
    const fields = await readVariation(call, body)
    return addProduct(call.shop, { ...fields, type: 'variation', parent_id: parent.id, name: parent.name })
  },
  update: async (call, variation, body) =>
    updateProduct(call.shop, variation, await readVariation(call, body, variation)),
  remove: removeProduct(variationView),
  view: variationView,
}

export const variationRoutes: Route[] = crudRoutes(variations)

/** All variations of the shop in one list: since 10.3. */
export const bulkVariationRoutes: Route[] = [
  {
    methods: ['GET'],
    path: '/wc/v3/variations',
    right: 'list',
    ofPosts: true,
    answer: (call) => {
      const parents = call.query.parent_id ?? call.query.parent
      const ids = parents === undefined ? undefined : idsOf(parents)
      const { products } = call.shop.state
      return listVariations(
        call,
        products.values().filter(({ type, parent_id }) => type === 'variation' && (!ids || ids.includes(parent_id))),
      )
    },
  },
]

function listVariations(call: Call, items: Iterable<ProductRecord>) {
  const isRecent = dateFilter(call)
  const isWanted = offerFilter(call)
  return answerList(call, {
    items,
    rules: productListRules,
    sorts: productSorts(call),
    sort: 'date',
    order: 'desc',
    keeps: (variation) => isRecent(variation) && isWanted(variation),
    view: (variation) => variationView(call, variation),
  })
}

async function readVariation(call: Call, body: Params, known?: ProductRecord) {
  const { attributes, type: _, ...rest } = body
  return {
    ...readProduct(call.shop, rest, known),
    ...(await readImages(call.shop, body)),
    ...(attributes === undefined ? {} : { choices: readChoices(attributes) }),
  }
}

function parentOf({ shop, ids }: Call): ProductRecord {
  const parent = shop.state.products.get(ids.product ?? 0)
  if (!parent) throw new WpError(404, 'woocommerce_rest_product_invalid_id', 'Invalid ID.')
  return parent
}
