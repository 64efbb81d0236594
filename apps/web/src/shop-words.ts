import { laterWords } from './language.ts'

const later = laterWords({
  ru: () => import('@vitrina/contract/words/site/ru-shop'),
  uz: () => import('@vitrina/contract/words/site/uz-shop'),
  en: () => import('@vitrina/contract/words/site/en-shop'),
})

/** The sentences of the shelves: lists, products, favourites. */
export const shopWords = later.words
export const openShopWords = later.open
