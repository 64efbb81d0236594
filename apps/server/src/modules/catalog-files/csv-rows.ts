import type { Fault } from './model.ts'

/** A row of a table by the names of its columns, with the line of the file that it begins in. */
export interface Row {
  line: number
  cells: ReadonlyMap<string, string>
}

export interface Table<Read> {
  columns: readonly string[]
  rows: Read[]
}

/**
 * Reads a table with a head, each row by `read` as soon as it is there: what a row takes is mostly cells that nobody
 * asks for, and of a hundred thousand rows they would be a gigabyte. Cells are without what spreadsheets are
 * protected by, and rows without any are left out.
 */
export async function readTable<Read>(
  text: string,
  read: (row: Row) => Read,
): Promise<Table<Read> | { faults: Fault[] }> {
  // Loaded with the first table: most shops never read one.
  const { CsvError, parse } = await import('csv-parse/sync')
  const { take, table } = openTable(read)
  try {
    const options = { bom: true, delimiter: delimiterOf(text), info: true, relax_column_count: true } as const
    const on_record = ({ record, info }: Parsed) => take(record, info.lines)
    parse(text, { ...options, on_record: on_record as never })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines = Number((error as unknown as { lines?: number }).lines ?? 1)
    return { faults: [{ line: lines, message: `this is not a CSV table from here on (${error.code})` }] }
  }
  return table()
}

/** As the library has it: `lines` is where it ends. */
interface Parsed {
  record: string[]
  info: { lines: number }
}

function openTable<Read>(read: (row: Row) => Read) {
  const rows: Read[] = []
  const faults: Fault[] = []
  let columns: string[] | undefined
  let line = 1
  return {
    take(record: string[], lastLine: number): undefined {
      const begins = line
      line = lastLine + 1
      if (!record.some((cell) => cell.trim() !== '')) return
      if (!columns) columns = record.map((name) => name.trim())
      else if (record.length !== columns.length) faults.push(unevenRow(record, { line: begins, columns }))
      else rows.push(read({ line: begins, cells: nameCells(columns, record) }))
    },
    table(): Table<Read> | { faults: Fault[] } {
      if (!columns) return { faults: [{ line: 1, message: 'there is nothing in this file' }] }
      return faults.length > 0 ? { faults } : { columns, rows }
    },
  }
}

/** Most often a comma; a spreadsheet that speaks Russian or Uzbek saves with semicolons. */
function delimiterOf(text: string): string {
  const head = (/^.*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (sign: string) => head.split(sign).length
  return [';', '\t'].find((sign) => count(sign) > count(',')) ?? ','
}

function unevenRow(record: readonly string[], { line, columns }: { line: number; columns: readonly string[] }): Fault {
  return { line, message: `there are ${record.length} cells in this row, and ${columns.length} columns in the head` }
}

function nameCells(columns: readonly string[], record: readonly string[]): Row['cells'] {
  return new Map(columns.map((name, at) => [name, unescapeCell(record[at] ?? '')]))
}

/** WooCommerce puts an apostrophe before what a spreadsheet would take for a formula. */
function unescapeCell(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
