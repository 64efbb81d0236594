/**
 * What a WordPress tells besides products, in ours: its pages, and posts of two categories, as information pages
 * and banners. Owns nothing. Promises that what is shown here is what is published there, without what is
 * WooCommerce's own, and that nobody waits for the site: what was read last stays while it is away.
 */
export { contentRound } from './content-round.ts'
export type { ContentSource, WordPressSettings } from './model.ts'
