import { join } from 'node:path'
import type { LocalText } from '#catalog'
import { checkJson, type Issue, lackingPictures } from './check-json.ts'
import { lineOfBreak } from './json-break.ts'
import { toFaults, unfold } from './json-faults.ts'
import { type JsonCatalog, type JsonImage, type JsonProduct, type JsonVariation, jsonCatalog } from './json-format.ts'
import {
  type CatalogDraft,
  type CatalogFile,
  type Fault,
  type ImageSource,
  type OfferDraft,
  type ProductDraft,
  pricesOf,
  type Read,
  type Reading,
} from './model.ts'

/** Reads files in the shop's own format, which are one catalogue, or says what is wrong with each of them and where. */
export function readJsonFiles(files: readonly CatalogFile[], reading: Reading): Read[] {
  const parsed = files.map(({ text, folder }) => ({ text, folder, result: parseCatalog(text, reading) }))
  // Names are looked for in all of them, which only makes sense once all of them could be read.
  const catalogs = parsed.flatMap(({ result }) => ('catalog' in result ? [result.catalog] : []))
  const issues = catalogs.length === files.length ? checkJson(merge(catalogs)) : []
  const located = issues.map((issue) => locate(issue, catalogs))
  return parsed.map(({ text, folder, result }, at): Read => {
    if ('fault' in result) return { faults: [result.fault] }
    if ('issues' in result) return { faults: toFaults(text, result.issues) }
    const lacking = lackingPictures(result.catalog, (file) => reading.isFile(join(folder, file)))
    const wrong = [...located.filter(({ file }) => file === at), ...lacking]
    if (wrong.length > 0) return { faults: toFaults(text, wrong) }
    return { draft: toDraft(result.catalog, folder), skipped: [] }
  })
}

function parseCatalog(
  text: string,
  reading: Reading,
): { catalog: JsonCatalog } | { issues: Issue[] } | { fault: Fault } {
  const parsed = parseJson(text)
  if ('fault' in parsed) return parsed
  const checked = jsonCatalog(reading).safeParse(parsed.value)
  return checked.success ? { catalog: checked.data } : { issues: checked.error.issues.flatMap(unfold) }
}

function merge(catalogs: readonly JsonCatalog[]): JsonCatalog {
  const categories = catalogs.flatMap(({ categories }) => categories)
  return { categories, products: catalogs.flatMap(({ products }) => products) }
}

/** Which of the merged files an issue is in, and where there. */
function locate({ path: [list, at = 0, ...rest], message }: Issue, catalogs: readonly JsonCatalog[]) {
  let [file, left] = [0, Number(at)]
  for (const catalog of catalogs) {
    const { length } = list === 'categories' ? catalog.categories : catalog.products
    if (left < length) break
    left -= length
    file += 1
  }
  return { file, path: [list ?? '', left, ...rest], message }
}

export function parseJson(text: string): { value: unknown } | { fault: Fault } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch {
    return { fault: { line: lineOfBreak(text), message: 'this is not JSON from here on' } }
  }
}

function toDraft({ categories, products, synonyms }: JsonCatalog, folder: string): CatalogDraft {
  const image = (source: JsonImage, name: LocalText): ImageSource => {
    const alt = source.alt ?? name
    return 'file' in source ? { file: join(folder, source.file), alt } : { url: source.url, alt }
  }
  return {
    categories: categories.map(({ id, slug, name, parent }) => ({
      externalId: id,
      slug,
      name,
      parentExternalId: parent ?? null,
    })),
    products: products.map((product) => toProduct(product, image)),
    synonyms,
  }
}

type ToImage = (source: JsonImage, name: LocalText) => ImageSource

function toProduct(product: JsonProduct, image: ToImage): ProductDraft {
  const { id, slug, name, description = {}, shortDescription = {}, keywords, popularity, variations } = product
  return {
    externalId: id,
    slug: slug ?? id,
    name,
    description,
    shortDescription,
    attributes: product.attributes.map(({ name, values }) => ({ name, values: values.map((value) => value.name) })),
    images: product.images.map((source) => image(source, name)),
    isShown: product.status === 'shown',
    popularity,
    keywords,
    categoryExternalIds: product.categories,
    hasVariations: variations !== undefined,
    createdAt: product.createdAt === undefined ? undefined : new Date(product.createdAt),
    offers: variations
      ? variations.map((variation, at) => ({
          ...toOffer(variation),
          externalId: variation.id ?? variation.sku ?? `${id}-${at + 1}`,
          attributes: chosenValues(product, variation),
          image: variation.image ? image(variation.image, name) : null,
        }))
      : [{ ...toOffer(product), externalId: null, attributes: [], image: null }],
  }
}

function toOffer(sold: JsonProduct | JsonVariation) {
  const { sku = null, price = null, salePrice = null, stock, inStock } = sold
  return { sku, ...pricesOf(price, salePrice), stock, inStock }
}

function chosenValues({ attributes }: JsonProduct, variation: JsonVariation): OfferDraft['attributes'] {
  return attributes.flatMap(({ id, name, values }) => {
    const value = values.find((value) => value.id === variation.attributes[id])
    return value ? [{ name, value: value.name }] : []
  })
}
