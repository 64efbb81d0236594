import type { Fault } from './model.ts'

/** A row of a table by the names of its columns, with the line of the file that it begins in. */
export interface Row {
  line: number
  cells: ReadonlyMap<string, string>
}

/** Reads a table with a head; cells are without what spreadsheets are protected by. */
export async function readRows(text: string): Promise<{ rows: Row[] } | { faults: Fault[] }> {
  // Loaded with the first table: most shops never read one.
  const { CsvError, parse } = await import('csv-parse/sync')
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[]
    return nameCells(records.map(({ record }, at) => ({ record, line: (records[at - 1]?.info.lines ?? 0) + 1 })))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines = Number((error as unknown as { lines?: number }).lines ?? 1)
    return { faults: [{ line: lines, message: `this is not a CSV table from here on (${error.code})` }] }
  }
}

function nameCells([head, ...records]: { record: string[]; line: number }[]): { rows: Row[] } | { faults: Fault[] } {
  if (!head) return { faults: [{ line: 1, message: 'there is nothing in this file' }] }
  const names = head.record.map((name) => name.trim())
  const faults = records
    .filter(({ record }) => record.length !== names.length)
    .map(({ record, line }) => ({
      line,
      message: `there are ${record.length} cells in this row, and ${names.length} columns in the head`,
    }))
  if (faults.length > 0) return { faults }
  const rows = records.map(({ record, line }) => ({
    line,
    cells: new Map(names.map((name, at) => [name, unescapeCell(record[at] ?? '')])),
  }))
  return { rows }
}

/** WooCommerce puts an apostrophe before what a spreadsheet would take for a formula. */
function unescapeCell(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
