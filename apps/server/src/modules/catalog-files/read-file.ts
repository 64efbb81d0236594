import type { CatalogFile, Read, Reading } from './model.ts'
import { readJsonFiles } from './read-json.ts'
import { readWooCsv } from './read-woo-csv.ts'

/**
 * Reads files that are one catalogue, each in whichever of the two formats it is; answers for each, in
 * their order.
 */
export async function readCatalogs(files: readonly CatalogFile[], reading: Reading): Promise<Read[]> {
  const isJson = ({ text }: CatalogFile) => /^\uFEFF?\s*[{[]/.test(text)
  const fromJson = readJsonFiles(files.filter(isJson), reading).values()
  return Promise.all(
    files.map((file) => (isJson(file) ? fromJson.next().value : undefined) ?? readWooCsv(file.text, reading)),
  )
}
