import type { Category, Image, Locale, Money, Product, ProductCard, Variation } from '@vitrina/contract'
import { type CategoryId, inLanguage, type LocalText, type PictureRef } from '#catalog'
import type { CardRow, CategoryRow, Counting, Counts, OfferRow, ProductRow } from './model.ts'

/** Puts rows into one language and one money. */
export interface Words {
  text(text: LocalText): string
  money(amountMinor: number): Money
}

export function wordsIn(locale: Locale, { currency, defaultLocale }: Counting): Words {
  return {
    text: (text) => inLanguage(text, locale, defaultLocale),
    money: (amountMinor) => ({ amountMinor, currency }),
  }
}

export function describeCard(row: CardRow, words: Words): ProductCard {
  const { id, slug, sku, name, picture, inStock, hasVariations } = row
  return {
    id: String(id),
    slug,
    sku: (!hasVariations && sku) || '',
    name: words.text(name),
    ...describePrice(row, words),
    ...(picture && { image: describeImage(picture, words) }),
    inStock,
    hasVariations,
  }
}

export function describeProduct(row: ProductRow, related: readonly CardRow[], words: Words): Product {
  return {
    ...describeCard(row, words),
    description: words.text(row.description),
    shortDescription: words.text(row.shortDescription),
    categories: row.categories.map(({ slug, name }) => ({ slug, name: words.text(name) })),
    images: row.pictures.map((picture) => describeImage(picture, words)),
    attributes: row.attributes.map(({ name, values }) => ({ name: words.text(name), values: values.map(words.text) })),
    variations: row.hasVariations ? row.offers.map((offer) => describeVariation(offer, words)) : [],
    related: related.map((card) => describeCard(card, words)),
  }
}

/** In the order of their source; those with nothing to show in them are not shown. */
export function describeCategories(
  rows: readonly CategoryRow[],
  { categories }: Pick<Counts, 'categories'>,
  words: Words,
): Category[] {
  const slugs = new Map<CategoryId | null, string>(rows.map(({ id, slug }) => [id, slug]))
  const counts = new Map(categories.map(({ id, count }) => [id, count]))
  return rows.flatMap(({ id, slug, name, parentId }) => {
    const count = counts.get(id)
    const parent = slugs.get(parentId)
    return count ? [{ slug, name: words.text(name), ...(parent !== undefined && { parent }), count }] : []
  })
}

function describeVariation(offer: OfferRow, words: Words): Variation {
  const { sku, attributes, inStock, picture } = offer
  return {
    sku,
    attributes: Object.fromEntries(attributes.map(({ name, value }) => [words.text(name), words.text(value)])),
    ...describePrice(offer, words),
    inStock,
    ...(picture && { image: describeImage(picture, words) }),
  }
}

function describePrice(row: Pick<CardRow, 'priceMinor' | 'regularPriceMinor'>, { money }: Words) {
  const { priceMinor, regularPriceMinor } = row
  return { price: money(priceMinor), ...(regularPriceMinor !== null && { regularPrice: money(regularPriceMinor) }) }
}

function describeImage({ pictureId, alt, width, height }: PictureRef, { text }: Words): Image {
  return { url: `/pictures/${pictureId}`, alt: text(alt), width, height }
}
