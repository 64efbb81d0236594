import { laterWords } from './language.ts'

/** The sentences of the cart and the checkout. */
export const basket = laterWords({
  ru: () => import('@vitrina/contract/words/site/ru-basket'),
  uz: () => import('@vitrina/contract/words/site/uz-basket'),
  en: () => import('@vitrina/contract/words/site/en-basket'),
})
