import type { CategoryNews, OfferNews, ProductNews } from '#catalog'

/** News as sources tell it, with what a test is about given over. */
export function newProduct(overrides: Partial<ProductNews> = {}): ProductNews {
  return {
    externalId: '1',
    slug: 'red-roses',
    name: { ru: 'Красные розы', en: 'Red roses' },
    description: { ru: '<p>Розы</p>' },
    shortDescription: { ru: 'Розы' },
    attributes: [],
    pictures: [],
    isShown: true,
    categoryExternalIds: [],
    hasVariations: false,
    offers: [newOffer()],
    modifiedAt: new Date('2030-01-01T00:00:00Z'),
    ...overrides,
  }
}

export function newOffer(overrides: Partial<OfferNews> = {}): OfferNews {
  return {
    externalId: null,
    sku: 'RZ-1',
    attributes: [],
    picture: null,
    priceMinor: 300_000,
    regularPriceMinor: null,
    stock: 5,
    inStock: true,
    ...overrides,
  }
}

/** One of several of a product, by its size. */
export function newVariation(size: string, overrides: Partial<OfferNews> = {}): OfferNews {
  const attributes = [{ name: { en: 'Size' }, value: { en: size } }]
  return newOffer({ externalId: `size-${size}`, sku: `RZ-${size}`, attributes, ...overrides })
}

export function newCategory(externalId: string, overrides: Partial<CategoryNews> = {}): CategoryNews {
  return { externalId, slug: externalId, name: { en: externalId }, parentExternalId: null, ...overrides }
}
