import type { Read, Reading } from './model.ts'
import { readJson } from './read-json.ts'
import { readWooCsv } from './read-woo-csv.ts'

/** Reads a catalogue from the text of a file, in whichever of the two formats it is. */
export async function readCatalog(text: string, reading: Reading): Promise<Read> {
  return /^\uFEFF?\s*[{[]/.test(text) ? readJson(text, reading) : readWooCsv(text, reading)
}
