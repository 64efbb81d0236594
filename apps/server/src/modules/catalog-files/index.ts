/**
 * Catalogues in files: the shop's own JSON and what WooCommerce exports. Owns both formats and no
 * tables. Promises that a file is imported as a whole or not at all, and that what is wrong with it
 * is said with its line.
 */

export type { Issue } from './check-json.ts'
export { decodeText } from './decode-text.ts'
export { type ImportCatalog, type Imported, importCatalog, type PictureRegistrar } from './import-catalog.ts'
export { toFaults } from './json-faults.ts'
export { FilePath, textAndImage } from './json-format.ts'
export type { CatalogDraft, CatalogFile, Fault, ImageSource, Read, Reading } from './model.ts'
export { readCatalogs } from './read-file.ts'
export { readJsonAs } from './read-json-as.ts'
