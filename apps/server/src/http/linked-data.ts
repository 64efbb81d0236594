import { minorDigits } from '@vitrina/contract'
import type { PageSaid } from './said-page.ts'

/** What is sold on a page. */
export interface Goods {
  sku?: string
  lowestMinor: number
  highestMinor: number
  currency: string
  offers: number
  inStock: boolean
  /** From the top down, without the page itself. */
  trail: { name: string; path: string }[]
}

interface Shop {
  shopName: string
  /** In the language of the page. */
  addressOf: (path: string) => string
}

/** The same in the words of schema.org, for search engines that show prices and ways. */
export function linkedDataOf({ goods, ...said }: PageSaid, { addressOf, shopName }: Shop): object[] {
  if (!goods) return []
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: said.title,
    url: addressOf(said.path),
    ...(said.description && { description: said.description }),
    ...(said.image && { image: addressOf(said.image.path) }),
    ...(goods.sku && { sku: goods.sku }),
    offers: offersOf(goods, addressOf(said.path)),
  }
  const steps = [{ name: shopName, path: '/' }, ...goods.trail, { name: said.title, path: said.path }]
  const trail = {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, at) => ({
      ...{ '@type': 'ListItem', position: at + 1, name, item: addressOf(path) },
    })),
  }
  return [product, trail]
}

function offersOf({ currency, lowestMinor, highestMinor, offers, inStock }: Goods, url: string): object {
  const digits = minorDigits(currency)
  const priceOf = (minor: number) => (minor / 10 ** digits).toFixed(digits)
  const common = {
    priceCurrency: currency,
    availability: `https://schema.org/${inStock ? 'InStock' : 'OutOfStock'}`,
    url,
  }
  if (lowestMinor === highestMinor) return { '@type': 'Offer', price: priceOf(lowestMinor), ...common }
  const range = { lowPrice: priceOf(lowestMinor), highPrice: priceOf(highestMinor), offerCount: offers }
  return { '@type': 'AggregateOffer', ...range, ...common }
}
