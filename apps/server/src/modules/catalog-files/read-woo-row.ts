import type { Row } from './csv-rows.ts'
import { type Fault, pricesOf, type Reading } from './model.ts'
import { isSaleOn, readCategoryPath, readCount, readList, readLongText, readPrice } from './woo-cells.ts'

/** One line of WooCommerce's export, read: a product, or a variation of one. */
export interface WooRow {
  line: number
  id: string
  sku: string | null
  types: string[]
  name: string
  isPublished: boolean
  isShown: boolean
  description: string
  shortDescription: string
  priceMinor: number | null
  regularPriceMinor: number | null
  stock: number | null
  /** Of a variation that has what its product has. */
  isStockOfParent: boolean
  inStock: boolean
  categories: string[][]
  tags: string[]
  images: string[]
  /** Sku of the product, or `id:` and its id. */
  parent: string
  position: number
  isFeatured: boolean
  attributes: { name: string; values: string[] }[]
}

const PRODUCT_TYPES = ['simple', 'variable', 'variation', 'grouped', 'external']

/** Reads a row, or says which of its cells cannot be. */
export function readWooRow(row: Row, reading: Reading): { row: WooRow } | { faults: Fault[] } {
  const cells = openCells(row)
  const { cell, faults } = cells
  const read: WooRow = {
    line: row.line,
    ...readKind(cells),
    ...readPrices(cells, reading),
    ...readShowing(cells),
    ...readStock(cells),
    images: readImages(cells),
    name: cell('Name'),
    description: readLongText(cell('Description')),
    shortDescription: readLongText(cell('Short description')),
    categories: readList(cell('Categories')).map(readCategoryPath),
    tags: readList(cell('Tags')),
    parent: cell('Parent'),
    position: readCount(cell('Position')) ?? 0,
    isFeatured: cell('Is featured?') === '1',
    attributes: readAttributes(row.cells),
  }
  return faults.length > 0 ? { faults } : { row: read }
}

type Cells = ReturnType<typeof openCells>

/** The cells of one row, and what is found wrong with them on the way. */
function openCells({ line, cells }: Row) {
  const faults: Fault[] = []
  const cell = (column: string) => (cells.get(column) ?? '').trim()
  const fail = (column: string, message: string) => {
    faults.push({ line, column, message })
  }
  const checked = <Value>(column: string, read: (cell: string) => Value | undefined, wanted: string): Value | null => {
    const value = read(cell(column))
    if (value === undefined) fail(column, `"${cell(column)}" is not ${wanted}`)
    return value ?? null
  }
  return { cell, checked, fail, faults }
}

const oneOf =
  (...allowed: string[]) =>
  (text: string) =>
    allowed.includes(text) ? text : undefined

function readKind({ cell, fail }: Cells): Pick<WooRow, 'id' | 'sku' | 'types'> {
  const types = readList(cell('Type').toLowerCase())
  if (!types.some((type) => PRODUCT_TYPES.includes(type)))
    fail('Type', `"${cell('Type')}" is not a type of product that WooCommerce has`)
  const isVariation = types.includes('variation')
  const sku = cell('SKU') || null
  const id = cell('ID') || sku || ''
  if (!id) fail('ID', 'a product has an ID or a SKU')
  if (!isVariation && !cell('Name')) fail('Name', 'a product has a name')
  if (isVariation && !cell('Parent')) fail('Parent', 'a variation names its product')
  return { id, sku, types }
}

function readPrices({ cell, checked }: Cells, { digits, now }: Reading): ReturnType<typeof pricesOf> {
  const amount = (column: string) =>
    checked(column, (text) => readPrice(text, digits), 'an amount like 1990 or 1990.50')
  const [regular, sale] = [amount('Regular price'), amount('Sale price')]
  const isOn = isSaleOn({ from: cell('Date sale price starts'), to: cell('Date sale price ends') }, now)
  return pricesOf(regular, isOn ? sale : null)
}

function readShowing({ checked }: Cells): Pick<WooRow, 'isPublished' | 'isShown'> {
  const published = checked('Published', oneOf('', '1', '0', '-1', '2'), '1, 0 or -1')
  const visibility = checked(
    'Visibility in catalog',
    oneOf('', 'visible', 'catalog', 'search', 'hidden'),
    'visible, catalog, search or hidden',
  )
  const isPublished = ['', '1'].includes(published ?? '')
  return { isPublished, isShown: isPublished && visibility !== 'hidden' }
}

function readStock({ cell, checked }: Cells): Pick<WooRow, 'stock' | 'isStockOfParent' | 'inStock'> {
  const availability = checked('In stock?', oneOf('', '1', '0', 'backorder'), '1, 0 or backorder')
  const isStockOfParent = cell('Stock') === 'parent'
  const counted = isStockOfParent ? null : checked('Stock', readCount, 'a whole number')
  const goesBelowZero = !['', '0'].includes(cell('Backorders allowed?')) || availability === 'backorder'
  return {
    stock: goesBelowZero ? null : counted,
    isStockOfParent: isStockOfParent && !goesBelowZero,
    inStock: availability !== '0',
  }
}

function readImages({ cell, fail }: Cells): string[] {
  const images = readList(cell('Images'))
  for (const image of images.filter((image) => !/^https?:\/\/[^\s]+$/.test(image)))
    fail('Images', `"${image}" is not the address of a picture`)
  return images
}

function readAttributes(cells: Row['cells']): WooRow['attributes'] {
  const columns = [...cells.keys()].flatMap((column) => /^Attribute (\d+) name$/.exec(column)?.[1] ?? [])
  return columns.flatMap((number) => {
    const name = cells.get(`Attribute ${number} name`)?.trim() ?? ''
    const values = readList(cells.get(`Attribute ${number} value(s)`) ?? '')
    return name && values.length > 0 ? [{ name, values }] : []
  })
}
