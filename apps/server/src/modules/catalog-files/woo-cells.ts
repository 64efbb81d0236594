import { parseMoney } from '#catalog'

// How WooCommerce writes things into the cells of its export.

/** Parts at commas, those within a value being escaped; every value once. */
export function readList(cell: string): string[] {
  const values = cell.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ',').trim())
  return [...new Set(values.filter(Boolean))]
}

/** `Flowers > Roses`, with what is above it: `[Flowers, Roses]`. */
export function readCategoryPath(value: string): string[] {
  return value
    .split('>')
    .map((name) => name.trim())
    .filter(Boolean)
}

/** Line breaks are written as two characters, what looks like them with one more. */
export function readLongText(cell: string): string {
  return cell.replace(/(\\\\n)|\\n/g, (_, escaped) => (escaped ? '\\n' : '\n'))
}

/** As the shop writes prices, which may be with a comma; thousands are never parted. */
export function readPrice(cell: string, digits: number): number | null | undefined {
  if (cell.trim() === '') return null
  const minor = parseMoney(cell.replace(/^([\d]+),(\d+)$/, '$1.$2'), digits)
  return minor !== undefined && minor >= 0 ? minor : undefined
}

/** A whole number, which may be written as a decimal one; null when there is none. */
export function readCount(cell: string): number | null | undefined {
  if (cell.trim() === '') return null
  const count = /^(-?\d{1,9})(?:\.0+)?$/.exec(cell.trim())?.[1]
  return count === undefined ? undefined : Number(count)
}

/** Whether a sale is on; its days are whole ones, in UTC. */
export function isSaleOn({ from, to }: { from: string; to: string }, now: Date): boolean {
  const starts = from === '' ? Number.NEGATIVE_INFINITY : Date.parse(`${from.slice(0, 10)}T00:00:00Z`)
  const ends = to === '' ? Number.POSITIVE_INFINITY : Date.parse(`${to.slice(0, 10)}T23:59:59.999Z`)
  return starts <= now.getTime() && now.getTime() <= ends
}
