/**
 * Catalogues in files: the shop's own JSON and what WooCommerce exports. Owns both formats and no
 * tables. Promises that a file is imported as a whole or not at all, and that what is wrong with it
 * is said with its line.
 */
export { type ImportCatalog, type Imported, importCatalog, type PictureRegistrar } from './import-catalog.ts'
export { FilePath, textAndImage } from './json-format.ts'
export type { CatalogDraft, Fault, ImageSource, Read, Reading } from './model.ts'
export { readCatalog } from './read-file.ts'
export { faultAt, readJsonAs } from './read-json-as.ts'
