import type { AttributeRecord, ChosenAttribute, ProductRecord } from '../../world/catalogue-records.ts'
import { datePair, pictureDates } from '../../world/dates.ts'
import { mediaUrl } from '../../world/media.ts'
import { numberOf, priceHtml } from '../../world/money.ts'
import { isOnSale, priceOf, shippingClassOf, stockOwner, stockStatusOf, variationIds } from '../../world/products.ts'
import type { Shop } from '../../world/shop.ts'
import type { Call } from '../call.ts'
import { links } from '../crud.ts'

const productsPath = '/wc/v3/products'

export function productView(call: Call, product: ProductRecord): object {
  const { shop } = call
  return {
    id: product.id,
    name: product.name,
    slug: product.slug,
    permalink: permalink(shop, product),
    ...datePair(shop, 'date_created', product.created),
    ...datePair(shop, 'date_modified', product.modified),
    type: product.type,
    status: product.status,
    featured: product.featured,
    catalog_visibility: product.catalog_visibility,
    description: product.description,
    short_description: product.short_description,
    ...offerView(shop, product),
    ...{ download_limit: -1, download_expiry: -1, external_url: product.external_url },
    button_text: product.button_text,
    sold_individually: product.sold_individually,
    ...{ reviews_allowed: product.reviews_allowed, average_rating: '0.00', rating_count: 0 },
    upsell_ids: product.upsell_ids,
    cross_sell_ids: product.cross_sell_ids,
    parent_id: product.parent_id,
    purchase_note: product.purchase_note,
    ...groupsView(shop, product),
    variations: variationIds(shop, product.id),
    grouped_products: product.grouped_products,
    menu_order: product.menu_order,
    price_html: priceHtmlOf(shop, product),
    related_ids: relatedIds(shop, product),
    meta_data: product.meta_data,
    stock_status: stockStatusOf(shop, product),
    ...{ has_options: product.type === 'variable', post_password: '', global_unique_id: '' },
    _links: links(call, productsPath, product.id),
  }
}

const groupsView = (shop: Shop, product: ProductRecord): object => ({
  categories: termViews(shop, 'categories', product.categories),
  brands: [],
  tags: termViews(shop, 'tags', product.tags),
  images: product.images.flatMap((id) => imageView(shop, id) ?? []),
  attributes: product.type === 'variation' ? product.choices.map(choiceView) : product.attributes.map(attributeView),
  default_attributes: product.default_attributes.map(choiceView),
})

/** A variation, as its own endpoints show it. */
export function variationView(call: Call, product: ProductRecord): object {
  const { shop } = call
  const path = `${productsPath}/${product.parent_id}/variations`
  return {
    id: product.id,
    type: 'variation',
    ...datePair(shop, 'date_created', product.created),
    ...datePair(shop, 'date_modified', product.modified),
    description: product.description,
    permalink: permalink(shop, product),
    status: product.status,
    ...offerView(shop, product),
    global_unique_id: '',
    download_limit: -1,
    download_expiry: -1,
    image: imageView(shop, product.images[0] ?? 0) ?? null,
    attributes: product.choices.map(choiceView),
    stock_status: stockStatusOf(shop, product),
    menu_order: product.menu_order,
    meta_data: product.meta_data,
    name: product.choices.map(({ option }) => option).join(', '),
    parent_id: product.parent_id,
    _links: links(call, path, product.id, { up: [{ href: `${call.root}${productsPath}/${product.parent_id}` }] }),
  }
}

/** What is the same of a product and a variation. */
function offerView(shop: Shop, product: ProductRecord): object {
  const { type } = product
  const owner = stockOwner(shop, product)
  const price = priceOf(shop, product)
  const shippingClass = shippingClassOf(shop, product)
  return {
    sku: product.sku,
    price,
    regular_price: type === 'variable' ? '' : product.regular_price,
    sale_price: type === 'variable' ? '' : product.sale_price,
    ...datePair(shop, 'date_on_sale_from', product.saleFrom),
    ...datePair(shop, 'date_on_sale_to', product.saleTo),
    on_sale: isOnSale(shop, product),
    purchasable: price !== '',
    total_sales: product.total_sales,
    virtual: product.virtual,
    downloadable: product.downloadable,
    downloads: [],
    tax_status: product.tax_status,
    tax_class: product.tax_class,
    // Of a variation that goes by its product's stock this is a word.
    manage_stock: product.manage_stock ? true : type === 'variation' && owner ? 'parent' : false,
    stock_quantity: owner?.stock_quantity ?? null,
    backorders: product.backorders,
    backorders_allowed: product.backorders !== 'no',
    backordered: stockStatusOf(shop, product) === 'onbackorder',
    low_stock_amount: product.low_stock_amount,
    weight: product.weight,
    dimensions: product.dimensions,
    shipping_required: !product.virtual,
    shipping_taxable: product.tax_status === 'taxable',
    shipping_class: shippingClass?.slug ?? '',
    shipping_class_id: shippingClass?.id ?? 0,
  }
}

function permalink({ url, state }: Shop, product: ProductRecord): string {
  if (product.type !== 'variation') return `${url}/product/${product.slug}/`
  const search = product.choices.map(({ slug, option }) => `attribute_${slug}=${encodeURIComponent(option)}`)
  return `${url}/product/${state.products.get(product.parent_id)?.slug ?? ''}/?${search.join('&')}`
}

const termViews = ({ state }: Shop, taxonomy: 'categories' | 'tags', ids: number[]): object[] =>
  ids.flatMap((id) => {
    const term = state[taxonomy].get(id)
    return term ? [{ id, name: term.name, slug: term.slug }] : []
  })

export function imageView(shop: Shop, id: number): object | undefined {
  const media = shop.state.media.get(id)
  if (!media) return undefined
  return {
    id,
    ...pictureDates(shop, 'date_created', media.created),
    ...pictureDates(shop, 'date_modified', media.modified),
    src: mediaUrl(shop, media),
    name: media.title,
    alt: media.alt_text,
    srcset: '',
    sizes: '',
    thumbnail: mediaUrl(shop, media),
  }
}

const attributeView = (attribute: AttributeRecord): object => ({ ...attribute })

const choiceView = ({ id, name, slug, option }: ChosenAttribute): object => ({ id, name, slug, option })

function priceHtmlOf(shop: Shop, product: ProductRecord): string {
  const price = priceOf(shop, product)
  if (price === '') return ''
  if (product.type !== 'variable' && isOnSale(shop, product)) {
    const before = priceHtml(shop, numberOf(product.regular_price))
    return `<del aria-hidden="true">${before}</del> <ins aria-hidden="true">${priceHtml(shop, numberOf(price))}</ins>`
  }
  return priceHtml(shop, numberOf(price))
}

const relatedMost = 5

/** Others of the same category: not a few, and a different few each time, so nothing is to be built on them. */
function relatedIds({ state }: Shop, product: ProductRecord): number[] {
  const related: number[] = []
  for (const other of state.products.values()) {
    if (related.length === relatedMost) break
    const isRelated = other.id !== product.id && other.status === 'publish'
    if (isRelated && other.categories.some((id) => product.categories.includes(id))) related.push(other.id)
  }
  return related
}
