/**
 * What the shop sells. Owns categories, products, their offers (what has a sku and a price), the
 * stock of our own and what of it is held for orders. Promises that what its reads show can be put
 * into a cart, and that no two orders are promised the same last piece. Does not know customers.
 */
export { findCategoryIds, findCategoryTrees } from './category-store.ts'
export { releaseStock, returnStock, setStock, takeStock } from './change-stock.ts'
export { backInStock, type ChangedOffers, onCatalogChange, priceDropped } from './events.ts'
export { foldText } from './folding.ts'
export { type HoldStock, handOverHold, holdAnew, holdOffers, holdStock, keepHold } from './hold-stock.ts'
export { countKept, type KeptProduct, listKept } from './kept-products.ts'
export {
  type Attribute,
  type CategoryId,
  inLanguage,
  type LocalText,
  type Offer,
  type PictureRef,
  type ProductId,
  type Source,
} from './model.ts'
export type { CategoryNews, OfferNews, ProductNews } from './news.ts'
export { parseMoney } from './parse-money.ts'
export { shown } from './shown.ts'
export type { StockNews } from './stock-store.ts'
export { listOffers, listPicturesOfGoods } from './store.ts'
export { storeCategories } from './store-categories.ts'
export { hasProducts, lockBeforeRetiring, retireProducts, type Stored, storeProducts } from './store-products.ts'
export { storeSynonyms } from './store-synonyms.ts'
export { sweepHolds } from './sweep.ts'
