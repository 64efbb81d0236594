import type { JsonCatalog, JsonProduct } from './json-format.ts'

/** What is wrong with a catalogue whose every field is right by itself. */
export interface Issue {
  path: PropertyKey[]
  message: string
}

export function checkJson({ categories, products }: JsonCatalog): Issue[] {
  const known = new Set(categories.map(({ id }) => id))
  return [
    ...repeated(categories.map(({ id }, at) => ({ value: id, path: ['categories', at, 'id'] }))),
    ...categories.flatMap(({ parent }, at) =>
      parent && !known.has(parent)
        ? [{ path: ['categories', at, 'parent'], message: `there is no category "${parent}"` }]
        : [],
    ),
    ...circles(categories),
    ...repeated(products.map(({ id }, at) => ({ value: id, path: ['products', at, 'id'] }))),
    ...repeated(products.flatMap(skusOf)),
    ...products.flatMap((product, at) => checkProduct(product, { at, known })),
  ]
}

function skusOf({ sku, variations = [] }: JsonProduct, at: number) {
  const own = sku === undefined ? [] : [{ value: sku, path: ['products', at, 'sku'] }]
  const theirs = variations.flatMap(({ sku }, index) =>
    sku === undefined ? [] : [{ value: sku, path: ['products', at, 'variations', index, 'sku'] }],
  )
  return [...own, ...theirs]
}

function repeated(named: readonly { value: string; path: PropertyKey[] }[]): Issue[] {
  const seen = new Set<string>()
  return named.flatMap(({ value, path }) => {
    if (seen.has(value)) return [{ path, message: `"${value}" is there twice` }]
    seen.add(value)
    return []
  })
}

function circles(categories: JsonCatalog['categories']): Issue[] {
  const parents = new Map(categories.map(({ id, parent }) => [id, parent]))
  return categories.flatMap(({ id }, at) => {
    const above = new Set<string>()
    for (let next = parents.get(id); next && !above.has(next); next = parents.get(next)) above.add(next)
    return above.has(id) ? [{ path: ['categories', at, 'parent'], message: `"${id}" is below itself` }] : []
  })
}

function checkProduct(product: JsonProduct, { at, known }: { at: number; known: ReadonlySet<string> }): Issue[] {
  const { categories, variations, price, salePrice, status } = product
  const issue = (path: PropertyKey[], message: string) => ({ path: ['products', at, ...path], message })
  const unknown = categories.flatMap((id, index) =>
    known.has(id) ? [] : [issue(['categories', index], `there is no category "${id}"`)],
  )
  if (!variations) {
    const isPriced = price !== undefined || status === 'draft'
    return [
      ...unknown,
      ...(isPriced ? [] : [issue([], 'a product has a price or variations, unless it is a draft')]),
      ...checkSale({ price, salePrice }).map((message) => issue(['salePrice'], message)),
    ]
  }
  const own = (['sku', 'price', 'salePrice', 'stock'] as const).filter((field) => product[field] !== undefined)
  return [
    ...unknown,
    ...own.map((field) => issue([field], 'belongs to the variations of a product that has some')),
    ...variations.flatMap((variation, index) =>
      [
        ...checkSale(variation).map((message) => issue(['salePrice'], message)),
        ...checkAttributes(product, index).map(({ path, message }) => issue(path, message)),
      ].map(({ path: [, , ...rest], message }) => issue(['variations', index, ...rest], message)),
    ),
  ]
}

function checkSale({ price, salePrice }: { price?: number | undefined; salePrice?: number | undefined }): string[] {
  const isWrong = salePrice !== undefined && salePrice >= (price ?? 0)
  return isWrong ? ['a sale price is lower than the price'] : []
}

function checkAttributes({ attributes, variations = [] }: JsonProduct, index: number): Issue[] {
  const chosen = Object.entries(variations[index]?.attributes ?? {})
  if (chosen.length === 0) return [{ path: ['attributes'], message: 'a variation says by what it differs' }]
  return chosen.flatMap(([attributeId, valueId]) => {
    const attribute = attributes.find(({ id }) => id === attributeId)
    const isThere = attribute?.values.some(({ id }) => id === valueId)
    const message = `the product has no attribute "${attributeId}" with the value "${valueId}"`
    return isThere ? [] : [{ path: ['attributes', attributeId], message }]
  })
}
