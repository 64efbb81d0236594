/**
 * What the merchant tells besides products. Owns banners and information pages. Promises that what is
 * shown of a page is HTML that neither runs nor fetches anything (S21, S25), and that a banner is
 * shown in its time only. Does not check whether what a banner leads to is still there.
 */
export { findPageAbout, listPageAddresses, makeDescribeContent } from './describe-page.ts'
export { type ImportedContent, importContent } from './import-content.ts'
export type { BannerNews, PageNews } from './model.ts'
export { type ContentDraft, readContent } from './read-content.ts'
export { contentRoutes } from './routes.ts'
export { hasContent } from './show-content.ts'
export { listPicturesOfBanners } from './store.ts'
export { storeBanners } from './store-banners.ts'
export { type StoredContent, storePages } from './store-pages.ts'
