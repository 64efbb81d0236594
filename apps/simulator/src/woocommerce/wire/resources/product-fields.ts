import type { AttributeRecord, ChosenAttribute, ProductRecord } from '../../world/catalogue-records.ts'
import { readDate } from '../../world/dates.ts'
import { formatDecimal } from '../../world/money.ts'
import { findBySku, type ProductFields } from '../../world/products.ts'
import { type Shop, updateMeta } from '../../world/shop.ts'
import { sanitizeHtml, typedSlug } from '../../world/text.ts'
import { WpError } from '../errors.ts'
import { idsOf } from '../lists.ts'
import { listOf, type Params } from '../php-query.ts'
import { check, isTrue, type Rule } from '../schema.ts'

export const productStatuses = ['draft', 'pending', 'private', 'publish', 'future'] as const
export const productTypes = ['simple', 'grouped', 'external', 'variable'] as const

const text: Rule = { type: 'string' }
const flag: Rule = { type: 'boolean' }

const bodyRules: Record<string, Rule> = {
  name: text,
  slug: text,
  type: { type: 'string', enum: productTypes },
  status: { type: 'string', enum: [...productStatuses, 'auto-draft', 'trash'] },
  featured: flag,
  catalog_visibility: { type: 'string', enum: ['visible', 'catalog', 'search', 'hidden'] },
  description: text,
  short_description: text,
  sku: text,
  // A number is refused here: `12.5` is not of type string.
  regular_price: text,
  sale_price: text,
  date_on_sale_from: { type: 'string', nullable: true },
  date_on_sale_to: { type: 'string', nullable: true },
  virtual: flag,
  downloadable: flag,
  manage_stock: flag,
  stock_quantity: { type: 'integer', nullable: true },
  stock_status: { type: 'string', enum: ['instock', 'outofstock', 'onbackorder'] },
  backorders: { type: 'string', enum: ['no', 'notify', 'yes'] },
  sold_individually: flag,
  weight: text,
  shipping_class: text,
  menu_order: { type: 'integer' },
  categories: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
  tags: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
  images: { type: 'array' },
  attributes: { type: 'array' },
  meta_data: { type: 'array' },
}

type Reader = (value: unknown) => ProductFields

const readers: Record<string, Reader> = {
  name: (value) => ({ name: sanitizeHtml(String(value)) }),
  type: (value) => ({ type: value as ProductRecord['type'] }),
  status: (value) => ({ status: String(value) }),
  featured: (value) => ({ featured: isTrue(value) }),
  catalog_visibility: (value) => ({ catalog_visibility: String(value) }),
  description: (value) => ({ description: sanitizeHtml(String(value)) }),
  short_description: (value) => ({ short_description: sanitizeHtml(String(value)) }),
  sku: (value) => ({ sku: String(value).trim() }),
  regular_price: (value) => ({ regular_price: formatDecimal(String(value)) }),
  sale_price: (value) => ({ sale_price: formatDecimal(String(value)) }),
  virtual: (value) => ({ virtual: isTrue(value) }),
  downloadable: (value) => ({ downloadable: isTrue(value) }),
  manage_stock: (value) => ({ manage_stock: isTrue(value) }),
  stock_quantity: (value) => ({ stock_quantity: value === null ? null : Number(value) }),
  stock_status: (value) => ({ stock_status: String(value) }),
  backorders: (value) => ({ backorders: String(value) }),
  sold_individually: (value) => ({ sold_individually: isTrue(value) }),
  weight: (value) => ({ weight: String(value) }),
  // One that there is not is none, without a word.
  shipping_class: (value) => ({ shipping_class: String(value) }),
  dimensions: (value) => ({ dimensions: { length: '', width: '', height: '', ...(value as object) } }),
  menu_order: (value) => ({ menu_order: Number(value) }),
  purchase_note: (value) => ({ purchase_note: String(value) }),
  external_url: (value) => ({ external_url: String(value) }),
  button_text: (value) => ({ button_text: String(value) }),
  categories: (value) => ({ categories: refIds(value) }),
  tags: (value) => ({ tags: refIds(value) }),
  upsell_ids: (value) => ({ upsell_ids: idsOf(value) }),
  cross_sell_ids: (value) => ({ cross_sell_ids: idsOf(value) }),
  grouped_products: (value) => ({ grouped_products: idsOf(value) }),
  default_attributes: (value) => ({ default_attributes: readChoices(value) }),
}

/** Reads what a body says of a product; what it does not know it ignores. */
export function readProduct(shop: Shop, body: Params, known?: ProductRecord): ProductFields {
  check(bodyRules, body)
  const fields: ProductFields = {}
  for (const [name, reader] of Object.entries(readers)) {
    if (body[name] !== undefined) Object.assign(fields, reader(body[name]))
  }
  // A slug is only made free when the product is new; a change of it is written as it is.
  if (typeof body.slug === 'string') fields.slug = typedSlug(body.slug)
  const isVariation = known?.type === 'variation' || body.type === 'variation'
  if (body.attributes !== undefined && !isVariation) fields.attributes = readAttributes(body.attributes)
  if (body.meta_data !== undefined) fields.meta_data = updateMeta(shop, known?.meta_data ?? [], body.meta_data)
  Object.assign(fields, readSaleDates(shop, body))
  refuseTakenSku(shop, fields.sku, known)
  return fields
}

function readSaleDates(shop: Shop, body: Params): ProductFields {
  const read = (name: string): number | null | undefined => {
    const [local, gmt] = [body[name], body[`${name}_gmt`]]
    if (local === undefined && gmt === undefined) return undefined
    return local ? readDate(shop, String(local)) : gmt ? readDate(shop, String(gmt), true) : null
  }
  const [from, to] = [read('date_on_sale_from'), read('date_on_sale_to')]
  return { ...(from === undefined ? {} : { saleFrom: from }), ...(to === undefined ? {} : { saleTo: to }) }
}

function refuseTakenSku(shop: Shop, sku: string | undefined, known: ProductRecord | undefined): void {
  const taken = sku ? findBySku(shop, sku) : undefined
  if (!sku || !taken || taken === known) return
  const data = { resource_id: taken.id, unique_sku: `${sku}-1` }
  throw new WpError(400, 'product_invalid_sku', 'Invalid or duplicated SKU.', data)
}

const refIds = (value: unknown): number[] => listOf(value).map((ref) => Number((ref as { id?: unknown }).id ?? ref))

function readAttributes(value: unknown): AttributeRecord[] {
  return (listOf(value) as Params[]).map((attribute, index) => ({
    id: Number(attribute.id ?? 0),
    name: String(attribute.name ?? ''),
    slug: String(attribute.name ?? ''),
    position: Number(attribute.position ?? index),
    visible: isTrue(attribute.visible),
    variation: isTrue(attribute.variation),
    options: listOf(attribute.options).map(String),
  }))
}

export function readChoices(value: unknown): ChosenAttribute[] {
  return (listOf(value) as Params[]).map(({ id, name, option }) => ({
    id: Number(id ?? 0),
    name: String(name ?? ''),
    slug: String(name ?? ''),
    option: String(option ?? ''),
  }))
}
