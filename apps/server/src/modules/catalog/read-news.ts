import { keepableText, sanitizeHtml, textOfHtml } from '#platform'
import type { Attribute, LocalText, PictureRef } from './model.ts'
import type { CategoryNews, ProductNews } from './news.ts'

/** A source's own words made fit to keep: HTML made harmless (S21), entities in names decoded. */
export async function cleanProduct(news: ProductNews): Promise<ProductNews> {
  const { name, description, shortDescription, attributes, pictures, offers } = news
  return {
    ...news,
    name: mapText(name, textOfHtml),
    description: await sanitizeText(description),
    shortDescription: mapText(shortDescription, textOfHtml),
    attributes: attributes.map(cleanAttribute),
    pictures: pictures.map(cleanPicture),
    offers: offers.map((offer) => ({
      ...offer,
      picture: offer.picture && cleanPicture(offer.picture),
      attributes: offer.attributes.map(({ name, value }) => ({
        name: mapText(name, textOfHtml),
        value: mapText(value, textOfHtml),
      })),
    })),
  }
}

export function cleanCategory(news: CategoryNews): CategoryNews {
  return { ...news, name: mapText(news.name, textOfHtml) }
}

function cleanAttribute({ name, values }: Attribute): Attribute {
  return { name: mapText(name, textOfHtml), values: values.map((value) => mapText(value, textOfHtml)) }
}

function cleanPicture(picture: PictureRef): PictureRef {
  return { ...picture, alt: mapText(picture.alt, keepableText) }
}

async function sanitizeText(text: LocalText): Promise<LocalText> {
  const sanitized = Object.entries(text).map(async ([locale, html]) => [locale, await sanitizeHtml(html)] as const)
  return withoutEmpty(await Promise.all(sanitized))
}

function mapText(text: LocalText, change: (text: string) => string): LocalText {
  return withoutEmpty(Object.entries(text).map(([locale, words]) => [locale, change(words)] as const))
}

/** In the order of languages, so that the same text is always the same. */
function withoutEmpty(entries: (readonly [string, string])[]): LocalText {
  return Object.fromEntries(entries.filter(([, words]) => words !== '').sort(([a], [b]) => (a < b ? -1 : 1)))
}
