import { minorDigits } from '@vitrina/contract'
import { type LocalText, parseMoney } from '#catalog'
import { readMoment } from '#woocommerce'
import type { ImageSource, OfferDraft, ProductDraft, Reading, SetAside } from './model.ts'
import type { WooProduct, WooStock, WooVariation } from './read-product.ts'

/** Types that can be sold by a sku and a price; of others only whoever has their plugin knows what they cost. */
const SOLD_TYPES = new Set(['simple', 'variable'])

/** A product with its variations as the catalogue takes it, or why it cannot be taken. */
export function toDraft(
  product: WooProduct,
  variations: readonly WooVariation[],
  reading: Reading,
): { draft: ProductDraft } | { setAside: SetAside } {
  const externalId = String(product.id)
  const modifiedAt = readMoment(product.date_modified_gmt)
  if (!modifiedAt) return { setAside: { externalId, reason: 'date_modified_gmt is not a moment' } }
  const say = (words: string): LocalText => ({ [reading.locale]: words })
  const hasVariations = product.type === 'variable'
  const own = hasVariations ? inTurn(variations).map((one) => toVariation(one, product, reading)) : []
  const offers = hasVariations ? own : [toOffer(product, reading)]
  const wrong = offers.find((offer) => 'wrong' in offer)
  if (wrong) return { setAside: { externalId, reason: wrong.wrong } }
  return {
    draft: {
      ...textsOf(product, say),
      externalId,
      isShown: isShown(product),
      popularity: product.total_sales,
      categoryExternalIds: product.categories.map(({ id }) => String(id)),
      keywords: product.tags.map(({ name }) => name),
      hasVariations,
      offers: offers.flatMap((offer) => ('wrong' in offer ? [] : [offer])),
      createdAt: readMoment(product.date_created_gmt),
      modifiedAt,
    },
  }
}

function textsOf(product: WooProduct, say: (words: string) => LocalText) {
  const { name, slug, description, short_description: shortDescription, attributes, images } = product
  return {
    name: say(name),
    slug,
    description: say(description),
    shortDescription: say(shortDescription),
    attributes: attributes
      .filter(({ visible, variation }) => visible || variation)
      .map(({ name, options }) => ({ name: say(name), values: options.map(say) })),
    images: images.map(({ src, alt }): ImageSource => ({ url: src, alt: say(alt || name) })),
  }
}

/** A draft, what is hidden, behind a password or not sold by its price is kept, and shown to nobody. */
function isShown({ type, status, catalog_visibility: visibility, post_password: password }: WooProduct): boolean {
  return status === 'publish' && visibility !== 'hidden' && password === '' && SOLD_TYPES.has(type)
}

type Priced = Pick<WooProduct, 'id' | 'sku' | 'price' | 'regular_price' | 'manage_stock'> &
  Pick<WooProduct, 'stock_quantity' | 'stock_status' | 'backorders' | 'virtual' | 'shipping_class_id'>

function toOffer(product: Priced, { currency }: Reading): OfferDraft | { wrong: string } {
  const digits = minorDigits(currency)
  const priceMinor = readPrice(product.price, digits)
  const regular = readPrice(product.regular_price, digits)
  if (priceMinor === undefined || regular === undefined) return { wrong: `the price of ${product.id} is not an amount` }
  return {
    externalId: null,
    sku: product.sku || null,
    attributes: [],
    image: null,
    priceMinor,
    regularPriceMinor: regular !== null && priceMinor !== null && regular > priceMinor ? regular : null,
    ...stockOf(product),
    shippingClass: product.shipping_class_id > 0 ? String(product.shipping_class_id) : null,
    isVirtual: product.virtual,
  }
}

function toVariation(variation: WooVariation, product: WooProduct, reading: Reading): OfferDraft | { wrong: string } {
  // One without a class of its own is in its product's.
  const shipping_class_id = variation.shipping_class_id || product.shipping_class_id
  const offer = toOffer({ ...variation, shipping_class_id }, reading)
  if ('wrong' in offer) return offer
  const say = (words: string): LocalText => ({ [reading.locale]: words })
  const { image } = variation
  return {
    ...offer,
    externalId: String(variation.id),
    attributes: variation.attributes
      // «Any» is no choice of its own.
      .filter(({ option }) => option !== '')
      .map(({ name, option }) => ({ name: say(name), value: say(option) })),
    image: image && { url: image.src, alt: say(image.alt || product.name) },
  }
}

function inTurn(variations: readonly WooVariation[]): WooVariation[] {
  const published = variations.filter(({ status }) => status === 'publish')
  return published.sort((a, b) => a.menu_order - b.menu_order || a.id - b.id)
}

/** Null: there is none. Undefined: it is no amount to be paid. */
function readPrice(amount: string, digits: number): number | null | undefined {
  if (amount.trim() === '') return null
  const minor = parseMoney(amount, digits)
  return minor !== undefined && minor >= 0 ? minor : undefined
}

// As many as the catalogue's own counters hold; nobody sells so much before they are told of the rest.
const MOST_STOCK = 2_147_483_647

/** What may be sold below nothing is not counted. What is counted by halves is rounded down. */
export function stockOf(offer: Pick<WooStock, 'manage_stock' | 'stock_quantity' | 'stock_status' | 'backorders'>): {
  stock: number | null
  inStock: boolean
} {
  const { manage_stock: isCounted, stock_quantity: quantity, stock_status: status, backorders } = offer
  if (isCounted === false || quantity === null) return { stock: null, inStock: status !== 'outofstock' }
  if (backorders !== '' && backorders !== 'no') return { stock: null, inStock: true }
  return { stock: Math.max(-MOST_STOCK, Math.min(MOST_STOCK, Math.floor(quantity))), inStock: quantity > 0 }
}
