import { join } from 'node:path'
import type { LocalText } from '#catalog'
import { checkJson, type Issue } from './check-json.ts'
import { type JsonCatalog, type JsonImage, type JsonProduct, type JsonVariation, jsonCatalog } from './json-format.ts'
import { lineOfPath } from './json-lines.ts'
import {
  type CatalogDraft,
  type Fault,
  type ImageSource,
  type OfferDraft,
  type ProductDraft,
  pricesOf,
  type Read,
  type Reading,
} from './model.ts'

/** Reads a catalogue in the shop's own format, or says what is wrong with it and where. */
export function readJson(text: string, reading: Reading): Read {
  const parsed = parseJson(text)
  if ('fault' in parsed) return { faults: [parsed.fault] }
  const checked = jsonCatalog(reading).safeParse(parsed.value)
  const issues: Issue[] = checked.success ? checkJson(checked.data) : checked.error.issues.flatMap(unfold)
  if (checked.success && issues.length === 0) return { draft: toDraft(checked.data, reading), skipped: [] }
  return { faults: issues.map((issue) => toFault(text, issue)) }
}

export function parseJson(text: string): { value: unknown } | { fault: Fault } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const [, position] = /at position (\d+)/.exec(message) ?? []
    const read = position === undefined ? text : text.slice(0, Number(position))
    return { fault: { line: read.split('\n').length, message: 'this is not JSON from here on' } }
  }
}

interface ZodIssue {
  path: PropertyKey[]
  message: string
  code?: string | undefined
  errors?: readonly (readonly ZodIssue[])[]
}

/** Of a choice it says what is wrong with the alternative that was meant: the one that fits best. */
export function unfold({ path, message, errors = [] }: ZodIssue): Issue[] {
  const [best] = errors.filter((issues) => !isOtherType(issues)).toSorted((a, b) => a.length - b.length)
  if (!best) return [{ path, message }]
  return best.flatMap((issue) => unfold({ ...issue, path: [...path, ...issue.path] }))
}

function isOtherType(issues: readonly ZodIssue[]): boolean {
  return issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)
}

export function toFault(text: string, { path, message }: Issue): Fault {
  const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return { line: lineOfPath(text, path), message: where ? `${where.replace(/^\./, '')}: ${message}` : message }
}

function toDraft({ categories, products, synonyms }: JsonCatalog, { folder }: Reading): CatalogDraft {
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
