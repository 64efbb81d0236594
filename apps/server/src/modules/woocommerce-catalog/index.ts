/**
 * The catalogue of a WooCommerce, in ours. Owns how far the work has come and what could not be taken over.
 * Promises that the catalogue becomes what the site has, whatever is lost, repeated or out of order on the way,
 * and that what the site shows to nobody is shown to nobody. Writes nothing there but its webhooks, and never
 * asks the site for somebody who waits for a page.
 */
export { wasWholeRead } from './load-catalogue.ts'
export type { PictureRegistrar, Reading, WooSource } from './model.ts'
export { followHints, openWooSource } from './open-source.ts'
export { CatalogSync, type CatalogSyncParts } from './sync.ts'
