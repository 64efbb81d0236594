import { expect, test } from 'vitest'
import { WooProduct, WooVariation } from './read-product.ts'
import { toDraft } from './to-draft.ts'

const product = { id: 1, name: 'Зеркало', type: 'simple', status: 'publish', catalog_visibility: 'visible' }
const dated = { ...product, date_modified_gmt: '2026-11-20T09:45:00', price: '1', regular_price: '1' }
const variation = { id: 2, status: 'publish', price: '1', regular_price: '1' }

/** What is kept of the classes of a product, or of its only variation. */
function read(fields: object, ofVariation?: object) {
  const type = ofVariation ? 'variable' : 'simple'
  const variations = ofVariation ? [WooVariation.parse({ ...variation, ...ofVariation })] : []
  const result = toDraft(WooProduct.parse({ ...dated, type, ...fields }), variations, { locale: 'ru', currency: 'RUB' })
  if (!('draft' in result)) throw new Error(result.setAside.reason)
  return result.draft.offers.map(({ shippingClass, isVirtual }) => [shippingClass, isVirtual])
}

test.each<[string, object, object | undefined, [string | null, boolean]]>([
  ['a product of a class', { shipping_class_id: 7 }, undefined, ['7', false]],
  ['a product of none', { shipping_class_id: 0 }, undefined, [null, false]],
  ['a product of which nothing is said', {}, undefined, [null, false]],
  ['a product of a class that is none', { shipping_class_id: 'bulky' }, undefined, [null, false]],
  ['what is not sent', { virtual: true }, undefined, [null, true]],
  ['a variation of its own class', { shipping_class_id: 7 }, { shipping_class_id: 8 }, ['8', false]],
  ['a variation of its product’s class', { shipping_class_id: 7 }, { shipping_class_id: 0 }, ['7', false]],
  ['a variation of none', {}, { shipping_class_id: 0 }, [null, false]],
  ['a variation that is not sent', { shipping_class_id: 7 }, { virtual: true }, ['7', true]],
])('of %s its shipping class is kept', (_, fields, ofVariation, expected) => {
  expect(read(fields, ofVariation)).toEqual([expected])
})
