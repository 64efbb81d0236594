import type { CategoryNews, LocalText } from '#catalog'
import { readTable } from './csv-rows.ts'
import type { Fault, ImageSource, OfferDraft, ProductDraft, Read, Reading } from './model.ts'
import { readWooRow, type WooRow } from './read-woo-row.ts'

/** Reads what WooCommerce exports («Products», «Export», in English), or says what is wrong with it and where. */
export async function readWooCsv(text: string, reading: Reading): Promise<Read> {
  const table = await readTable(text, (row) => readWooRow(row, reading))
  if ('faults' in table) return table
  const { rows: read, columns } = table
  const missing = ['Type', 'Name', 'Regular price'].filter((column) => !columns.includes(column))
  if (read.length > 0 && missing.length > 0) return { faults: [unlikeAnExport(missing)] }
  const rows = read.flatMap((result) => ('row' in result ? [result.row] : []))
  const faults = [...read.flatMap((result) => ('faults' in result ? result.faults : [])), ...checkRows(rows)]
  if (faults.length > 0) return { faults: faults.sort((a, b) => a.line - b.line) }
  return toDraft(rows, (words) => ({ [reading.locale]: words }))
}

function unlikeAnExport(missing: string[]): Fault {
  const columns = missing.map((column) => `«${column}»`).join(', ')
  return { line: 1, message: `there is no column ${columns}: export from a WooCommerce whose language is English` }
}

const isVariation = ({ types }: WooRow) => types.includes('variation')
/** What has no price of its own to be sold for here: a group of others, a product of another shop. */
const isElsewhere = ({ types }: WooRow) => types.includes('grouped') || types.includes('external')

function checkRows(rows: readonly WooRow[]): Fault[] {
  const parents = parentsOf(rows)
  const orphans = rows.filter((row) => isVariation(row) && !parents.get(row.parent))
  return [
    ...orphans.map(({ line, parent }) => ({
      line,
      column: 'Parent',
      message: `there is no product "${parent}" with variations in this file`,
    })),
    ...repeated(rows, 'ID', ({ id }) => id),
    ...repeated(rows, 'SKU', ({ sku }) => sku),
  ]
}

function repeated(rows: readonly WooRow[], column: string, read: (row: WooRow) => string | null): Fault[] {
  const first = new Map<string, number>()
  return rows.flatMap((row) => {
    const value = read(row)
    if (value === null) return []
    const line = first.get(value)
    first.set(value, line ?? row.line)
    return line === undefined ? [] : [{ line: row.line, column, message: `"${value}" is in line ${line} already` }]
  })
}

/** By both names that a variation may call its product by. */
function parentsOf(rows: readonly WooRow[]): Map<string, WooRow> {
  const products = rows.filter(({ types }) => types.includes('variable'))
  return new Map(
    products.flatMap((row) => [[`id:${row.id}`, row] as const, ...(row.sku ? [[row.sku, row] as const] : [])]),
  )
}

type Say = (words: string) => LocalText

function toDraft(rows: readonly WooRow[], say: Say): Read {
  const parents = parentsOf(rows)
  const variations = Map.groupBy(rows.filter(isVariation), ({ parent }) => parents.get(parent)?.id)
  const products = rows.filter((row) => !isVariation(row) && !isElsewhere(row))
  const skipped = rows.filter(isElsewhere).map(({ line, types }) => ({
    line,
    message: `a product of type ${types.join(', ')} has no price to be sold for, and is left out`,
  }))
  const draft = {
    categories: categoriesOf(products, say),
    products: products.map((row) => toProduct(row, { variations: variations.get(row.id) ?? [], say })),
    synonyms: undefined,
  }
  return { draft, skipped }
}

const pathId = (path: readonly string[]) => path.join(' > ')

/** Each with all that is above it, in the order in which they are first named. */
function categoriesOf(rows: readonly WooRow[], say: Say): CategoryNews[] {
  const paths = rows.flatMap(({ categories }) =>
    categories.flatMap((path) => path.map((_, depth) => path.slice(0, depth + 1))),
  )
  const unique = new Map(paths.map((path) => [pathId(path), path]))
  return [...unique].map(([externalId, path]) => ({
    externalId,
    name: say(path.at(-1) ?? ''),
    parentExternalId: path.length > 1 ? pathId(path.slice(0, -1)) : null,
  }))
}

function toProduct(row: WooRow, { variations, say }: { variations: WooRow[]; say: Say }): ProductDraft {
  const name = say(row.name)
  const hasVariations = row.types.includes('variable')
  const inTurn = variations.filter(({ isPublished }) => isPublished).sort((a, b) => a.position - b.position)
  return {
    externalId: row.id,
    name,
    description: say(row.description),
    shortDescription: say(row.shortDescription),
    attributes: row.attributes.map(({ name, values }) => ({ name: say(name), values: values.map(say) })),
    images: row.images.map((url): ImageSource => ({ url, alt: name })),
    isShown: row.isShown,
    popularity: row.isFeatured ? 1 : 0,
    keywords: row.tags,
    categoryExternalIds: row.categories.map(pathId),
    hasVariations,
    offers: hasVariations ? inTurn.map((variation) => toVariation(variation, row, say)) : [toOffer(row)],
  }
}

function toOffer({ sku, priceMinor, regularPriceMinor, stock, inStock }: WooRow): OfferDraft {
  return { externalId: null, sku, attributes: [], image: null, priceMinor, regularPriceMinor, stock, inStock }
}

function toVariation(row: WooRow, parent: WooRow, say: Say): OfferDraft {
  const [url] = row.images
  return {
    ...toOffer(row),
    externalId: row.id,
    // What several share is counted for each: the least wrong of what a stock by offer can say.
    stock: row.isStockOfParent ? parent.stock : row.stock,
    attributes: row.attributes.map(({ name, values }) => ({ name: say(name), value: say(values.join(', ')) })),
    image: url === undefined ? null : { url, alt: say(parent.name) },
  }
}
